import type { InternetAddress } from '../../event/address.ts';
import type { Microseconds } from '../../event/clock.ts';
import { LINUX_STATE, type TcpState } from '../../event/tcp-state.ts';
import { canonicalHost } from './inet-host.ts';

/** A TCP socket went from one state to another. A socket that is not bound yet has port 0: that is how `connect` starts. */
export interface StateChange {
  readonly type: 'change';
  /** By the clock of the trace, µs. */
  readonly at: Microseconds;
  readonly local: InternetAddress;
  /** The wildcard address with port 0 for a listener. */
  readonly remote: InternetAddress;
  /** The first of an accepted socket is LISTEN, which is its listener's. */
  readonly was: TcpState;
  readonly state: TcpState;
}

/** A line that we wrote ourselves, to learn how the trace's clock relates to ours. */
export interface ClockMark {
  readonly type: 'mark';
  readonly at: Microseconds;
  /** What our clock said when the line was about to be written, µs. */
  readonly told: Microseconds;
}

/** Events that were thrown away, because nobody read them in time. */
export interface LostEvents {
  readonly type: 'lost';
  readonly count: number;
}

/** What a line of the trace can be. */
export type TraceLine = StateChange | ClockMark | LostEvents;

/** What a mark's text starts with. */
export const CLOCK_MARK = 'sockets-clock';

/** Longer than any line we read. */
const LONGEST = 1024;

// A program's name comes first and may hold anything, but has 15 octets at the most (PR_SET_NAME(2const)): too few for what is asked for here.
const STAMPED = /\[\d{1,5}\] +\S{1,16} +(\d{1,12})\.(\d{6}): ([a-z_]{1,40}): (.*)$/;
const LOST = /^CPU:\d{1,5} \[LOST (\d{1,15}) EVENTS\]$/;
const CHANGE = new RegExp(
  '^family=(AF_INET6?) protocol=IPPROTO_TCP sport=(\\d{1,5}) dport=(\\d{1,5}) ' +
    'saddr=(\\S{7,15}) daddr=(\\S{7,15}) saddrv6=(\\S{2,45}) daddrv6=(\\S{2,45}) ' +
    'oldstate=TCP_([A-Z\\d_]{1,16}) newstate=TCP_([A-Z\\d_]{1,16})$',
);

/** Names of the states as the event prints them after `TCP_`, by their numbers. */
const NAMES = [
  ...['', 'ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT'],
  ...['CLOSE', 'CLOSE_WAIT', 'LAST_ACK', 'LISTEN', 'CLOSING', 'NEW_SYN_RECV'],
];
const NUMBERS: Readonly<Record<number, TcpState>> = LINUX_STATE;

/**
 * One line of `trace` or `trace_pipe` of tracefs (Linux, Documentation/trace/ftrace.rst): a change of `sock:inet_sock_set_state` (since
 * 4.16), a mark of ours, a note of events lost. `undefined` for all else. Never throws.
 */
export function parseTraceLine(line: string): TraceLine | undefined {
  if (line.length > LONGEST) return undefined;
  const count = LOST.exec(line)?.[1];
  if (count !== undefined) return { type: 'lost', count: Number(count) };
  const [, seconds = '', micros = '', what, rest = ''] = STAMPED.exec(line) ?? [];
  const at = Number(seconds) * 1e6 + Number(micros);
  if (!Number.isSafeInteger(at)) return undefined;
  if (what === 'inet_sock_set_state') return parseChange(at, rest);
  return what === 'tracing_mark_write' ? parseMark(at, rest) : undefined;
}

function parseChange(at: Microseconds, text: string): StateChange | undefined {
  const match = CHANGE.exec(text);
  if (!match) return undefined;
  const [
    family = '',
    sport = '',
    dport = '',
    near4 = '',
    far4 = '',
    near6 = '',
    far6 = '',
    ...states
  ] = match.slice(1);
  const [near, far] = family === 'AF_INET' ? [near4, far4] : [near6, far6];
  const local = address(near, sport);
  const remote = address(far, dport);
  const [was, state] = states.map((name) => NUMBERS[NAMES.indexOf(name)]);
  if (!local || !remote || !was || !state) return undefined;
  return { type: 'change', at, local, remote, was, state };
}

function address(text: string, digits: string): InternetAddress | undefined {
  const host = canonicalHost(text);
  const port = Number(digits);
  return host === undefined || port > 65_535 ? undefined : { host, port };
}

function parseMark(at: Microseconds, text: string): ClockMark | undefined {
  const told = new RegExp(`^${CLOCK_MARK} (\\d{1,16})$`).exec(text)?.[1];
  return told === undefined ? undefined : { type: 'mark', at, told: Number(told) };
}

/**
 * What is to be added to a time of the trace to have ours, from marks written one right after another; `undefined` without marks. Each
 * was stamped after it was told and before the next was told, so that the truth is between two bounds: their middle, a few µs off at the
 * most.
 */
export function clockOffset(marks: readonly ClockMark[]): Microseconds | undefined {
  if (marks.length === 0) return undefined;
  const least = Math.max(...marks.map(({ at, told }) => told - at));
  const most = marks.flatMap(({ at }, index) => {
    const next = marks[index + 1];
    return next ? [next.told - at] : [];
  });
  return Math.round((least + Math.max(least, Math.min(...most, least + 20))) / 2);
}
