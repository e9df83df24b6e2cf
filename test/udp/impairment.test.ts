import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ImpairedWay, type Impairment, UNIMPAIRED } from '../../src/udp/impairment.ts';
import { Random } from '../../src/udp/random.ts';
import { decided, MS, numbersOf } from './decided.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyImpairment: fc.Arbitrary<Impairment> = fc.record({
  drop: share,
  duplicate: share,
  reorder: share,
  corrupt: share,
  delay: fc.option(fc.record({ mean: fc.constant(80 * MS), spread: fc.nat({ max: 80 * MS }) }), {
    nil: undefined,
  }),
  rate: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
});

describe('chance', () => {
  test('without an impairment everything passes at once, in one copy, numbered from 1', () => {
    const decisions = decided({}, { count: 3 });

    const passed = { fates: ['passed'], copies: [{ delay: 0 }], held: false };
    expect(decisions).toEqual([1, 2, 3].map((number) => ({ number, ...passed })));
  });

  test('each datagram draws eight numbers of its direction, and is lost by the first', () => {
    for (const [stream, direction] of (['there', 'back'] as const).entries()) {
      const random = Random.from(7, stream);
      const draws = Array.from({ length: 800 }, () => random.fraction());
      const dropped = draws.filter((_, i) => i % 8 === 0).map((draw) => draw < 0.2);

      const decisions = decided({ drop: 0.2 }, { direction });
      expect(decisions.map(({ fates }) => fates.includes('dropped'))).toEqual(dropped);
    }
  });

  test('the fates of a seed stay what they are from one version to the next', () => {
    // Worked out by another program, from the published algorithms and the order of the draws.
    const met = (fate: string, impairment: Partial<Impairment>) =>
      numbersOf(fate, decided(impairment, { count: 40 }));

    expect(met('dropped', { drop: 0.2 })).toEqual([
      2, 5, 6, 7, 9, 11, 12, 19, 22, 23, 24, 26, 30, 34,
    ]);
    expect(met('duplicated', { duplicate: 0.2 })).toEqual([4, 8, 18, 20, 25, 34]);
    expect(met('reordered', { reorder: 0.2 })).toEqual([4, 7, 9, 17, 20, 25, 27, 35, 36]);
    expect(met('corrupted', { corrupt: 0.2 })).toEqual([4, 12, 17, 23, 28, 34, 38]);
  });

  test('the same seed gives the same decisions', () => {
    fc.assert(
      fc.property(anyImpairment, fc.nat(), (impairment, seed) => {
        expect(decided(impairment, { seed })).toEqual(decided(impairment, { seed }));
      }),
      { numRuns: 30 },
    );
  });

  test('one option changes nothing about what another does', () => {
    fc.assert(
      fc.property(anyImpairment, fc.nat(), (impairment, seed) => {
        const { drop, reorder, corrupt } = impairment;
        const kept = { ...impairment, rate: undefined };
        const all = decided(kept, { seed });
        expect(numbersOf('dropped', all)).toEqual(
          numbersOf('dropped', decided({ drop }, { seed })),
        );
        const alive = new Set(all.filter(({ copies }) => copies.length > 0).map((d) => d.number));
        for (const [fate, alone] of [
          ['reordered', { reorder }],
          ['corrupted', { corrupt }],
          ['duplicated', { duplicate: impairment.duplicate }],
        ] as const) {
          const expected = numbersOf(fate, decided(alone, { seed })).filter((n) => alive.has(n));
          expect(numbersOf(fate, all)).toEqual(expected);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('more loss loses the same datagrams, and others besides', () => {
    fc.assert(
      fc.property(share, share, fc.nat(), (one, other, seed) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const lost = new Set(numbersOf('dropped', decided({ drop: more }, { seed })));
        for (const number of numbersOf('dropped', decided({ drop: less }, { seed }))) {
          expect(lost).toContain(number);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('the two directions meet different fates', () => {
    const there = numbersOf('dropped', decided({ drop: 0.5 }, { direction: 'there' }));
    const back = numbersOf('dropped', decided({ drop: 0.5 }, { direction: 'back' }));

    expect(there).not.toEqual(back);
  });

  test('as many meet a fate as were asked for', () => {
    const impairment = { drop: 0.1, duplicate: 0.2, reorder: 0.3, corrupt: 0.4 };
    const decisions = decided(impairment, { count: 10_000 });
    const alive = 10_000 - numbersOf('dropped', decisions).length;

    expect(alive / 10_000).toBeCloseTo(0.9, 1);
    expect(numbersOf('duplicated', decisions).length / alive).toBeCloseTo(0.2, 1);
    expect(numbersOf('reordered', decisions).length / alive).toBeCloseTo(0.3, 1);
    expect(numbersOf('corrupted', decisions).length / alive).toBeCloseTo(0.4, 1);
  });

  test('0 is never, and 1 is always', () => {
    expect(numbersOf('dropped', decided({ drop: 0 }, { count: 1000 }))).toEqual([]);
    expect(numbersOf('dropped', decided({ drop: 1 }, { count: 1000 }))).toHaveLength(1000);
  });
});

describe('a datagram', () => {
  test('that is dropped leaves no copy, and meets no other fate', () => {
    const [decision] = decided({ drop: 1, duplicate: 1, reorder: 1, corrupt: 1 }, { count: 1 });

    expect(decision).toEqual({ number: 1, fates: ['dropped'], copies: [], held: false });
  });

  test('that is doubled leaves two copies, each with a delay of its own', () => {
    const delay = { mean: 80 * MS, spread: 20 * MS };
    const decisions = decided({ duplicate: 1, delay });

    expect(decisions.every(({ copies }) => copies.length === 2)).toBe(true);
    expect(decisions.some(({ copies: [one, two] }) => one?.delay !== two?.delay)).toBe(true);
    expect(decisions[0]?.fates).toEqual(['duplicated', 'delayed']);
  });

  test('that is reordered is held', () => {
    const [decision] = decided({ reorder: 1 }, { count: 1 });

    expect(decision).toMatchObject({ fates: ['reordered'], copies: [{ delay: 0 }], held: true });
  });

  test('that is corrupted has one bit flipped, the same in its double', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_507 }), fc.nat(), (bytes, seed) => {
        const [decision] = decided({ corrupt: 1, duplicate: 1 }, { count: 1, bytes, seed });
        const [one, two] = decision?.copies ?? [];
        expect(one?.corruptAt?.index).toBeLessThan(bytes);
        expect([1, 2, 4, 8, 16, 32, 64, 128]).toContain(one?.corruptAt?.mask);
        expect(two?.corruptAt).toEqual(one?.corruptAt);
      }),
      { numRuns: 50 },
    );
  });

  test('is flipped in any of its octets and bits', () => {
    const flips = decided({ corrupt: 1 }, { count: 1000, bytes: 4 }).map(
      ({ copies: [copy] }) => copy?.corruptAt,
    );

    expect(new Set(flips.map((flip) => flip?.index)).size).toBe(4);
    expect(new Set(flips.map((flip) => flip?.mask)).size).toBe(8);
  });

  test('of no octets cannot be corrupted', () => {
    expect(decided({ corrupt: 1 }, { bytes: 0, count: 1 })).toMatchObject([
      { fates: ['passed'], copies: [{ delay: 0 }] },
    ]);
  });

  test('for which there is no room overflows, and the next one’s fate is its own', () => {
    const way = new ImpairedWay({ ...UNIMPAIRED, drop: 0.2 }, 7, 'there');
    const decisions = Array.from({ length: 40 }, (_, i) => way.decide(10, i, i % 2 === 0));

    const dropped = numbersOf('dropped', decided({ drop: 0.2 }, { count: 40 }));
    expect(numbersOf('dropped', decisions)).toEqual(dropped);
    const even = decisions.filter((decision) => decision.number % 2 === 0);
    expect(even.every(({ copies }) => copies.length === 0)).toBe(true);
    expect(numbersOf('overflowed', decisions)).toEqual(
      even.map(({ number }) => number).filter((number) => !dropped.includes(number)),
    );
  });
});

describe('a delay', () => {
  test('is spread evenly about its mean, in whole µs', () => {
    const delay = { mean: 80 * MS, spread: 20 * MS };
    const delays = decided({ delay }, { count: 2000 }).map(
      ({ copies: [copy] }) => copy?.delay ?? 0,
    );

    expect(delays.every(Number.isInteger)).toBe(true);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(60 * MS);
    expect(Math.min(...delays)).toBeLessThan(61 * MS);
    expect(Math.max(...delays)).toBeLessThanOrEqual(100 * MS);
    expect(Math.max(...delays)).toBeGreaterThan(99 * MS);
    const mean = delays.reduce((sum, one) => sum + one, 0) / delays.length;
    expect(Math.abs(mean - 80 * MS)).toBeLessThan(1 * MS);
  });

  test('without a spread is the same for all', () => {
    const decisions = decided({ delay: { mean: 5 * MS, spread: 0 } }, { count: 3 });

    const expected = { fates: ['delayed'], copies: [{ delay: 5 * MS }] };
    expect(decisions).toMatchObject([expected, expected, expected]);
  });
});
