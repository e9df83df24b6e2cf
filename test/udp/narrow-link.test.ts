import { describe, expect, test } from 'vitest';
import { type Decision, QUEUE_OCTETS, QUEUE_TIME } from '../../src/udp/impairment.ts';
import { decided, MS, numbersOf } from './decided.ts';

describe('a narrow link', () => {
  const delaysOf = (decisions: readonly Decision[]) =>
    decisions.map(({ copies }) => copies.map(({ delay }) => delay));

  test('takes its time for each octet, one datagram after the other', () => {
    // 1,000 octets at 80 kbit/s take 100 ms; one comes every 40 ms.
    const decisions = decided({ rate: 80_000 }, { bytes: 1000, count: 3, every: 40 * MS });

    expect(delaysOf(decisions)).toEqual([[100 * MS], [160 * MS], [220 * MS]]);
    expect(numbersOf('delayed', decisions)).toEqual([1, 2, 3]);
  });

  test('is free again after a while', () => {
    const decisions = decided({ rate: 80_000 }, { bytes: 1000, count: 2, every: 500 * MS });

    expect(delaysOf(decisions)).toEqual([[100 * MS], [100 * MS]]);
  });

  test('carries a double as any other, and a lost one not at all', () => {
    const doubled = decided({ rate: 80_000, duplicate: 1 }, { bytes: 1000, count: 1 });
    const lost = decided({ rate: 80_000, drop: 0.5 }, { bytes: 1000, count: 8, every: 0 });

    expect(delaysOf(doubled)).toEqual([[100 * MS, 200 * MS]]);
    const carried = lost.filter(({ copies }) => copies.length > 0);
    expect(carried.length).toBeLessThan(8);
    expect(delaysOf(carried)).toEqual(carried.map((_, i) => [(i + 1) * 100 * MS]));
  });

  test('has its delay besides', () => {
    const delay = { mean: 7 * MS, spread: 0 };

    expect(delaysOf(decided({ rate: 80_000, delay }, { bytes: 1000, count: 1 }))).toEqual([
      [107 * MS],
    ]);
  });

  test('lets a second’s worth wait, and what comes beyond overflows', () => {
    const decisions = decided({ rate: 80_000 }, { bytes: 1000, count: 15, every: 0 });
    const overflowed = numbersOf('overflowed', decisions);

    // Ten take the second; the eleventh waits for exactly that long.
    expect(overflowed).toEqual([12, 13, 14, 15]);
    expect(decisions[10]?.copies).toEqual([{ delay: QUEUE_TIME + 100 * MS }]);
  });

  test('lets so many octets wait however fast it is', () => {
    const decisions = decided({ rate: 1e9 }, { bytes: 8192, count: 10, every: 0 });

    expect(numbersOf('overflowed', decisions)).toEqual([9, 10]);
    expect(8 * 8192).toBe(QUEUE_OCTETS);
  });

  test('carries the longest datagram when it is free, however slow it is', () => {
    const [decision] = decided({ rate: 1 }, { bytes: 65_507, count: 1 });

    expect(decision?.copies).toEqual([{ delay: 65_507 * 8 * 1_000_000 }]);
  });

  test('that has no room for a double leaves one copy, which is no double', () => {
    const decisions = decided({ rate: 1000, duplicate: 1 }, { bytes: 1000, count: 2, every: 0 });

    expect(decisions.map(({ fates }) => fates)).toEqual([['delayed'], ['overflowed']]);
  });
});
