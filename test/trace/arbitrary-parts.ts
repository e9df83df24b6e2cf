import fc from 'fast-check';
import type { Address } from '../../src/event/address.ts';
import { type EventType, PAYLOAD_LIMIT } from '../../src/event/event.ts';

/** How many, small or up to 2**53 - 1. */
export const count = fc.oneof(fc.nat(100), fc.maxSafeNat());
const awkward = ['"', '\\', '\n', '\0', '\u001b', '\u007f', 'é', '한', '\u2028', '😀', '\ud800'];
const unit = fc.oneof(fc.string({ minLength: 1, maxLength: 1 }), fc.constantFrom(...awkward));
/** Text of any characters, awkward ones among them. */
export const anyText = fc.string({ unit });
export const texts = fc.array(anyText, { maxLength: 6 });
/** A socket's label. */
export const label = fc.oneof(
  fc
    .tuple(fc.constantFrom('L', 'S', 'C', 'U'), fc.integer({ min: 1, max: 20_000 }))
    .map((parts) => parts.join('')),
  fc.constantFrom('서버"1', '\\', '😀'),
);
const zone = fc.constantFrom('', '%eth0', '%1');
const internet: fc.Arbitrary<Address> = fc.record(
  {
    host: fc.oneof(
      fc.ipV4(),
      fc
        .tuple(
          fc.constantFrom('::', '::1', 'fe80::1', '2001:db8::8:800:200c:417a', '::ffff:127.0.0.1'),
          zone,
        )
        .map((parts) => parts.join('')),
    ),
    port: fc.nat(0xffff),
  },
  { noNullPrototype: true },
);
const path = fc.oneof(
  fc.string({ unit, minLength: 1, maxLength: 100 }),
  fc.constantFrom('/tmp/echo.sock', '@echo', '127.0.0.1:9000', 'unix:', '\0', '\u202e'),
);
const address: fc.Arbitrary<Address> = fc.oneof(
  { arbitrary: internet, weight: 4 },
  fc.record({ path }, { noNullPrototype: true }),
);
/** Octets, and how many there were. */
export const payload = fc
  .tuple(fc.uint8Array({ maxLength: 70 }), fc.constantFrom(0, 1, PAYLOAD_LIMIT), fc.nat(3))
  .map(([octets, repeats, beyond]) => {
    const data =
      repeats === PAYLOAD_LIMIT ? new Uint8Array(PAYLOAD_LIMIT).fill(octets[0] ?? 0) : octets;
    return { data, bytes: data.length + beyond };
  });

const seen = {
  time: fc.oneof(
    count,
    fc.constantFrom(1_795_227_355_123_456, 1_795_227_355_000_000, 1_795_227_355_999_999),
  ),
  source: fc.constantFrom('app', 'syscall', 'kernel', 'wire'),
  socket: label,
} as const;

/** An event of one type: `own` are its fields, `perhaps` those of them that need not be there. */
export function event<const Type extends EventType, Own extends object, Perhaps extends object>(
  type: Type,
  own: fc.Arbitrary<Own>,
  perhaps: fc.Arbitrary<Perhaps>,
) {
  const addresses = fc.record({ local: address, remote: address }, { requiredKeys: [] });
  return fc
    .tuple(fc.record(seen), addresses, own, perhaps)
    .map(([always, known, fields, more]) => ({ ...always, ...known, type, ...fields, ...more }));
}

/** No fields. */
export const none = fc.constant({});
/** Which side. */
export const by = fc.constantFrom('us', 'peer');
