import { expect, test } from 'vitest';
import { datagramFamily, given } from '../../src/command/udp-options.ts';

test('localhost is where our own receivers are, unless a family is asked for', () => {
  expect(datagramFamily({}, 'localhost')).toBe(4);
  expect(datagramFamily({ ipv6: true }, 'localhost')).toBe(6);
  expect(datagramFamily({}, 'example.org')).toBe(0);
  expect(datagramFamily({}, undefined)).toBe(0);
});

test('what was not given is not there', () => {
  expect(Object.keys(given({ one: 1, none: undefined, zero: 0, no: false }))).toEqual([
    'one',
    'zero',
    'no',
  ]);
});
