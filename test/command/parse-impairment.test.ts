import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endpoint } from '../../src/command/parse.ts';
import { delay, percentage, rate } from '../../src/command/parse-impairment.ts';
import { failureOf } from '../support/failure-of.ts';

const refused = (wanted: string, option: string, value: string) => ({
  fault: 'usage',
  code: 'bad-value',
  option,
  value,
  wanted,
});

describe('a percentage', () => {
  const parse = percentage('--drop');

  test.each([
    ['10%', 0.1],
    ['10', 0.1],
    ['0', 0],
    ['100%', 1],
    ['0.5%', 0.005],
    ['.5', 0.005],
  ])('%s is the share %d', (value, share) => {
    expect(parse(value)).toBe(share);
  });

  test.each([
    '101',
    '100.1%',
    '-1',
    '',
    '%',
    '10%%',
    '1e1',
    'ten',
    '10 %',
    '１０',
    'NaN',
    '1'.repeat(400),
  ])('is not %j', (value) => {
    expect(failureOf(() => parse(value))).toEqual(refused('percentage', '--drop', value));
  });

  test('may be any number from 0 to 100, with or without its sign', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => {
        const text = (hundredths / 100).toString();
        expect(parse(text)).toBe(Number(text) / 100);
        expect(parse(`${text}%`)).toBe(parse(text));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a delay', () => {
  const parse = delay('--delay');

  test.each([
    ['80±20', 80_000, 20_000],
    ['80+-20', 80_000, 20_000],
    ['80+/-20', 80_000, 20_000],
    ['80', 80_000, 0],
    ['80ms', 80_000, 0],
    ['80±20ms', 80_000, 20_000],
    ['1s±200ms', 1_000_000, 200_000],
    ['1s±200', 1_000_000, 200_000],
    ['1.5s', 1_500_000, 0],
    ['0.25', 250, 0],
    ['500us±100µs', 500, 100],
    ['500μs', 500, 0],
    ['20±20', 20_000, 20_000],
    ['0', 0, 0],
    ['30s±30s', 30_000_000, 30_000_000],
  ])('%s is %d µs, give or take %d', (value, mean, spread) => {
    expect(parse(value)).toEqual({ mean, spread });
  });

  test.each(['', '±20', '80±', '-80', '80-20', '80±20±5', '1m', '1h', '80 ± 20', 'soon', '20±21'])(
    'is not %j',
    (value) => {
      expect(failureOf(() => parse(value))).toEqual(refused('delay', '--delay', value));
    },
  );

  test.each(['60001', '60s±1ms', '1000000000s', '9'.repeat(400)])(
    'is never as long as %j',
    (value) => {
      expect(failureOf(() => parse(value))).toEqual(refused('delay', '--delay', value));
    },
  );

  test('may be any whole number of milliseconds, with any smaller one about it', () => {
    fc.assert(
      fc.property(fc.nat({ max: 30_000 }), fc.nat({ max: 30_000 }), (one, other) => {
        const [spread, mean] = [Math.min(one, other), Math.max(one, other)];
        const expected = { mean: mean * 1000, spread: spread * 1000 };
        for (const sign of ['±', '+-']) expect(parse(`${mean}${sign}${spread}`)).toEqual(expected);
        expect(parse(`${mean / 1000}s±${spread}ms`)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a rate', () => {
  const parse = rate('--rate');

  test.each([
    ['64kbit', 64_000],
    ['1Mbit', 1_000_000],
    ['1.5Mbit', 1_500_000],
    ['2Gbit', 2_000_000_000],
    ['9600', 9600],
    ['9600bit', 9600],
    ['9600bit/s', 9600],
    ['64k', 64_000],
    ['64KBIT', 64_000],
    ['1', 1],
    ['1000Gbit', 1e12],
  ])('%s is %d bit/s', (value, bits) => {
    expect(parse(value)).toBe(bits);
  });

  test.each([
    '',
    '0',
    '0.4',
    '-1',
    'bit',
    '64kB',
    '64kbps',
    '1Tbit',
    '1001Gbit',
    '1e6',
    'fast',
    '64 kbit',
  ])('is not %j', (value) => {
    expect(failureOf(() => parse(value))).toEqual(refused('rate', '--rate', value));
  });

  test('may be any whole number of bits, or of thousands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (bits) => {
        expect(parse(`${bits}`)).toBe(bits);
        expect(parse(`${bits}kbit`)).toBe(bits * 1000);
      }),
      { numRuns: 50 },
    );
  });
});

test('whatever is typed, a parser answers or refuses, and quickly', () => {
  const parsers = [percentage('--drop'), delay('--delay'), rate('--rate'), endpoint('<to>', 1)];
  const typed = fc.oneof(
    fc.string({ maxLength: 2000 }),
    fc.string({ unit: fc.constantFrom(...'0123456789.%±+-/kmsbit:[]'), maxLength: 2000 }),
  );
  fc.assert(
    fc.property(typed, (value) => {
      for (const parse of parsers) {
        const failure = failureOf(() => parse(value));
        expect(failure === 'no failure' || JSON.stringify(failure).includes('bad-value')).toBe(
          true,
        );
      }
    }),
    { numRuns: 200 },
  );
});
