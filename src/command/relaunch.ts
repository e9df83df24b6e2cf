import type { Readable, Writable } from 'node:stream';
import type { Source } from '../event/event.ts';
import { inPrivateNetwork, type Way } from '../lab/private-network.ts';
import { tryStrace } from '../observe/probe.ts';
import type { CallLevel } from '../observe/syscall/call-level.ts';
import { OwnLines } from '../observe/syscall/own-lines.ts';
import { LANE_DESCRIPTOR, underStrace } from '../observe/syscall/strace-command.ts';
import type { Context } from './context.ts';
import { pageOf } from './page/behind-page.ts';

/** How this very command is to be run again. */
export interface RelaunchOptions {
  /** Under strace, which then tells it of its own calls. */
  readonly calls?: CallLevel | undefined;
  /** In a network of its own. */
  readonly network?: Way | undefined;
}

/** Says to the command that it has been run again: with which of these. */
const INSIDE = 'SOCKETS_INSIDE';

/** What waits for the program at the most, octets: beyond, calls are left out rather than kept. */
const MOST_WAITING = 64 * 1024 * 1024;

/** What this program was run again for: nothing, when it was typed. */
export function insideOf({ terminal }: Context): { calls: boolean; network: boolean } {
  const words = (terminal.environment[INSIDE] ?? '').split(',');
  return { calls: words.includes('calls'), network: words.includes('network') };
}

/** Whether the system calls that are asked for can only be had by running this command again. */
export async function mustRelaunch(context: Context, lanes: ReadonlySet<Source>): Promise<boolean> {
  if (!lanes.has('syscall') || insideOf(context).calls) return false;
  return (await tryStrace()) === 'works';
}

/** Runs this command again in our place, and gives its exit status. */
export async function relaunch(context: Context, options: RelaunchOptions): Promise<number> {
  const { calls, network } = options;
  const { terminal } = context;
  const traced = calls === undefined ? terminal.program : underStrace(terminal.program, calls);
  const command = network === undefined ? traced : inPrivateNetwork(traced, network);
  const words = [...(calls ? ['calls'] : []), ...(network ? ['network'] : [])];
  const environment = { [INSIDE]: words.join(',') };
  const page = pageOf(context) === undefined ? undefined : 'handed-on';
  const instead = terminal.runInstead(command, { environment, traced: calls !== undefined, page });
  if (instead.calls && instead.lane) handOn(instead.calls, instead.lane, instead.begun);
  return instead.status;
}

/** strace must never wait for us to read, for then the program would wait for strace, and we for the program. */
function handOn(calls: Readable, lane: Writable, begun: (id: number) => void): void {
  const lines = new OwnLines(LANE_DESCRIPTOR);
  calls.on('data', (chunk: Uint8Array) => {
    const known = lines.process;
    const left = lines.push(chunk);
    if (known === undefined && lines.process !== undefined) begun(lines.process);
    if (left !== '' && lane.writableLength < MOST_WAITING) lane.write(left);
  });
  calls.on('end', () => lane.end());
  lane.on('error', () => undefined); // The program has ended, and reads no more.
}
