import type { InternetAddress } from '../../event/address.ts';
import type { Microseconds } from '../../event/clock.ts';
import {
  type Acknowledged,
  acknowledge,
  begin,
  type CapturedSegment,
  countDuplicate,
  type End,
  inFlight,
  newEnd,
  relativeTo,
  remember,
  sackOf,
  shiftOf,
} from './flow-end.ts';
import { judge, type SegmentRule } from './segment-rules.ts';
import { isBefore, isUpTo, plus } from './sequence.ts';
import { TCP_FLAG, type TcpHeader } from './tcp-header.ts';
import type { SackBlock } from './tcp-options.ts';
import type { SentSegment } from './unacknowledged.ts';

/** Which of the two ends of a flow: the first is who opened it, or, where its SYN was not seen, who was seen first. */
export type FlowEnd = 0 | 1;

/** A segment with its place in the conversation. Relative numbers count from the sender's initial sequence number, modulo 2^32. */
export interface Segment {
  readonly time: Microseconds;
  readonly flow: TcpFlow;
  /** From 1 on, in the order of the capture. */
  readonly number: number;
  readonly from: FlowEnd;
  /** See `TCP_FLAG`. */
  readonly flags: number;
  readonly sequence: number;
  readonly relativeSequence: number;
  /** `undefined` without ACK. */
  readonly acknowledgment: number | undefined;
  readonly relativeAcknowledgment: number | undefined;
  /** Octets of data. */
  readonly length: number;
  /** Sequence numbers it takes: of its data, one for SYN, one for FIN (RFC 9293 §3.4). */
  readonly sequenceLength: number;
  /** Octets. Not scaled where the scale is not known, because the capture began after the handshake. */
  readonly window: number;
  /** Bits the window was shifted by; 0 in a SYN, and where one end does not scale (RFC 7323 §2.2). */
  readonly windowShift: number | undefined;
  readonly acknowledges: Acknowledged | undefined;
  /** Received beyond a gap, relative numbers (RFC 2018). */
  readonly sack: readonly SackBlock[];
  /** What the rules say, see `SEGMENT_RULES`. */
  readonly rules: readonly SegmentRule[];
  /** The segment that had the first of these octets before, where it was not acknowledged yet, and how long ago. */
  readonly sentBefore: { readonly segment: number; readonly ago: Microseconds } | undefined;
  /** How often this acknowledgment was repeated, and the segment that had it first. */
  readonly duplicate: { readonly count: number; readonly of: number } | undefined;
  /** Octets the sender has outstanding, this segment's included. `undefined` until the other end has acknowledged anything. */
  readonly inFlight: number | undefined;
}

/** One connection as its segments show it. Feed it in the order of the capture. Memory is bounded, however long it lasts. */
export class TcpFlow {
  /** From 0 on, in the order in which flows were first seen. */
  readonly number: number;
  readonly ends: readonly [InternetAddress, InternetAddress];
  readonly #ends: readonly [End, End] = [newEnd(), newEnd()];
  #segments = 0;
  #firstRoundTrip: Microseconds | undefined;

  constructor(number: number, ends: readonly [InternetAddress, InternetAddress]) {
    this.number = number;
    this.ends = ends;
  }

  /** Whether a SYN belongs to another connection of the same addresses and ports: its initial sequence number is another. */
  isReusedBy({ flags, sequence }: TcpHeader, from: FlowEnd): boolean {
    const { initial } = this.#ends[from];
    return (flags & TCP_FLAG.SYN) !== 0 && initial !== undefined && initial !== sequence;
  }

  /** Takes the next segment. */
  take(captured: CapturedSegment, from: FlowEnd): Segment {
    const own = this.#ends[from];
    const peer = this.#ends[from === 0 ? 1 : 0];
    const { time, header, options, length } = captured;
    const { flags, sequence } = header;
    const acknowledgment = (flags & TCP_FLAG.ACK) === 0 ? undefined : header.acknowledgment;
    const sequenceLength = length + one(flags, TCP_FLAG.SYN) + one(flags, TCP_FLAG.FIN);
    this.#segments += 1;
    begin(captured, own, peer, acknowledgment);
    const rules = this.#judge(captured, sequenceLength, own, peer);
    const windowShift = shiftOf(flags, own, peer);
    const window = header.window * 2 ** (windowShift ?? 0);
    const before = this.#send(captured, own, sequenceLength, rules);
    const duplicate = countDuplicate(own, acknowledgment, rules, this.#segments);
    const acknowledges = acknowledge(peer, acknowledgment, time);
    this.#measure(own, flags, time);
    remember(own, peer, captured, window, rules);
    // One literal, property by property: spreading others into it takes ten times as long.
    return {
      time,
      flow: this,
      number: this.#segments,
      from,
      flags,
      sequence,
      relativeSequence: relativeTo(own, sequence),
      acknowledgment,
      relativeAcknowledgment:
        acknowledgment === undefined ? undefined : relativeTo(peer, acknowledgment),
      length,
      sequenceLength,
      window,
      windowShift,
      acknowledges,
      sack: sackOf(options, peer),
      rules,
      sentBefore: before && { segment: before.number, ago: time - before.sentAt },
      duplicate,
      inFlight: inFlight(own),
    };
  }

  #judge(
    { time, header, length }: CapturedSegment,
    sequenceLength: number,
    own: End,
    peer: End,
  ): SegmentRule[] {
    const { flags, sequence, acknowledgment, window } = header;
    return judge({
      time,
      flags,
      sequence,
      acknowledgment: (flags & TCP_FLAG.ACK) === 0 ? undefined : acknowledgment,
      length,
      sequenceLength,
      window,
      own,
      peer,
      firstRoundTrip: this.#firstRoundTrip,
      scaleKnown: shiftOf(0, peer, own) !== undefined,
    });
  }

  /** What Wireshark calls iRTT: from a SYN to the ACK of the same end that completed the handshake. */
  #measure({ synTime }: End, flags: number, time: Microseconds): void {
    if (this.#firstRoundTrip !== undefined || synTime === undefined) return;
    if ((flags & (TCP_FLAG.SYN | TCP_FLAG.ACK)) !== TCP_FLAG.ACK) return;
    this.#firstRoundTrip = time - synTime;
  }

  #send(
    { time, header }: CapturedSegment,
    own: End,
    sequenceLength: number,
    rules: readonly SegmentRule[],
  ): SentSegment | undefined {
    // A probe's octet goes beyond the window: it counts only when it is sent again, as data.
    if (rules.includes('zero-window-probe')) return undefined;
    const { sequence: start } = header;
    const end = plus(start, sequenceLength);
    const contiguous = own.contiguous === undefined || own.contiguous === start;
    if (own.next === undefined || isBefore(own.next, end)) {
      own.next = end;
      own.nextTime = time;
    }
    if (contiguous) own.contiguous = own.next;
    if (sequenceLength === 0 || isDone(own, end)) return undefined;
    return own.unacknowledged.send({ number: this.#segments, start, end, sentAt: time });
  }
}

/** Whether all up to here was acknowledged: what is sent again then waits for nothing. */
function isDone({ acknowledged }: End, end: number): boolean {
  return acknowledged !== undefined && isUpTo(end, acknowledged);
}

function one(flags: number, flag: number): 0 | 1 {
  return (flags & flag) === 0 ? 0 : 1;
}
