import type { Unit } from './unit.ts';

/** A piece of a stream: which event it belongs to, and which of its octets it is: from the first, counted from 0, to the one behind the last. */
export interface Piece {
  readonly text: string;
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/** Events that are named for one packet. */
export const MOST_PIECES = 6;
/** First octets that are kept of each event, to see that it is the one. */
const KEPT = 8;

/** The octets of one direction of a stream, by the events that tell of them, each behind the one before. */
export class Flow {
  readonly #starts: number[] = [];
  readonly #texts: string[] = [];
  readonly #heads: Uint8Array[] = [];
  #end = 0;
  /** Something else stood where an event should have begun: nobody knows where the others are. */
  #lost = false;

  /** Takes the next octets. */
  add(unit: Unit): void {
    if (unit.bytes <= 0) return;
    this.#starts.push(this.#end);
    this.#texts.push(unit.text);
    this.#heads.push(unit.octets().slice(0, KEPT));
    this.#end += unit.bytes;
  }

  /**
   * The events whose octets a segment has, `MOST_PIECES` and one at the most. `from` counts from the first octet of the stream; `data` are the
   * first of `bytes` octets. None where the octets are not those of the events.
   */
  within(from: number, bytes: number, data: Uint8Array): Piece[] {
    const pieces: Piece[] = [];
    const end = Math.min(from + bytes, this.#end);
    for (let place = this.#placeOf(from); from < end && !this.#lost; place += 1) {
      const start = this.#starts[place];
      if (start === undefined || start >= end || pieces.length > MOST_PIECES) break;
      if (start >= from) this.#check(place, data.subarray(start - from));
      const size = (this.#starts[place + 1] ?? this.#end) - start;
      const to = Math.min(end - start, size);
      pieces.push({
        text: this.#texts[place] ?? '',
        bytes: size,
        from: Math.max(0, from - start),
        to,
      });
    }
    return this.#lost ? [] : pieces;
  }

  #check(place: number, data: Uint8Array): void {
    const head = this.#heads[place] ?? data;
    for (const [at, octet] of head.entries()) {
      if (at < data.length && data[at] !== octet) this.#lost = true;
    }
  }

  /** The last event that begins at an octet, or before it. */
  #placeOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}
