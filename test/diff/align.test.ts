import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Alignment, align } from '../../src/diff/align.ts';

function longestCommon(one: readonly string[], other: readonly string[]): number {
  let row = other.map(() => 0);
  for (const key of one) {
    const next: number[] = [];
    for (const [j, against] of other.entries()) {
      const beside = Math.max(next[j - 1] ?? 0, row[j] ?? 0);
      next.push(key === against ? (row[j - 1] ?? 0) + 1 : beside);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Every place of both stands there once and in order, and beside each other only what is the same. */
function expectSound(
  one: readonly string[],
  other: readonly string[],
  { pairings }: Alignment,
): number {
  const places = (run: 'reference' | 'other') => pairings.flatMap((pair) => pair[run] ?? []);
  expect(places('reference')).toEqual([...one.keys()]);
  expect(places('other')).toEqual([...other.keys()]);
  const both = pairings.filter((pair) => pair.reference !== undefined && pair.other !== undefined);
  for (const pair of both) expect(one[pair.reference ?? -1]).toBe(other[pair.other ?? -1]);
  return both.length;
}

const run = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 });

test('two sequences have as much beside each other as they have in common', () => {
  fc.assert(
    fc.property(run, run, (one, other) => {
      const alignment = align(one, other);
      expect(expectSound(one, other, alignment)).toBe(longestCommon(one, other));
      expect(alignment.isExact).toBe(true);
    }),
    { numRuns: 100 },
  );
});

describe('long sequences', () => {
  const numbers = Array.from({ length: 20_000 }, (_, number) => `probe ${number}`);

  test('are aligned by what is there once', () => {
    const lossy = numbers.filter((_key, at) => at % 7 !== 3);
    const alignment = align(numbers, lossy);

    expect(expectSound(numbers, lossy, alignment)).toBe(lossy.length);
    expect(alignment.isExact).toBe(true);
  });

  test('of a few keys are aligned nearly, and it is told', () => {
    const keys = numbers.map((_key, at) => `key ${(at * at) % 5}`);
    const lossy = keys.filter((_key, at) => at % 11 !== 3);
    const alignment = align(keys, lossy);

    expect(expectSound(keys, lossy, alignment)).toBeGreaterThan(lossy.length * 0.9);
    expect(alignment.isExact).toBe(false);
  });

  test('with nothing in common end soon, too', () => {
    const others = numbers.map((key) => `no ${key}`);
    const alignment = align(numbers, others);

    expect(expectSound(numbers, others, alignment)).toBe(0);
  });
});
