import type { Microseconds } from '../../event/clock.ts';
import { isBefore, isUpTo } from './sequence.ts';

/** A segment with sequence numbers of its own that was sent, and not acknowledged yet. */
export interface SentSegment {
  /** Which of the flow. */
  readonly number: number;
  /** Sequence numbers, `end` the one behind the last. */
  readonly start: number;
  readonly end: number;
  readonly sentAt: Microseconds;
  /** Whether any of it was sent again. */
  readonly again: boolean;
}

/** Segments kept of each direction. More than that are not outstanding where ACKs are captured. */
export const MOST_UNACKNOWLEDGED = 4096;

/** The segments of one direction that wait for their ACK, in the order of their sequence numbers. */
export class Unacknowledged {
  #segments: SentSegment[] = [];

  /** Keeps a segment. Of octets that were sent before, the first sending is kept, and it is known from then on that there was another. */
  send(segment: Omit<SentSegment, 'again'>): SentSegment | undefined {
    const last = this.#segments.at(-1);
    if (!last || isUpTo(last.end, segment.start)) {
      this.#keep(this.#segments.length, segment);
      return undefined;
    }
    return this.#sendEarlier(segment);
  }

  /** Takes the segments that an acknowledgment number covers whole. */
  acknowledge(number: number): SentSegment[] {
    let covered = 0;
    for (const segment of this.#segments) {
      if (!isUpTo(segment.end, number)) break;
      covered += 1;
    }
    return covered === 0 ? [] : this.#segments.splice(0, covered);
  }

  /** Returns the first segment that had any of these octets. */
  #sendEarlier(segment: Omit<SentSegment, 'again'>): SentSegment | undefined {
    let first: SentSegment | undefined;
    let place = 0;
    for (const [index, kept] of this.#segments.entries()) {
      if (isBefore(kept.start, segment.start)) place = index + 1;
      if (!overlaps(kept, segment)) continue;
      first ??= kept;
      this.#segments[index] = { ...kept, again: true };
    }
    if (!first) this.#keep(place, segment);
    return first;
  }

  #keep(place: number, segment: Omit<SentSegment, 'again'>): void {
    this.#segments.splice(place, 0, { ...segment, again: false });
    if (this.#segments.length > MOST_UNACKNOWLEDGED) this.#segments.shift();
  }
}

function overlaps(
  one: Pick<SentSegment, 'start' | 'end'>,
  other: Pick<SentSegment, 'start' | 'end'>,
): boolean {
  return isBefore(one.start, other.end) && isBefore(other.start, one.end);
}
