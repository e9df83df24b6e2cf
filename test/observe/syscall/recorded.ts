import { readFileSync } from 'node:fs';
import { formatAddress } from '../../../src/event/address.ts';
import type {
  SocketCall,
  SocketState,
  SyscallFact,
} from '../../../src/observe/syscall/syscall-fact.ts';
import { SyscallReader } from '../../../src/observe/syscall/syscall-reader.ts';

/** What strace wrote of one of the programs in test/fixtures/strace/. */
export function recorded(name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/strace/${name}.txt`, import.meta.url));
}

/** A reader that has read it all, and the facts it told. */
export function read(octets: Uint8Array | string): {
  readonly facts: SyscallFact[];
  readonly reader: SyscallReader;
} {
  const reader = new SyscallReader();
  const facts = [...reader.push(Buffer.from(octets)), ...reader.end()];
  return { facts, reader };
}

/** The calls among the facts; of one name, when it is given. */
export function callsIn(facts: readonly SyscallFact[], ...names: string[]): SocketCall[] {
  return facts
    .flatMap((fact) => (fact.type === 'call' ? [fact] : []))
    .filter(({ call }) => names.length === 0 || names.includes(call));
}

/** A socket's ends, ports as they are: `127.0.0.1:9000 > 127.0.0.1:44042`. */
export function ends({ local, remote }: Pick<SocketState, 'local' | 'remote'>): string {
  return `${formatAddress(local)} > ${formatAddress(remote)}`;
}

/**
 * A line for each fact about a socket: `parent accept4 #1 = 5 made #3`, `child gone #3 exit`. Processes by their order: `1`, `2`.
 */
export function story(facts: readonly SyscallFact[]): string[] {
  const processes = [...new Set(facts.map(({ process }) => process))];
  return facts.flatMap((fact) => {
    const who = processes.indexOf(fact.process) + 1;
    if (fact.type === 'gone') return [`${who} gone #${fact.socket.id} ${fact.by}`];
    if (fact.type === 'exit') return [`${who} exit ${fact.status ?? fact.signal}`];
    return fact.type === 'call' ? [`${who} ${sentence(fact)}`] : [];
  });
}

function sentence({ call, socket, outcome, made = [], octets }: SocketCall): string {
  const its = socket ? ` #${socket.id}` : '';
  const result = typeof outcome === 'string' ? outcome : 'errno' in outcome ? outcome.errno : '';
  const moved = octets === undefined ? '' : ` ${octets} B`;
  const new_ = made.map(({ socket: { id } }) => ` made #${id}`).join('');
  return `${call}${its}${result === '' ? '' : ` ${result}`}${moved}${new_}`;
}
