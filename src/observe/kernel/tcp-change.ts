import type { EventOf } from '../../event/event.ts';
import type { TcpState } from '../../event/tcp-state.ts';
import type { SsTcpRow } from './ss-tcp.ts';
import type { TcpRow } from './tcp-tables.ts';

/** Octets that wait at a connection. */
export interface Waiting {
  readonly receive: number;
  readonly send: number;
}

/** What an event `tcp-info` says. */
export type Measured = Omit<
  EventOf<'tcp-info'>,
  'type' | 'source' | 'time' | 'socket' | 'local' | 'remote'
>;

const OWN_SYN_OR_FIN_ON_THE_WAY: ReadonlySet<TcpState> = new Set([
  ...(['SYN-SENT', 'FIN-WAIT-1', 'CLOSING', 'LAST-ACK'] as const),
]);
const PEERS_FIN_CAME: ReadonlySet<TcpState> = new Set(['CLOSE-WAIT', 'CLOSING', 'LAST-ACK']);

/**
 * The octets in a row's queues. Linux counts a SYN or FIN that is not acknowledged, and a FIN that the program has not read, as one
 * octet, for each has a sequence number (RFC 9293 §3.4); the state says whether there is one, and it is no octet that waits.
 */
export function octetsWaiting({ state, sendQueue, receiveQueue }: TcpRow): Waiting {
  return {
    send: Math.max(0, sendQueue - Number(OWN_SYN_OR_FIN_ON_THE_WAY.has(state))),
    receive: Math.max(0, receiveQueue - Number(PEERS_FIN_CAME.has(state))),
  };
}

/** Whether a queue has changed so that it is worth telling: from or to nothing, or to twice or half of what was told. */
export function isNews(told: number, count: number): boolean {
  if (told === 0 || count === 0) return told !== count;
  return count >= told * 2 || count * 2 <= told;
}

/** What a row of ss says that an event tells; `undefined` for a listener, of which nothing is measured. */
export function measuredOf({ state, info, timer }: SsTcpRow): Measured | undefined {
  if (state === 'LISTEN' || state === 'CLOSED') return undefined;
  const { rtt, rttVariation, rto, cwnd, ssthresh, mss, unacknowledged, lost, retransmitted } = info;
  const values = {
    rtt,
    rttVariation,
    rto,
    cwnd,
    ssthresh,
    mss,
    unacknowledged,
    lost,
    retransmitted,
  };
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  if (known.length === 0 && !timer) return undefined;
  return { ...Object.fromEntries(known), ...(timer && { timer }) };
}

const WORTH_TELLING = [
  'cwnd',
  'ssthresh',
  'mss',
  'unacknowledged',
  'lost',
  'retransmitted',
] as const;

/**
 * Whether what was measured differs so that it is worth telling: a window, a count or the timer's kind changed, or the round-trip time or
 * the timeout by a quarter. Not that a timer has less time left.
 */
export function isNewMeasure(told: Measured | undefined, measured: Measured): boolean {
  if (!told) return true;
  return (
    WORTH_TELLING.some((name) => told[name] !== measured[name]) ||
    told.timer?.kind !== measured.timer?.kind ||
    told.timer?.fired !== measured.timer?.fired ||
    isAnother(told.rtt, measured.rtt) ||
    isAnother(told.rto, measured.rto)
  );
}

function isAnother(told = 0, time = 0): boolean {
  return Math.abs(time - told) * 4 > told;
}
