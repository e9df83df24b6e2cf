/**
 * Reads forwards through octets that may be shorter than they claim. It never throws and never reads past the end: what is
 * missing reads as 0 or as fewer octets, and `short` tells so for good, whichever of the vectors within it was too short.
 */
export class Cursor {
  readonly #octets: Uint8Array;
  readonly #seen: { short: boolean };
  #at = 0;

  constructor(octets: Uint8Array, seen: { short: boolean } = { short: false }) {
    this.#octets = octets;
    this.#seen = seen;
  }

  /** Whether more was asked for than there is. */
  get short(): boolean {
    return this.#seen.short;
  }

  /** Octets that were not read yet. */
  get left(): number {
    return this.#octets.length - this.#at;
  }

  /** The next `length` octets, or those there are. A view, not a copy. */
  take(length: number): Uint8Array {
    if (length > this.left) this.#seen.short = true;
    const taken = this.#octets.subarray(this.#at, this.#at + length);
    this.#at += taken.length;
    return taken;
  }

  /** A number of `size` octets, the most significant first (RFC 8446 §3.3); 0 when they are not there. */
  uint(size: 1 | 2 | 3): number {
    const octets = this.take(size);
    if (octets.length < size) return 0;
    return octets.reduce((number, octet) => number * 256 + octet, 0);
  }

  /** A vector of variable length, which stands before it in `size` octets (RFC 8446 §3.4). */
  vector(size: 1 | 2): Cursor {
    return new Cursor(this.take(this.uint(size)), this.#seen);
  }

  /** All that is left as codes of two octets. */
  codes(): number[] {
    const codes: number[] = [];
    while (this.left >= 2) codes.push(this.uint(2));
    if (this.left > 0) this.#seen.short = true;
    return codes;
  }
}
