const NONE = new Uint8Array(0);

/** Octets of a known length that come in pieces. Keeps the first `most` of them, and only counts the others. */
export class Portion {
  readonly #length: number;
  readonly #kept: Uint8Array;
  #passed = 0;

  constructor(length: number, most = length) {
    this.#length = length;
    const size = Math.min(length, most);
    this.#kept = size === 0 ? NONE : new Uint8Array(size);
  }

  /** Takes what belongs to it from the front of `octets`; gives how many that were. */
  take(octets: Uint8Array): number {
    const taken = Math.min(octets.length, this.#length - this.#passed);
    const room = Math.max(0, this.#kept.length - this.#passed);
    if (room > 0) this.#kept.set(octets.subarray(0, Math.min(taken, room)), this.#passed);
    this.#passed += taken;
    return taken;
  }

  /** Whether all of it has come. */
  get complete(): boolean {
    return this.#passed === this.#length;
  }

  /** Whether all that came was kept. */
  get whole(): boolean {
    return this.#kept.length === this.#length;
  }

  /** The octets that came and were kept. */
  get octets(): Uint8Array {
    return this.#kept.subarray(0, this.#passed);
  }
}
