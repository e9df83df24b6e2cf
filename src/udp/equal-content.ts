/** Datagrams of the same octets: which of them the last reply was for, and which was sent last. */
interface Alike {
  at: number;
  last: number;
}

/**
 * Finds which of the datagrams sent had the same octets as one that came: an echo. Keeps no octets, only a hash of 53 bits, so two
 * that differ are hardly ever taken for equal.
 */
export class EqualContent {
  readonly #alike = new Map<number, Alike>();
  /** Of each datagram, by its number: the next one of the same octets; 0 while there is none. */
  readonly #next: number[] = [0];

  /** Remembers the next datagram; they are numbered from 1. */
  add(bytes: Uint8Array): void {
    const number = this.#next.push(0) - 1;
    const hash = hashOf(bytes);
    const alike = this.#alike.get(hash);
    if (alike === undefined) {
      this.#alike.set(hash, { at: number, last: number });
      return;
    }
    this.#next[alike.last] = number;
    alike.last = number;
  }

  /**
   * The earliest datagram of these octets that is still `open`, and not before the one found last; when none is, the last one.
   * `undefined` when nothing like it was sent.
   */
  find(bytes: Uint8Array, open: (number: number) => boolean): number | undefined {
    const alike = this.#alike.get(hashOf(bytes));
    if (alike === undefined) return undefined;
    while (alike.at !== alike.last && !open(alike.at))
      alike.at = this.#next[alike.at] ?? alike.last;
    return alike.at;
  }
}

const FNV_PRIME = 0x01000193;
const FNV_BASIS = 0x811c9dc5;

/** Two 32-bit hashes of the FNV-1a kind, the second over the octets and the first, joined to 53 bits. */
function hashOf(bytes: Uint8Array): number {
  let one = FNV_BASIS;
  let two = bytes.length;
  for (const octet of bytes) {
    one = Math.imul(one ^ octet, FNV_PRIME);
    two = Math.imul(two ^ (one >>> 15), FNV_PRIME) + octet;
  }
  return (two & 0x1fffff) * 2 ** 32 + (one >>> 0);
}
