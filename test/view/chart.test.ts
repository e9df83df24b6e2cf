import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chart } from '../../src/view/chart.ts';

const OPTIONS = { columns: 30, rows: 4, marks: [], label: (x: number) => `${x} s` };

test('a curve goes from 0 to its largest value, and from its first x to its last', () => {
  const points = [0, 1, 2, 3, 4].map((x) => ({ x, y: x * 2 }));

  expect(chart(points, { ...OPTIONS, marks: [2] })).toEqual([
    '    8 |                    *',
    '      |               ******',
    '    4 |          ***********',
    '      |     ****************',
    '    0 +----------x----------',
    '       0 s               4 s',
  ]);
});

test('without points there are no lines', () => {
  expect(chart([], OPTIONS)).toEqual([]);
});

test('one point, or a curve of zeros, has its lines, too', () => {
  expect(chart([{ x: 5, y: 3 }], OPTIONS)).toHaveLength(6);
  expect(
    chart(
      [
        { x: 5, y: 0 },
        { x: 9, y: 0 },
      ],
      OPTIONS,
    ).join(''),
  ).not.toContain('*');
});

test('no curve is wider than it may be', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ x: fc.nat(1e9), y: fc.nat(100_000) }), { maxLength: 40 }),
      fc.integer({ min: 30, max: 120 }),
      (unsorted, columns) => {
        const points = unsorted.toSorted((one, other) => one.x - other.x);
        const marks = points.map(({ x }) => x);
        const lines = chart(points, { ...OPTIONS, columns, marks, label: (x) => `${x % 100}` });
        expect(lines.every((line) => line.length <= columns)).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});
