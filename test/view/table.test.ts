import fc from 'fast-check';
import { expect, test } from 'vitest';
import { width } from '../../src/view/columns.ts';
import { type Column, table } from '../../src/view/table.ts';

const COLUMNS: readonly Column[] = [
  { head: '보낸 곳', side: 'left' },
  { head: 'octets', side: 'right' },
];

test('values stand under their heads, on the side of their column, whatever their width', () => {
  const rows = [
    ['127.0.0.1:9', '12'],
    ['한글', '65,507'],
  ];
  expect(table(COLUMNS, rows, 80)).toEqual([
    '보낸 곳      octets',
    '127.0.0.1:9      12',
    '한글         65,507',
  ]);
  expect(table(COLUMNS, rows, 19)).toHaveLength(3);
});

test('where it does not fit, each row is a list', () => {
  const rows = [
    ['127.0.0.1:9', '12'],
    ['한글', '65,507'],
  ];
  expect(table(COLUMNS, rows, 18)).toEqual([
    '보낸 곳',
    '  127.0.0.1:9',
    'octets   12',
    '',
    '보낸 곳  한글',
    'octets   65,507',
  ]);
});

test('no line is wider than the room, down to 18 columns, and no value is lost', () => {
  const word = fc.stringMatching(/^[!-~]{0,60}$/);
  const rows = fc.array(fc.tuple(word, word), { maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 18, max: 100 }), (rows, room) => {
      const lines = table(COLUMNS, rows, room);
      for (const line of lines) expect(width(line)).toBeLessThanOrEqual(room);
      const all = lines.join('').replaceAll(' ', '');
      for (const value of rows.flat()) expect(all).toContain(value);
    }),
    { numRuns: 200 },
  );
});
