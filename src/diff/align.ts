import { longestRising, onceIn } from './rising.ts';

/** Places of the same thing in both runs, or a place in one of them that has no counterpart. */
export interface Pairing {
  readonly reference?: number;
  readonly other?: number;
}

/** `isExact` is false where the runs were too long and too different to find the longest that they have in common. */
export interface Alignment {
  readonly pairings: readonly Pairing[];
  readonly isExact: boolean;
}

/** Pairs of places that are looked at between two anchors at the most. */
const MOST_CELLS = 4_000_000;
/** Where that is too few: how far ahead the runs are searched for where they meet again, and how many have to be the same then. */
const AHEAD = 50;
const RESYNC = 3;

interface Range {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

/**
 * Aligns two sequences so that much is the same: first what is the same at both ends, then what is there once in both and in the same order
 * (patience), then between those the longest common subsequence. Never more than linear in memory, and in time but for gaps of 4,000,000
 * pairs.
 */
export function align(reference: readonly string[], other: readonly string[]): Alignment {
  const aligner = new Aligner(reference, other);
  aligner.align({ from: 0, to: reference.length, otherFrom: 0, otherTo: other.length });
  return { pairings: aligner.pairings, isExact: aligner.isExact };
}

class Aligner {
  readonly pairings: Pairing[] = [];
  isExact = true;
  readonly #reference: readonly string[];
  readonly #other: readonly string[];

  constructor(reference: readonly string[], other: readonly string[]) {
    this.#reference = reference;
    this.#other = other;
  }

  align(range: Range): void {
    let { from, to, otherFrom, otherTo } = range;
    for (; from < to && otherFrom < otherTo && this.#isSame(from, otherFrom); from += 1) {
      this.pairings.push({ reference: from, other: otherFrom });
      otherFrom += 1;
    }
    let tail = 0;
    for (; from < to && otherFrom < otherTo && this.#isSame(to - 1, otherTo - 1); to -= 1) {
      otherTo -= 1;
      tail += 1;
    }
    this.#middle({ from, to, otherFrom, otherTo });
    for (let i = 0; i < tail; i += 1) {
      this.pairings.push({ reference: to + i, other: otherTo + i });
    }
  }

  #isSame(reference: number, other: number): boolean {
    return this.#reference[reference] === this.#other[other];
  }

  #middle(range: Range): void {
    const { from, to, otherFrom, otherTo } = range;
    if (from === to || otherFrom === otherTo) {
      this.#alone(range);
      return;
    }
    const anchors = (to - from) * (otherTo - otherFrom) > MOST_CELLS ? this.#anchors(range) : [];
    if (anchors.length > 0) this.#between(anchors, range);
    else if ((to - from) * (otherTo - otherFrom) <= MOST_CELLS) this.#longest(range);
    else this.#ahead(range);
  }

  /** What one has and the other has not. */
  #alone({ from, to, otherFrom, otherTo }: Range): void {
    for (let i = from; i < to; i += 1) this.pairings.push({ reference: i });
    for (let i = otherFrom; i < otherTo; i += 1) this.pairings.push({ other: i });
  }

  #between(
    anchors: readonly (readonly [number, number])[],
    { from, to, otherFrom, otherTo }: Range,
  ) {
    let [at, otherAt] = [from, otherFrom];
    for (const [anchor, otherAnchor] of anchors) {
      this.align({ from: at, to: anchor, otherFrom: otherAt, otherTo: otherAnchor });
      this.pairings.push({ reference: anchor, other: otherAnchor });
      [at, otherAt] = [anchor + 1, otherAnchor + 1];
    }
    this.align({ from: at, to, otherFrom: otherAt, otherTo });
  }

  /** What is there once in both, as much of it as is in the same order. */
  #anchors({ from, to, otherFrom, otherTo }: Range): (readonly [number, number])[] {
    const once = onceIn(this.#reference, from, to);
    const otherOnce = onceIn(this.#other, otherFrom, otherTo);
    const both: [number, number][] = [];
    for (const [key, at] of once) {
      const otherAt = otherOnce.get(key);
      if (at !== undefined && otherAt !== undefined) both.push([at, otherAt]);
    }
    return longestRising(both);
  }

  /** The longest common subsequence, by its lengths from each pair of places to the end. */
  #longest(range: Range): void {
    const { from, to, otherFrom, otherTo } = range;
    const [height, breadth] = [to - from, otherTo - otherFrom];
    const row = breadth + 1;
    const lengths = new Uint32Array((height + 1) * row);
    for (let i = height - 1; i >= 0; i -= 1) {
      for (let j = breadth - 1; j >= 0; j -= 1) {
        const below = lengths[(i + 1) * row + j] ?? 0;
        const beside = lengths[i * row + j + 1] ?? 0;
        const both = this.#isSame(from + i, otherFrom + j)
          ? 1 + (lengths[(i + 1) * row + j + 1] ?? 0)
          : 0;
        lengths[i * row + j] = Math.max(below, beside, both);
      }
    }
    this.#walk(
      range,
      (i, j) => (lengths[(i + 1) * row + j] ?? 0) >= (lengths[i * row + j + 1] ?? 0),
    );
  }

  #walk(range: Range, isReferenceNext: (i: number, j: number) => boolean): void {
    const { from, to, otherFrom, otherTo } = range;
    let [i, j] = [from, otherFrom];
    while (i < to && j < otherTo) {
      if (this.#isSame(i, j)) {
        this.pairings.push({ reference: i, other: j });
        i += 1;
        j += 1;
      } else if (isReferenceNext(i - from, j - otherFrom)) {
        this.pairings.push({ reference: i });
        i += 1;
      } else {
        this.pairings.push({ other: j });
        j += 1;
      }
    }
    this.#alone({ from: i, to, otherFrom: j, otherTo });
  }

  /** Too much for that: goes on to where the two meet again soonest, if that is near. */
  #ahead({ from, to, otherFrom, otherTo }: Range): void {
    this.isExact = false;
    let [i, j] = [from, otherFrom];
    while (i < to && j < otherTo) {
      const [skipped, otherSkipped] = this.#meeting(i, to, j, otherTo);
      this.#alone({ from: i, to: i + skipped, otherFrom: j, otherTo: j + otherSkipped });
      i += skipped;
      j += otherSkipped;
      if (i >= to || j >= otherTo || !this.#isSame(i, j)) continue;
      this.pairings.push({ reference: i, other: j });
      i += 1;
      j += 1;
    }
    this.#alone({ from: i, to, otherFrom: j, otherTo });
  }

  #meeting(i: number, to: number, j: number, otherTo: number): [number, number] {
    if (this.#isSame(i, j)) return [0, 0];
    for (let sum = 1; sum <= AHEAD; sum += 1) {
      for (let skipped = 0; skipped <= sum; skipped += 1) {
        const [here, there] = [i + skipped, j + sum - skipped];
        if (here < to && there < otherTo && this.#meet(here, to, there, otherTo)) {
          return [skipped, sum - skipped];
        }
      }
    }
    return [1, 1];
  }

  #meet(i: number, to: number, j: number, otherTo: number): boolean {
    for (let k = 0; k < RESYNC && i + k < to && j + k < otherTo; k += 1) {
      if (!this.#isSame(i + k, j + k)) return false;
    }
    return true;
  }
}
