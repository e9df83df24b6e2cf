import type { Microseconds } from '../event/clock.ts';

/** What has a time. */
export interface Timed {
  readonly time: Microseconds;
}

/** So many events are held back at the most: beyond, the older half goes whether or not something older may follow. */
const MOST_HELD = 20_000;

/**
 * Puts the events of several sources in the order of their times. Each source is nearly in order by itself, and none is later
 * than the window: what is younger than that is held back. Knows no clock: `release` says what time it is.
 */
export class Timeline<Item extends Timed> {
  readonly #emit: (item: Item) => void;
  /** Sorted by time; of equal times, the one that came first is before. */
  #held: Item[] = [];

  constructor(emit: (item: Item) => void) {
    this.#emit = emit;
  }

  /** How many events are held back. */
  get held(): number {
    return this.#held.length;
  }

  /** Takes an event. One that is older than what has gone on already goes on with the next release, late. */
  add(item: Item): void {
    const held = this.#held;
    let at = held.length;
    while (at > 0 && isAfter(held[at - 1], item)) at -= 1;
    if (at === held.length) held.push(item);
    else held.splice(at, 0, item);
    if (held.length > MOST_HELD) this.#let(MOST_HELD / 2);
  }

  /** Hands on what happened until a time, and returns how much is still held. */
  release(until: Microseconds): number {
    const held = this.#held;
    let count = 0;
    while (count < held.length && (held[count]?.time ?? 0) <= until) count += 1;
    this.#let(count);
    return this.#held.length;
  }

  /** Hands on all that is left. */
  close(): void {
    this.#let(this.#held.length);
  }

  #let(count: number): void {
    if (count === 0) return;
    const going = this.#held.slice(0, count);
    this.#held = this.#held.slice(count);
    for (const item of going) this.#emit(item);
  }
}

function isAfter(one: Timed | undefined, other: Timed): boolean {
  return one !== undefined && one.time > other.time;
}
