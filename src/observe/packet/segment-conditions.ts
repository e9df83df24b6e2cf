import type { Microseconds } from '../../event/clock.ts';
import { isBefore, plus } from './sequence.ts';
import { TCP_FLAG } from './tcp-header.ts';

/** What is known of one end by the segments it has sent. */
export interface Sending {
  /** Its initial sequence number: of its SYN; else one less than the first number that was seen. */
  initial: number | undefined;
  /** The number expected next: behind the highest that was seen. */
  next: number | undefined;
  /** When that was seen. */
  nextTime: Microseconds;
  /** Up to where every number was seen. */
  contiguous: number | undefined;
  lastAcknowledgment: number | undefined;
  lastTime: Microseconds;
  /** As it stood, and as it was meant. */
  window: number | undefined;
  scaledWindow: number;
  /** How often the last acknowledgment was repeated, and the segment that had it first. */
  duplicates: number;
  firstAcknowledgment: number;
  /** What the rules said of its last segment. */
  last: readonly string[];
}

/** A segment that is judged, with what was known before it. */
export interface Judged {
  readonly time: Microseconds;
  readonly flags: number;
  readonly sequence: number;
  readonly acknowledgment: number | undefined;
  /** Octets of data, and the numbers it takes. */
  readonly length: number;
  readonly sequenceLength: number;
  readonly window: number;
  /** Its sender, and the other end. */
  readonly own: Readonly<Sending>;
  readonly peer: Readonly<Sending>;
  /** From the SYN to the ACK of the same end that completed the handshake, where both were seen. */
  readonly firstRoundTrip: Microseconds | undefined;
  /** Whether the other end's window is known in octets, because the SYNs were seen. */
  readonly scaleKnown: boolean;
}

/** Without SYN, FIN and RST. */
export function isPlain({ flags }: Judged): boolean {
  return (flags & (TCP_FLAG.SYN | TCP_FLAG.FIN | TCP_FLAG.RST)) === 0;
}

/** At most one octet, just before the expected number: it has been there already. */
export function repeatsLast(segment: Judged): boolean {
  const { length, sequence, own } = segment;
  return (
    length <= 1 && own.next !== undefined && plus(sequence, 1) === own.next && isPlain(segment)
  );
}

/** The one octet that is expected next. */
export function probesNext({ length, sequence, own }: Judged): boolean {
  return length === 1 && sequence === own.next;
}

/** A pure ACK at the expected number. */
function isPureAck(segment: Judged): boolean {
  return segment.length === 0 && segment.sequence === segment.own.next && isPlain(segment);
}

/** A pure ACK that acknowledges what this end acknowledged before. */
export function saysNothingNew(segment: Judged): boolean {
  const { acknowledgment, own } = segment;
  return (
    isPureAck(segment) && acknowledgment !== undefined && acknowledgment === own.lastAcknowledgment
  );
}

/** Says nothing new, and has the same window as before. */
export function repeatsAcknowledgment(segment: Judged): boolean {
  return saysNothingNew(segment) && segment.window === segment.own.window;
}

/** Repeats a window of 0, and the acknowledgment or one more, after a probe. */
export function answersProbe(segment: Judged): boolean {
  const { acknowledgment, own, peer } = segment;
  if (!isPureAck(segment) || segment.window !== 0 || own.window !== 0) return false;
  if (!peer.last.includes('zero-window-probe') || own.lastAcknowledgment === undefined)
    return false;
  return (
    acknowledgment === own.lastAcknowledgment || acknowledgment === plus(own.lastAcknowledgment, 1)
  );
}

/** Ends where the other end's window ends. */
export function fillsWindow({ sequence, length, peer, scaleKnown }: Judged): boolean {
  if (!scaleKnown || peer.lastAcknowledgment === undefined) return false;
  return plus(sequence, length) === plus(peer.lastAcknowledgment, peer.scaledWindow);
}

/** Takes numbers, and begins before the expected one. */
export function isEarlier({ flags, sequence, length, own }: Judged): boolean {
  if (own.next === undefined || !isBefore(sequence, own.next)) return false;
  if (length === 0 && (flags & (TCP_FLAG.SYN | TCP_FLAG.FIN)) === 0) return false;
  // More than the octet of a probe, which was sent before but not counted: it is new.
  return !(length > 1 && plus(sequence, 1) === own.next);
}
