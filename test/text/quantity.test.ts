import { expect, test } from 'vitest';
import {
  approximateBytes,
  bytes,
  clockTime,
  duration,
  grouped,
  parseDuration,
  relativeTime,
  seconds,
} from '../../src/text/quantity.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [12480, '12,480'],
  [123456, '123,456'],
  [1234567890, '1,234,567,890'],
])('the thousands of %i stand apart', (count, shown) => {
  expect(grouped(count)).toBe(shown);
});

test('an exact number of octets says every one of them', () => {
  expect([bytes(6), bytes(65_536)]).toEqual(['6 B', '65,536 B']);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [1234, '1.23 kB'],
  [65_536, '65.5 kB'],
  [999_499, '999 kB'],
  [999_999, '1 MB'],
  [97_000_000, '97 MB'],
  [2 ** 30, '1.07 GB'],
  [12_345_000_000_000, '12,300 GB'],
])('%i octets are about %s', (count, shown) => {
  expect(approximateBytes(count)).toBe(shown);
});

test('seconds have one decimal', () => {
  expect([seconds(4_789_000), seconds(1_000_000)]).toEqual(['4.8 s', '1.0 s']);
});

test.each([
  [0, '0 µs'],
  [48, '48 µs'],
  [99, '99 µs'],
  [100, '0.1 ms'],
  [600, '0.6 ms'],
  [9_949, '9.9 ms'],
  [9_950, '10 ms'],
  [204_400, '204 ms'],
  [999_499, '999 ms'],
  [999_500, '1.0 s'],
  [4_800_000, '4.8 s'],
  [59_949_999, '59.9 s'],
  [59_950_000, '1 min 0 s'],
  [125_000_000, '2 min 5 s'],
  [3_599_499_999, '59 min 59 s'],
  [3_599_500_000, '1 h 0 min'],
  [4_500_000_000, '1 h 15 min'],
])('%i µs are %s', (span, shown) => {
  expect(duration(span)).toBe(shown);
});

test.each([
  ['500ms', 'ms', 500],
  ['5s', 'ms', 5000],
  ['2m', 's', 120_000],
  ['1.5', 's', 1500],
  ['1.5', 'ms', 2],
  ['.5s', 'ms', 500],
  ['0', 's', 0],
  ['1.1s', 's', 1100],
  ['2147483647', 'ms', 2147483647],
] as const)('the duration %s, in %s if it has no unit, is %i ms', (text, unit, milliseconds) => {
  expect(parseDuration(text, unit)).toBe(milliseconds);
});

test.each([
  '',
  'soon',
  '-1s',
  'NaN',
  'Infinity',
  '1e3',
  '5 s',
  '5h',
  's',
  '.',
  '1.',
  '0x10',
  '36000m',
  '2147483648ms',
  '9'.repeat(30),
])('%j is no duration', (text) => {
  expect(parseDuration(text, 'ms')).toBeUndefined();
});

test.each([
  [0, '0.000'],
  [499, '0.000'],
  [600, '0.001'],
  [4_312_000, '4.312'],
  [75_000_000, '75.000'],
  [-400, '0.000'],
])('%i µs after the start stand as %s', (span, shown) => {
  expect(relativeTime(span)).toBe(shown);
});

test.each([
  ['1970-01-01T00:00:00.000Z', 0, '00:00:00.000'],
  ['2024-02-29T12:34:56.789Z', 0, '12:34:56.789'],
  ['2024-02-29T23:59:59.999Z', 540, '08:59:59.999'],
  ['2024-02-29T02:00:00.007Z', -210, '22:30:00.007'],
  ['1970-01-01T00:00:00.000Z', -60, '23:00:00.000'],
])('the clock at %s, %i minutes east, shows %s', (time, offset, shown) => {
  expect(clockTime(Date.parse(time) * 1000, offset)).toBe(shown);
});

test('the clock rounds to the next day as to the next millisecond', () => {
  expect(clockTime(Date.parse('2024-01-01T23:59:59.999Z') * 1000 + 500, 0)).toBe('00:00:00.000');
});
