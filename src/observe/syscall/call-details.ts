import type { Address } from '../../event/address.ts';
import type { CallName } from './calls.ts';
import { parseSockaddr } from './sockaddr.ts';
import type { CallResult } from './strace-line.ts';
import type { CallOutcome, OptionValue, SocketCall } from './syscall-fact.ts';

/** What a call's arguments say, octets apart. */
export type CallDetails = Pick<SocketCall, 'address' | 'backlog' | 'how' | 'option' | 'flags'>;

/** Reads the arguments of a call on a socket. */
export function detailsOf(
  name: CallName,
  args: readonly string[],
  result: CallResult,
): CallDetails {
  const address = addressOf(name, args);
  const option = optionOf(name, args, result);
  return {
    ...(address ? { address } : {}),
    ...(option ? { option } : {}),
    ...(name === 'listen' ? { backlog: numberIn(args[1]) } : {}),
    ...(name === 'shutdown' ? { how: args[1] } : {}),
    flags: flagsOf(name, args),
  };
}

/** How a call ended. */
export function outcomeOf(result: CallResult): CallOutcome {
  if (result.kind === 'value') return { value: result.value };
  return result.kind === 'error' ? { errno: result.errno } : 'interrupted';
}

/** The errno a call gave, if it failed. */
export function errnoOf({ outcome }: SocketCall): string | undefined {
  return typeof outcome === 'object' && 'errno' in outcome ? outcome.errno : undefined;
}

/** The names of flags, `SOCK_STREAM|SOCK_CLOEXEC`; none in `0`. */
export function flagNames(text: string | undefined): string[] {
  return (text ?? '').split('|').filter((name) => /^[A-Z]\w*$/.test(name));
}

const ADDRESS_SECOND: ReadonlySet<CallName> = new Set<CallName>([
  ...(['bind', 'connect', 'accept', 'accept4', 'getsockname', 'getpeername'] as const),
]);

function addressOf(name: CallName, args: readonly string[]): Address | undefined {
  return ADDRESS_SECOND.has(name) ? parseSockaddr(args[1] ?? '')?.address : undefined;
}

/** Which argument has flags. */
const FLAGS: Partial<Record<CallName, number>> = {
  socket: 1,
  socketpair: 1,
  accept4: 3,
  dup3: 2,
  close_range: 2,
  send: 3,
  sendto: 3,
  sendmsg: 2,
  sendmmsg: 3,
  recv: 3,
  recvfrom: 3,
  recvmsg: 2,
  recvmmsg: 3,
};

function flagsOf(name: CallName, args: readonly string[]): string[] {
  const at = FLAGS[name];
  return at === undefined ? [] : flagNames(args[at]);
}

function optionOf(
  name: CallName,
  args: readonly string[],
  result: CallResult,
): OptionValue | undefined {
  if (name === 'setsockopt') return option(args[1], args[2], args[3]);
  if (name === 'getsockopt') {
    return option(args[1], args[2], result.kind === 'value' ? args[3] : undefined);
  }
  if (name === 'ioctl' || name === 'fcntl') return option(name, args[1], args[2]);
  return undefined;
}

function option(
  level: string | undefined,
  name: string | undefined,
  text: string | undefined,
): OptionValue | undefined {
  if (level === undefined || name === undefined) return undefined;
  const value = text === undefined ? undefined : (numberIn(text) ?? unbracketed(text));
  return { level, name, ...(value === undefined ? {} : { value }) };
}

/** `[ECONNREFUSED]`: brackets stand for where a pointer points to. */
function unbracketed(text: string): string {
  return /^\[\w+\]$/.test(text) ? text.slice(1, -1) : text;
}

/** The number in `5` or `[1]`. */
function numberIn(text: string | undefined): number | undefined {
  const digits = /^\[?(-?\d{1,15})\]?$/.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}
