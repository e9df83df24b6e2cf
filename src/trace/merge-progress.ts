import type { Microseconds } from '../event/clock.ts';

/** Marks that are kept of one side of one direction. */
const MOST_MARKS = 1024;

interface Mark {
  /** Behind the last unit that was known to be sent, or received, at this time. */
  readonly end: number;
  readonly time: Microseconds;
}

/** How far one direction has come at one end, over time: units (octets, frames, datagrams) counted from 0. Keeps the last 1,024 marks. */
export class Progress {
  readonly #marks: Mark[] = [];
  /** Where the first mark that is kept begins. */
  #begin = 0;

  /** Behind the last unit. */
  get end(): number {
    return this.#marks.at(-1)?.end ?? this.#begin;
  }

  /** Goes on to `end`. False where that is nothing new: what is sent again does not count. */
  reach(end: number, time: Microseconds): boolean {
    if (end <= this.end) return false;
    this.#marks.push({ end, time });
    if (this.#marks.length > MOST_MARKS) this.#begin = this.#marks.shift()?.end ?? this.#begin;
    return true;
  }

  /** When this unit came; `undefined` where it has not, or that is forgotten. */
  timeOf(unit: number): Microseconds | undefined {
    if (unit < this.#begin) return undefined;
    let [low, high] = [0, this.#marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle]?.end ?? 0) > unit) high = middle;
      else low = middle + 1;
    }
    return this.#marks[low]?.time;
  }
}
