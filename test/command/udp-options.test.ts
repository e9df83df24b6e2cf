import { expect, test } from 'vitest';
import { datagramFamily, endpoint, given } from '../../src/command/udp-options.ts';

const parse = endpoint('--connect');

test('an endpoint is a host and a port; an IPv6 address stands in brackets', () => {
  expect(parse('localhost:9000')).toEqual({ host: 'localhost', port: 9000 });
  expect(parse('192.0.2.1:1')).toEqual({ host: '192.0.2.1', port: 1 });
  expect(parse('[fe80::1%eth0]:65535')).toEqual({ host: 'fe80::1%eth0', port: 65_535 });
});

test.each(['', ':9000', 'host', 'host:', 'host:x', '::1:9000', '[::1]', '[::1]:', '[host]:1'])(
  'an endpoint is not %j',
  (value) => {
    const facts = { option: '--connect', value, wanted: 'endpoint' };
    expect(() => parse(value)).toThrow(expect.objectContaining({ code: 'bad-value', facts }));
  },
);

test.each(['host:0', 'host:65536', '[::1]:99999'])('the port of %s is none', (value) => {
  expect(() => parse(value)).toThrow(expect.objectContaining({ code: 'not-a-port' }));
});

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
