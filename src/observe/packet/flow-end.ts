import type { Microseconds } from '../../event/clock.ts';
import type { Sending } from './segment-conditions.ts';
import type { SegmentRule } from './segment-rules.ts';
import { distance, isBefore, plus } from './sequence.ts';
import { TCP_FLAG, type TcpHeader } from './tcp-header.ts';
import type { SackBlock, TcpOption } from './tcp-options.ts';
import { type SentSegment, Unacknowledged } from './unacknowledged.ts';

/** A TCP segment as it was captured. */
export interface CapturedSegment {
  readonly time: Microseconds;
  readonly header: TcpHeader;
  readonly options: readonly TcpOption[];
  /** Octets of data, captured or not. */
  readonly length: number;
}

/** Sequence numbers that are acknowledged for the first time. */
export interface Acknowledged {
  /** Relative to the initial number of the end whose data it is; `to` is the one behind the last. */
  readonly from: number;
  readonly to: number;
  /** The segments that are covered now, by their number in the flow, in the order of their octets. */
  readonly segments: readonly number[];
  /**
   * From the last of them to this ACK. `undefined` where one of them was sent more than once, since nobody can tell which sending was
   * answered (RFC 6298 §3), or where the ACK ends within a segment.
   */
  readonly roundTrip: Microseconds | undefined;
}

/** One end of a flow: what was seen of its sending, and what of it is outstanding. */
export interface End extends Sending {
  /** The highest number of its own that the other end has acknowledged. */
  acknowledged: number | undefined;
  readonly unacknowledged: Unacknowledged;
  /** How it was called or has called, as far as it was seen. */
  syn: 'none' | 'SYN' | 'SYN,ACK';
  /** Of the last SYN without ACK. */
  synTime: Microseconds | undefined;
  /** Of its SYN. `undefined`: no such option in it. */
  shift: number | undefined;
}

/** Beyond it a shift means this one (RFC 7323 §2.3). */
const MOST_SHIFT = 14;

/** An end of which nothing was seen. */
export function newEnd(): End {
  return {
    initial: undefined,
    next: undefined,
    nextTime: 0,
    contiguous: undefined,
    lastAcknowledgment: undefined,
    lastTime: 0,
    window: undefined,
    scaledWindow: 0,
    duplicates: 0,
    firstAcknowledgment: 0,
    last: [],
    acknowledged: undefined,
    unacknowledged: new Unacknowledged(),
    syn: 'none',
    synTime: undefined,
    shift: undefined,
  };
}

/** Learns from a segment where the numbers of both ends begin, and by how much windows are shifted. */
export function begin(
  { time, header, options }: CapturedSegment,
  own: End,
  peer: End,
  acknowledgment: number | undefined,
): void {
  const { flags, sequence } = header;
  const syn = (flags & TCP_FLAG.SYN) !== 0;
  own.initial ??= syn ? sequence : plus(sequence, -1);
  if (acknowledgment !== undefined) peer.initial ??= plus(acknowledgment, -1);
  if (!syn) return;
  own.syn = acknowledgment === undefined ? 'SYN' : 'SYN,ACK';
  if (acknowledgment === undefined) own.synTime = time;
  const scale = options.find((option) => option.name === 'window-scale');
  own.shift = scale && Math.min(scale.shift, MOST_SHIFT);
}

/**
 * Bits by which the windows of an end are shifted: 0 in a SYN, and where one end has not asked for it. An end may only answer a SYN with the
 * option if that had it (RFC 7323 §2.2); of one whose SYN was not seen nobody can tell.
 */
export function shiftOf(flags: number, own: End, peer: End): number | undefined {
  if ((flags & TCP_FLAG.SYN) !== 0) return 0;
  if ([own, peer].some(({ syn, shift }) => syn !== 'none' && shift === undefined)) return 0;
  const agreed = peer.syn !== 'none' || own.syn === 'SYN,ACK';
  return agreed && own.syn !== 'none' ? own.shift : undefined;
}

/** A number relative to the initial one of the end it is a number of. */
export function relativeTo({ initial }: End, sequence: number): number {
  return distance(initial ?? sequence, sequence);
}

/** Counts how often an acknowledgment was repeated. */
export function countDuplicate(
  own: End,
  acknowledgment: number | undefined,
  rules: readonly SegmentRule[],
  number: number,
): { count: number; of: number } | undefined {
  const repeated = rules.includes('duplicate-ack');
  if (repeated) own.duplicates += 1;
  const { duplicates: count, firstAcknowledgment: of } = own;
  if (acknowledgment !== own.lastAcknowledgment) {
    own.duplicates = 0;
    own.firstAcknowledgment = number;
  }
  return repeated ? { count, of } : undefined;
}

/** Takes from the other end's outstanding segments what is acknowledged now. */
export function acknowledge(
  peer: End,
  acknowledgment: number | undefined,
  time: Microseconds,
): Acknowledged | undefined {
  if (acknowledgment === undefined) return undefined;
  const before = peer.acknowledged ?? peer.initial ?? acknowledgment;
  if (!isBefore(before, acknowledgment)) {
    peer.acknowledged ??= acknowledgment;
    return undefined;
  }
  peer.acknowledged = acknowledgment;
  const covered = peer.unacknowledged.acknowledge(acknowledgment);
  return {
    from: relativeTo(peer, before),
    to: relativeTo(peer, acknowledgment),
    segments: covered.map(({ number }) => number),
    roundTrip: roundTrip(covered, acknowledgment, time),
  };
}

function roundTrip(
  covered: readonly SentSegment[],
  acknowledgment: number,
  time: Microseconds,
): Microseconds | undefined {
  const last = covered.at(-1);
  if (!last || last.end !== acknowledgment || covered.some(({ again }) => again)) return undefined;
  return time - last.sentAt;
}

/** What the next segments are compared with. */
export function remember(
  own: End,
  peer: End,
  { time, header }: CapturedSegment,
  scaledWindow: number,
  rules: readonly SegmentRule[],
): void {
  const { acknowledgment, flags, window } = header;
  // The other end had more than was seen: the octet of a probe that was taken after all, or segments that were not captured.
  if (rules.includes('zero-window-probe-ack') && acknowledgment !== own.lastAcknowledgment) {
    peer.next = acknowledgment;
    peer.contiguous = acknowledgment;
  }
  // Told once: all up to here counts as seen from now on.
  if (rules.includes('acknowledges-unseen')) peer.contiguous = acknowledgment;
  own.lastAcknowledgment = (flags & TCP_FLAG.ACK) === 0 ? undefined : acknowledgment;
  own.lastTime = time;
  own.window = window;
  own.scaledWindow = scaledWindow;
  own.last = rules;
}

/** The blocks of the SACK option, relative to the numbers of the end they are about. */
export function sackOf(options: readonly TcpOption[], peer: End): readonly SackBlock[] {
  const sack = options.find((option) => option.name === 'sack');
  if (!sack) return NONE;
  return sack.blocks.map(({ from, to }) => ({
    from: relativeTo(peer, from),
    to: relativeTo(peer, to),
  }));
}

const NONE: readonly SackBlock[] = [];

/** Numbers that an end has sent and that were not acknowledged. */
export function inFlight({ next, acknowledged }: End): number | undefined {
  if (next === undefined || acknowledged === undefined) return undefined;
  return isBefore(acknowledged, next) ? distance(acknowledged, next) : 0;
}
