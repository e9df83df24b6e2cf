const MASK = 0xffff_ffff_ffff_ffffn;
const GAMMA = 0x9e37_79b9_7f4a_7c15n;

/** The first `count` outputs of SplitMix64 (Steele, Lea and Flood, 2014) from a seed: 64 bits each. It spreads a small seed over a large state. */
export function splitMix64(seed: number, count: number): bigint[] {
  return Array.from({ length: count }, (_, i) => {
    let z = (BigInt(seed) + GAMMA * BigInt(i + 1)) & MASK;
    z = ((z ^ (z >> 30n)) * 0xbf58_476d_1ce4_e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d0_49bb_1331_11ebn) & MASK;
    return z ^ (z >> 31n);
  });
}

/** The 128 bits that xoshiro128** goes on from, in four words of 32 bits. Not all may be 0. */
export type RandomState = readonly [number, number, number, number];

/**
 * xoshiro128** 1.1 (Blackman and Vigna, 2018): the same state gives the same numbers on every machine, which `Math.random` does not
 * promise. For chance in experiments; a secret must never come from here.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor([a, b, c, d]: RandomState) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    this.#d = d | 0;
  }

  /**
   * One of the independent streams of a seed: `stream` 0, 1, … The state is two outputs of SplitMix64, as the generator's authors
   * advise. `seed` is a whole number, 0 to 2**53 - 1.
   */
  static from(seed: number, stream: number): Random {
    const [low = 0n, high = 0n] = splitMix64(seed, 2 * stream + 2).slice(2 * stream);
    return new Random([word(low), word(low >> 32n), word(high), word(high >> 32n)]);
  }

  /** The next whole number, 0 to 2**32 - 1. */
  next(): number {
    const result = Math.imul(rotated(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotated(this.#d, 11);
    return result;
  }

  /** The next number from 0 up to, but not including, 1. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }
}

function rotated(value: number, left: number): number {
  return (value << left) | (value >>> (32 - left));
}

function word(bits: bigint): number {
  return Number(bits & 0xffff_ffffn);
}
