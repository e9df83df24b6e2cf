/** Where the buffer begins; it doubles from there. */
const SMALLEST = 1024;

/** The last octets that passed, which a compressor may refer back to (RFC 1951 §2, "sliding window"). Takes twice its size at the most. */
export class SlidingWindow {
  readonly #size: number;
  #buffer = new Uint8Array(0);
  #end = 0;

  /** In octets. */
  constructor(size: number) {
    this.#size = size;
  }

  /** The last octets, `most` at the most: a view, good until the next `add`. */
  last(most = this.#size): Uint8Array {
    return this.#buffer.subarray(Math.max(0, this.#end - Math.min(most, this.#size)), this.#end);
  }

  /** Appends octets; they are copied. */
  add(octets: Uint8Array): void {
    const kept = octets.length > this.#size ? octets.subarray(-this.#size) : octets;
    if (this.#end + kept.length > this.#buffer.length) this.#makeRoom(kept.length);
    this.#buffer.set(kept, this.#end);
    this.#end += kept.length;
  }

  /** A copy of what is in the window goes to the front, into a larger buffer while there may be one. */
  #makeRoom(length: number): void {
    const kept = this.last(this.#size);
    let room = Math.max(SMALLEST, this.#buffer.length);
    while (room < kept.length + length) room *= 2;
    room = Math.min(room, 2 * this.#size);
    if (room > this.#buffer.length) this.#buffer = new Uint8Array(room);
    this.#buffer.set(kept);
    this.#end = kept.length;
  }
}
