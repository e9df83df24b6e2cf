import { describe, expect, test } from 'vitest';
import { choice, integer, milliseconds, port } from '../../src/command/parse.ts';
import { failureOf } from '../support/failure-of.ts';

describe('a port', () => {
  test.each([
    ['0', 0],
    ['9000', 9000],
    ['65535', 65_535],
  ])('may be %s', (value, number) => {
    expect(port(value)).toBe(number);
  });

  test.each(['65536', '-1', '80.5', '0x50', '1e3', '', ' 80', 'http', '９'])(
    'is not %j',
    (value) => {
      expect(failureOf(() => port(value))).toEqual({ fault: 'usage', code: 'not-a-port', value });
    },
  );
});

describe('a whole number', () => {
  const parse = integer('--max', 1, 10);

  test('may be either of its limits', () => {
    expect([parse('1'), parse('10')]).toEqual([1, 10]);
  });

  test.each(['0', '11', '1.5', '-1', '', '9999999999999999'])('is not %j', (value) => {
    const facts = { option: '--max', value, least: 1, most: 10 };
    expect(failureOf(() => parse(value))).toEqual({
      fault: 'usage',
      code: 'not-a-number',
      ...facts,
    });
  });
});

describe('a time', () => {
  test('has its own unit, or the one of a bare number', () => {
    expect(milliseconds('--timeout', 's')('2')).toBe(2000);
    expect(milliseconds('--pause', 'ms')('2')).toBe(2);
    expect(milliseconds('--timeout', 's')('250ms')).toBe(250);
  });

  test.each(['soon', '-1', '', '1h'])('is not %j', (value) => {
    const facts = { option: '--timeout', value };
    expect(failureOf(() => milliseconds('--timeout', 's')(value))).toEqual({
      fault: 'usage',
      code: 'not-a-duration',
      ...facts,
    });
  });
});

describe('a choice', () => {
  const parse = choice('--service', ['echo', 'chat']);

  test('is one of the words', () => {
    expect(parse('chat')).toBe('chat');
  });

  test.each(['Echo', 'ech', ''])('is not %j', (value) => {
    const facts = { option: '--service', value, choices: ['echo', 'chat'] };
    expect(failureOf(() => parse(value))).toEqual({
      fault: 'usage',
      code: 'not-a-choice',
      ...facts,
    });
  });
});
