import type { InternetAddress } from '../../event/address.ts';
import type { Microseconds } from '../../event/clock.ts';
import type { TcpState } from '../../event/tcp-state.ts';
import { canonicalHost } from './inet-host.ts';
import { parseSsTimer, type TcpTimer } from './tcp-timer.ts';

/**
 * What `parseSsTcp` reads: TCP, with timers and TCP_INFO, numeric, a line for each socket, no heading, all states (ss(8)). No names of
 * programs.
 */
export const SS_TCP_ARGUMENTS = ['-tinOHao'] as const;

/** What TCP has measured of a connection (tcp(7), TCP_INFO). Times in µs, windows and counts in segments, `bytes…` in octets. */
export interface SsTcpInfo {
  readonly rtt?: Microseconds;
  readonly rttVariation?: Microseconds;
  readonly rto?: Microseconds;
  /** How often the timeout was doubled (RFC 6298 §5.5). */
  readonly backoff?: number;
  readonly cwnd?: number;
  /** Absent while it is as good as infinite. */
  readonly ssthresh?: number;
  readonly mss?: number;
  readonly unacknowledged?: number;
  readonly lost?: number;
  /** Retransmitted and on the way now; since the beginning. */
  readonly retransmitting?: number;
  readonly retransmitted?: number;
  readonly bytesSent?: number;
  readonly bytesRetransmitted?: number;
  readonly bytesAcked?: number;
  readonly bytesReceived?: number;
}

/** One TCP socket as ss prints it. */
export interface SsTcpRow {
  readonly state: TcpState;
  /** As in /proc/net/tcp; in LISTEN the connections that wait for accept(2). */
  readonly receiveQueue: number;
  /** As in /proc/net/tcp; in LISTEN how many may wait, which that table does not tell. */
  readonly sendQueue: number;
  /** An IPv6 address keeps its zone. */
  readonly local: InternetAddress;
  /** The wildcard address with port 0 while there is no peer. */
  readonly remote: InternetAddress;
  readonly timer?: TcpTimer;
  readonly info: SsTcpInfo;
}

/** Whether a socket is asked for, by its ends; `inode` is its number in the kernel's tables, where the source of the row tells it. */
export type Wanted = (local: InternetAddress, remote: InternetAddress, inode?: number) => boolean;

/** Rows that are looked at: beyond them nothing is read. */
const MOST_ROWS = 65_536;

const STATES: Readonly<Record<string, TcpState>> = {
  LISTEN: 'LISTEN',
  'SYN-SENT': 'SYN-SENT',
  'SYN-RECV': 'SYN-RECEIVED',
  'NEW-SYN-RECV': 'SYN-RECEIVED',
  ESTAB: 'ESTABLISHED',
  'FIN-WAIT-1': 'FIN-WAIT-1',
  'FIN-WAIT-2': 'FIN-WAIT-2',
  'CLOSE-WAIT': 'CLOSE-WAIT',
  CLOSING: 'CLOSING',
  'LAST-ACK': 'LAST-ACK',
  'TIME-WAIT': 'TIME-WAIT',
  UNCONN: 'CLOSED',
};

/** With `-tu` and the like a column for the kind of socket comes first. */
const ROW =
  /^(?:tcp +)?([A-Z][A-Z\d-]{1,15}) +(\d{1,10}) +(\d{1,10}) +(\S{3,80}) +(\S{3,80})(?: (.*))?$/;

/**
 * Reads what `ss` with SS_TCP_ARGUMENTS printed (iproute2 5.1 or later): the rows that are wanted. What is no row is left out, and so is
 * a last line without its line break, which may have been cut short; of a row, what is not understood. Never throws.
 */
export function parseSsTcp(text: string, wanted: Wanted = () => true): SsTcpRow[] {
  const lines = text.split('\n', MOST_ROWS + 1).slice(0, -1);
  return lines.flatMap((line) => parseRow(line, wanted) ?? []);
}

function parseRow(line: string, wanted: Wanted): SsTcpRow | undefined {
  const [, name = '', receive = '', send = '', near = '', far = '', rest = ''] =
    ROW.exec(line) ?? [];
  const state = Object.hasOwn(STATES, name) ? STATES[name] : undefined;
  const local = parseEnd(near);
  const remote = parseEnd(far, local);
  if (!state || !local || !remote || !wanted(local, remote)) return undefined;

  const words = rest.split(' ');
  const timer = parseTimer(words);
  const queues = { receiveQueue: Number(receive), sendQueue: Number(send) };
  return { state, ...queues, local, remote, ...(timer && { timer }), info: parseInfo(words) };
}

/** `127.0.0.1:80`, `[::1]:80`, `[fe80::1]%eth0:80`, `0.0.0.0%lo:80`, `*:80` (both families, so that it is IPv6's), `0.0.0.0:*`. */
const END = /^(?:\[([^\]]*)\]|([^[\]%]*))(?:%([^:\s]{1,15}))?:(\d{1,5}|\*)$/;

function parseEnd(text: string, other?: InternetAddress): InternetAddress | undefined {
  const [, bracketed, plain, zone, digits = ''] = END.exec(text) ?? [];
  const port = digits === '*' ? 0 : Number(digits);
  const host = plain === '*' ? anyHost(other) : canonicalHost(bracketed ?? plain ?? '');
  if (host === undefined || port > 65_535) return undefined;
  return { host: zone !== undefined && host.includes(':') ? `${host}%${zone}` : host, port };
}

function anyHost(other: InternetAddress | undefined): string {
  return other && !other.host.includes(':') ? '0.0.0.0' : '::';
}

function parseTimer(words: readonly string[]): TcpTimer | undefined {
  const word = words.find((each) => each.startsWith('timer:'));
  return word === undefined ? undefined : parseSsTimer(word.slice('timer:'.length));
}

type Field = keyof SsTcpInfo;

/** What a word gives, and what its unit is in ours. Of `rtt:1.5/0.75` and `retrans:0/3` there are two. */
const WORDS = new Map<string, { readonly fields: readonly Field[]; readonly unit: number }>([
  ['rtt', { fields: ['rtt', 'rttVariation'], unit: 1000 }],
  ['rto', { fields: ['rto'], unit: 1000 }],
  ['backoff', { fields: ['backoff'], unit: 1 }],
  ['cwnd', { fields: ['cwnd'], unit: 1 }],
  ['ssthresh', { fields: ['ssthresh'], unit: 1 }],
  ['mss', { fields: ['mss'], unit: 1 }],
  ['unacked', { fields: ['unacknowledged'], unit: 1 }],
  ['lost', { fields: ['lost'], unit: 1 }],
  ['retrans', { fields: ['retransmitting', 'retransmitted'], unit: 1 }],
  ['bytes_sent', { fields: ['bytesSent'], unit: 1 }],
  ['bytes_retrans', { fields: ['bytesRetransmitted'], unit: 1 }],
  ['bytes_acked', { fields: ['bytesAcked'], unit: 1 }],
  ['bytes_received', { fields: ['bytesReceived'], unit: 1 }],
]);

/** Milliseconds come as `%g`: `0.017`, `1.23457e+06`. */
const NUMBER = /^\d{1,20}(?:\.\d{1,10})?(?:e[+-]?\d{1,2})?$/;

function parseInfo(words: readonly string[]): SsTcpInfo {
  const info: { -readonly [Name in Field]?: number } = {};
  for (const word of words) {
    const colon = word.indexOf(':');
    const known = colon < 0 ? undefined : WORDS.get(word.slice(0, colon));
    if (!known) continue;
    const values = word.slice(colon + 1).split('/');
    for (const [index, field] of known.fields.entries()) {
      const amount = parseAmount(values[index], known.unit);
      if (amount !== undefined) info[field] = amount;
    }
  }
  return info;
}

function parseAmount(text = '', unit = 1): number | undefined {
  const amount = NUMBER.test(text) ? Math.round(Number(text) * unit) : Number.NaN;
  return Number.isSafeInteger(amount) ? amount : undefined;
}
