import { isIP, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ipv6Text } from '../../src/observe/packet/address-text.ts';
import { addressOf } from '../../src/pcapng/ip-address.ts';

const octetsOf = (host: string) => addressOf({ host, port: 1 })?.octets;

test.each([
  ['127.0.0.1', [127, 0, 0, 1]],
  ['::ffff:192.0.2.1', [192, 0, 2, 1]],
  ['::', new Array<number>(16).fill(0)],
  ['fe80::1%eth0', [0xfe, 0x80, ...new Array<number>(13).fill(0), 1]],
])('%s', (host, octets) => {
  expect([...(octetsOf(host) ?? [])]).toEqual(octets);
});

test.each(['', '1.2.3', '1.2.3.256', '1::2::3', '12345::', '1:2:3:4:5:6:7', ':::', 'localhost'])(
  'no address: %j',
  (host) => expect(octetsOf(host)).toBeUndefined(),
);

test('every address that Node knows is read, and nothing else is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{0,12}$/)), (host) => {
      const octets = octetsOf(host);
      expect(octets !== undefined, host).toBe(isIP(host) !== 0);
      if (octets && isIPv6(host) && octets.length === 16) {
        expect(`[${ipv6Text(octets, 0)}]`).toBe(new URL(`http://[${host}]`).hostname);
      }
    }),
    { numRuns: 300 },
  );
});

test('a path is no address', () => {
  expect(addressOf({ path: '/tmp/x' })).toBeUndefined();
});
