import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Soonest } from '../../src/udp/soonest.ts';

test('gives the soonest first, and those of one time as they were added', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 }), { maxLength: 200 }), (times) => {
      const waiting = new Soonest<{ due: number; at: number }>();
      const items = times.map((due, at) => ({ due, at }));
      for (const item of items) waiting.add(item, item.due);
      const taken = items.map(() => waiting.take(20));

      expect(taken).toEqual(items.toSorted((one, other) => one.due - other.due));
      expect(waiting.size).toBe(0);
    }),
    { numRuns: 100 },
  );
});

test('stays in order when some are taken between', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 9 }), fc.boolean())), (steps) => {
      const waiting = new Soonest<number>();
      let left: number[] = [];
      for (const [due, take] of steps) {
        waiting.add(due, due);
        left = [...left, due].sort((one, other) => one - other);
        if (take) expect(waiting.take(9)).toBe(left.shift());
        expect(waiting.due).toBe(left[0]);
      }
    }),
    { numRuns: 100 },
  );
});

test('gives nothing before its time', () => {
  const waiting = new Soonest<string>();
  waiting.add('later', 10);

  expect([waiting.take(9), waiting.due, waiting.size]).toEqual([undefined, 10, 1]);
  expect([waiting.take(10), waiting.due, waiting.size]).toEqual(['later', undefined, 0]);
});
