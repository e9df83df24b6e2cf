import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choice, endpoint, integer, milliseconds, port } from '../../src/command/parse.ts';
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

describe('an endpoint', () => {
  const parse = endpoint('<listen>', 0);
  const refused = (option: string, value: string) => ({
    fault: 'usage',
    code: 'bad-value',
    option,
    value,
    wanted: 'endpoint',
  });

  test.each([
    ['9001', '127.0.0.1', 9001],
    [':9001', '127.0.0.1', 9001],
    ['0', '127.0.0.1', 0],
    ['127.0.0.1:9001', '127.0.0.1', 9001],
    ['0.0.0.0:9001', '0.0.0.0', 9001],
    ['[::1]:9001', '::1', 9001],
    ['[fe80::1%eth0]:9001', 'fe80::1%eth0', 9001],
    ['localhost:65535', 'localhost', 65_535],
  ])('%s is %s and the port %d', (value, host, port) => {
    expect(parse(value)).toEqual({ host, port });
  });

  test.each([
    '',
    ':',
    'localhost',
    'localhost:',
    '65536',
    '127.0.0.1:99999',
    '::1:9001',
    '[::1]',
    '[::1]9001',
    'host:x',
    '[::1]:',
    '[::1]:99999',
  ])('is not %j', (value) => {
    expect(failureOf(() => parse(value))).toEqual(refused('<listen>', value));
  });

  test.each([
    '[127.0.0.1]:9001',
    '[name]:9001',
    'a b:9001',
    'a:b:1',
    '-1',
    '9001 ',
    '[]:1',
    '[::1:9',
  ])('is neither %j', (value) => {
    expect(failureOf(() => parse(value))).toEqual(refused('<listen>', value));
  });

  test('to send to has no port 0', () => {
    const to = endpoint('<to>', 1);

    expect(to('1')).toEqual({ host: '127.0.0.1', port: 1 });
    expect(failureOf(() => to('0'))).toEqual(refused('<to>', '0'));
  });

  test('may be any address with any port', () => {
    const host = fc.oneof(
      fc.ipV4().map((address) => [address, address] as const),
      fc.ipV6().map((address) => [address, `[${address}]`] as const),
      fc.domain().map((name) => [name, name] as const),
    );
    fc.assert(
      fc.property(host, fc.nat({ max: 65_535 }), ([host, written], port) => {
        expect(parse(`${written}:${port}`)).toEqual({ host, port });
      }),
      { numRuns: 100 },
    );
  });
});
