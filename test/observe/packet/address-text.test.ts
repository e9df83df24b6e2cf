import { isIPv6, SocketAddress } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ipv6Text } from '../../../src/observe/packet/address-text.ts';

test('IPv6 addresses are written as Node writes them', () => {
  const group = fc.oneof(fc.constant(0), fc.nat(0xffff));
  const mapped = fc.tuple(group, group).map((last) => [0, 0, 0, 0, 0, 0xffff, ...last]);
  const groups = fc.oneof(fc.array(group, { minLength: 8, maxLength: 8 }), mapped);
  fc.assert(
    fc.property(groups, (numbers) => {
      const octets = Uint8Array.from(numbers.flatMap((number) => [number >> 8, number & 0xff]));
      const text = ipv6Text(octets, 0);
      const address = numbers.map((number) => number.toString(16)).join(':');
      // The oldest form of all, `::1.2.3.4`, is deprecated (RFC 4291 §2.5.5.1), and glibc still writes it.
      const compatible = numbers.slice(0, 6).every((number) => number === 0);
      if (compatible) expect(isIPv6(text)).toBe(true);
      else expect(text).toBe(new SocketAddress({ address, family: 'ipv6' }).address);
    }),
    { numRuns: 300 },
  );
});
