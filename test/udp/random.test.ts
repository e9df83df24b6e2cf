import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random, splitMix64 } from '../../src/udp/random.ts';

const take = (count: number, random: Random) => Array.from({ length: count }, () => random.next());

describe('the generator', () => {
  test('gives what its authors’ own program gives', () => {
    // From the state 1, 2, 3, 4: xoshiro128starstar.c, version 1.1.
    expect(take(10, new Random([1, 2, 3, 4]))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  test('is seeded by SplitMix64, with the values published for it', () => {
    expect(splitMix64(1_234_567, 5)).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
    expect(splitMix64(0, 2)).toEqual([0xe220_a839_7b1d_cdafn, 0x6e78_9e6a_a1b9_65f4n]);
  });

  test('takes its state from the seeding in this order: low word, then high word', () => {
    const [low = 0n, high = 0n] = splitMix64(7, 4).slice(2);
    const words = [low, low >> 32n, high, high >> 32n].map((bits) => Number(bits & 0xffff_ffffn));
    const [a = 0, b = 0, c = 0, d = 0] = words;

    expect(take(3, Random.from(7, 1))).toEqual(take(3, new Random([a, b, c, d])));
  });

  test('repeats itself by seed, and differs by seed and by stream', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 32 - 1 }), fc.nat({ max: 3 }), (seed, stream) => {
        const numbers = take(4, Random.from(seed, stream));
        expect(take(4, Random.from(seed, stream))).toEqual(numbers);
        expect(take(4, Random.from(seed + 1, stream))).not.toEqual(numbers);
        expect(take(4, Random.from(seed, stream + 1))).not.toEqual(numbers);
      }),
      { numRuns: 50 },
    );
  });

  test('spreads its fractions evenly between 0 and 1', () => {
    const random = Random.from(1, 0);
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i += 1) {
      const at = Math.floor(random.fraction() * 10);
      tenths[at] = (tenths[at] ?? 0) + 1;
    }

    expect(tenths).toHaveLength(10);
    expect(Math.min(...tenths)).toBeGreaterThan(900);
    expect(Math.max(...tenths)).toBeLessThan(1100);
  });
});
