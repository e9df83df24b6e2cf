const NOTHING = new Uint8Array(0);

/**
 * Octets that come bit by bit, copied together as they come: each a limited number of times, however many bits there are. Takes memory in
 * proportion to what has come, and never more than `limit`: what a peer merely announces costs nothing.
 */
export class Gathered {
  readonly #limit: number;
  readonly #least: number;
  readonly #growth: number;
  #room: Uint8Array = NOTHING;
  #length = 0;

  /** `limit`: octets that can come at most. Room is made for `least` octets, and later for `growth` times of what has come. */
  constructor(limit: number, least: number, growth: number) {
    this.#limit = limit;
    this.#least = least;
    this.#growth = growth;
  }

  /** Octets so far. */
  get length(): number {
    return this.#length;
  }

  /** All octets so far, not copied: to be used when no more come. */
  get octets(): Uint8Array {
    return this.#room.subarray(0, this.#length);
  }

  /** Copies octets behind the others. Returns the copy, which stays valid until the next come. */
  add(octets: Uint8Array): Uint8Array {
    const from = this.#length;
    const to = from + octets.length;
    if (to > this.#room.length) this.#grow(to);
    this.#room.set(octets, from);
    this.#length = to;
    return this.#room.subarray(from, to);
  }

  #grow(needed: number): void {
    const wanted = Math.max(this.#least, needed * this.#growth);
    const room = Buffer.allocUnsafe(Math.max(needed, Math.min(this.#limit, wanted)));
    room.set(this.#room.subarray(0, this.#length));
    this.#room = room;
  }
}
