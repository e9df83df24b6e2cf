import type { Microseconds } from '../event/clock.ts';
import { EqualContent } from './equal-content.ts';
import { probeNumber } from './probe.ts';

/** So many probes of a run are watched, and no more: that is what bounds the memory. */
export const MOST_PROBES = 1_000_000;

/**
 * How a reply finds its probe. `number`: it carries the probe's number, which leaves no doubt. `content`: the reply to an ordinary
 * datagram is the earliest one of equal octets that waits (an echo), or else just the earliest that waits: derived, not seen.
 */
export type Matching = 'number' | 'content';

/** A reply, as the event of that name tells it. */
export interface Reply {
  readonly number: number;
  /** Since its probe was sent. */
  readonly elapsed: Microseconds;
  /** 1 for the first reply to its probe, 2 for its first double. */
  readonly copy: number;
  /** A first reply that came after that of a later probe. A double is only a double. */
  readonly overtaken: boolean;
}

/** What became of all probes. The times are round trips of first replies; `undefined` while there is none. */
export interface ProbeSummary {
  readonly sent: number;
  /** Probes with a reply, doubles not counted. */
  readonly received: number;
  /** Probes without a reply so far. */
  readonly lost: number;
  /** Replies beyond the first to a probe. */
  readonly duplicated: number;
  readonly outOfOrder: number;
  /** Of the replies received: those that came after they were given up. */
  readonly late: number;
  /** Datagrams that came and answer no probe, as far as can be told. */
  readonly others: number;
  readonly min: Microseconds | undefined;
  readonly median: Microseconds | undefined;
  readonly max: Microseconds | undefined;
}

/** Keeps what was sent, finds what a reply is for, and counts both. Knows no clock. */
export class Probes {
  readonly #content: EqualContent | undefined;
  /** By number, from 1: when it was sent, and how many replies it has. */
  readonly #sentAt: Microseconds[] = [0];
  readonly #replies: number[] = [0];
  readonly #elapsed: Microseconds[] = [];
  /** All before this one are answered or were given up. */
  #waiting = 1;
  /** The highest number given up, and the highest answered. */
  #expired = 0;
  #newest = 0;
  #counts = { duplicated: 0, outOfOrder: 0, late: 0, others: 0 };

  constructor(matching: Matching = 'number') {
    this.#content = matching === 'content' ? new EqualContent() : undefined;
  }

  /** The number of the probe that is sent next. */
  get next(): number {
    return this.#sentAt.length;
  }

  /** When the earliest probe that still waits for its reply was sent. */
  get waitingSince(): Microseconds | undefined {
    this.#skip();
    return this.#sentAt[this.#waiting];
  }

  /** Notes that the probe `next` was sent; `bytes` are needed to match by content. False beyond `MOST_PROBES`: it is not watched. */
  sent(time: Microseconds, bytes: Uint8Array): boolean {
    if (this.next > MOST_PROBES) return false;
    this.#content?.add(bytes);
    this.#sentAt.push(time);
    this.#replies.push(0);
    return true;
  }

  /** What a datagram that came is the reply to; `undefined` when it answers nothing that was sent. */
  received(bytes: Uint8Array, time: Microseconds): Reply | undefined {
    const number = this.#content ? this.#byContent(bytes, this.#content) : probeNumber(bytes);
    const sentAt = number === undefined || number < 1 ? undefined : this.#sentAt[number];
    if (number === undefined || sentAt === undefined) {
      this.#counts.others += 1;
      return undefined;
    }
    const copy = (this.#replies[number] ?? 0) + 1;
    this.#replies[number] = copy;
    const elapsed = time - sentAt;
    const overtaken = copy === 1 && number < this.#newest;
    this.#newest = Math.max(this.#newest, number);
    this.#count({ number, elapsed, copy, overtaken });
    return { number, elapsed, copy, overtaken };
  }

  /** When a probe was sent; `undefined` for one that was not. */
  sentAt(number: number): Microseconds | undefined {
    return number < 1 ? undefined : this.#sentAt[number];
  }

  /** Gives up, once each, what was sent at `latest` or before and has no reply: its numbers, in order. */
  expire(latest: Microseconds): number[] {
    const numbers: number[] = [];
    for (let since = this.waitingSince; since !== undefined && since <= latest; ) {
      numbers.push(this.#waiting);
      this.#expired = this.#waiting;
      this.#waiting += 1;
      since = this.waitingSince;
    }
    return numbers;
  }

  /** What became of all of them so far. */
  summary(): ProbeSummary {
    const elapsed = this.#elapsed.toSorted((one, other) => one - other);
    const sent = this.next - 1;
    const received = elapsed.length;
    const [min, max] = [elapsed[0], elapsed.at(-1)];
    return {
      sent,
      received,
      lost: sent - received,
      ...this.#counts,
      min,
      median: middle(elapsed),
      max,
    };
  }

  #byContent(bytes: Uint8Array, content: EqualContent): number | undefined {
    const open = (number: number) => this.#replies[number] === 0 && number > this.#expired;
    return (
      content.find(bytes, open) ?? (this.waitingSince === undefined ? undefined : this.#waiting)
    );
  }

  #count({ number, elapsed, copy, overtaken }: Reply): void {
    if (copy > 1) this.#counts.duplicated += 1;
    else {
      this.#elapsed.push(elapsed);
      if (overtaken) this.#counts.outOfOrder += 1;
      if (number <= this.#expired) this.#counts.late += 1;
    }
  }

  #skip(): void {
    while ((this.#replies[this.#waiting] ?? 0) > 0) this.#waiting += 1;
  }
}

/** The median of sorted times, to a whole microsecond. */
function middle(sorted: readonly Microseconds[]): Microseconds | undefined {
  const low = sorted[(sorted.length - 1) >> 1];
  const high = sorted[sorted.length >> 1];
  return low === undefined || high === undefined ? undefined : Math.round((low + high) / 2);
}
