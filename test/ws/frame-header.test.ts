import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeHeader, encodeHeader, type HeaderFields } from '../../src/ws/frame-header.ts';
import { headerBits } from '../../src/ws/header-bits.ts';
import { octets } from './frames.ts';

const ANY_FIELDS: fc.Arbitrary<HeaderFields> = fc.record(
  {
    fin: fc.boolean(),
    rsv1: fc.boolean(),
    rsv2: fc.boolean(),
    rsv3: fc.boolean(),
    opcode: fc.nat(15),
    maskingKey: fc.nat(0xffff_ffff),
    lengthForm: fc.constant(64 as const),
  },
  { requiredKeys: ['opcode'] },
);
const ANY_LENGTH = fc.oneof(fc.nat(130), fc.nat(70_000), fc.maxSafeNat());

function header(...parts: Parameters<typeof octets>) {
  const found = decodeHeader(octets(...parts));
  if (!found) throw new Error('no header');
  return found;
}

describe('decoding', () => {
  test.each([
    [
      'a text message of 5 octets',
      [0x81, 0x05],
      { fin: true, opcode: 1, masked: false, length: 5 },
    ],
    [
      'a masked one',
      [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d],
      { masked: true, maskingKey: 0x37fa213d, length: 5, size: 6 },
    ],
    ['the first fragment', [0x01, 0x03], { fin: false, opcode: 1, length: 3 }],
    ['the last fragment', [0x80, 0x02], { fin: true, opcode: 0, length: 2 }],
    ['256 octets', [0x82, 0x7e, 1, 0], { opcode: 2, length: 256, lengthForm: 16, size: 4 }],
    [
      '65536 octets',
      [0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0],
      { length: 65_536, lengthForm: 64, minimal: true, size: 10 },
    ],
  ])('%s, as RFC 6455 §5.7 prints it', (_, given, wanted) => {
    expect(header(...given)).toMatchObject(wanted);
  });

  test.each([
    ['125', [0x82, 125], true],
    ['125 in 16 bits', [0x82, 126, 0, 125], false],
    ['126 in 16 bits', [0x82, 126, 0, 126], true],
    ['65535 in 64 bits', [0x82, 127, 0, 0, 0, 0, 0, 0, 0xff, 0xff], false],
    ['65536 in 64 bits', [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0], true],
  ])('a length of %s: minimal?', (_, given, minimal) => {
    expect(header(...given).minimal).toBe(minimal);
  });

  test('a length beyond 2^53 is told exactly, too', () => {
    const most = header(0x82, 127, ...Array(8).fill(0xff));
    const fits = header(0x82, 127, 0, 0x1f, ...Array(6).fill(0xff));

    expect(most.hugeLength).toBe(2n ** 64n - 1n);
    expect(most.length).toBe(2 ** 64);
    expect(fits).toMatchObject({ length: Number.MAX_SAFE_INTEGER, hugeLength: undefined });
  });

  test('whatever the bits, something is read, and each bit by itself', () => {
    expect(header(0x40, 0)).toMatchObject({ fin: false, rsv1: true, rsv2: false, rsv3: false });
    expect(header(0x20, 0)).toMatchObject({ fin: false, rsv1: false, rsv2: true, rsv3: false });
    expect(header(0x1f, 0)).toMatchObject({ rsv2: false, rsv3: true, opcode: 15 });
  });

  test('begins where it is told to', () => {
    expect(decodeHeader(octets(0, 0, 0, 0x89, 0x01), 3)).toMatchObject({ opcode: 9, length: 1 });
  });

  test('waits until the last octet is there', () => {
    fc.assert(
      fc.property(ANY_FIELDS, ANY_LENGTH, (fields, length) => {
        const all = encodeHeader({ ...fields, length });
        for (let end = 0; end < all.length; end += 1) {
          expect(decodeHeader(all.subarray(0, end))).toBeUndefined();
          expect(decodeHeader(all, 0, end)).toBeUndefined();
        }
        expect(decodeHeader(all)?.size).toBe(all.length);
      }),
    );
  });
});

describe('encoding', () => {
  test('takes the shortest form that holds the length', () => {
    const sizes = [0, 125, 126, 65_535, 65_536].map(
      (length) => encodeHeader({ opcode: 2, length }).length,
    );

    expect(sizes).toEqual([2, 2, 4, 4, 10]);
  });

  test('writes longer forms, and bits without meaning, when told to', () => {
    expect(Array.from(encodeHeader({ opcode: 1, length: 5, lengthForm: 16 }))).toEqual([
      ...[0x81, 126, 0, 5],
    ]);
    expect(
      Array.from(encodeHeader({ opcode: 0xb, rsv2: true, fin: false, length: 0, masked: true })),
    ).toEqual([0x2b, 0x80]);
  });

  test('what is written is read again', () => {
    fc.assert(
      fc.property(ANY_FIELDS, ANY_LENGTH, (fields, length) => {
        const masked = fields.maskingKey !== undefined;
        expect(decodeHeader(encodeHeader({ ...fields, length }))).toMatchObject({
          ...{ fin: true, rsv1: false, rsv2: false, rsv3: false, masked },
          ...fields,
          length,
        });
      }),
    );
  });

  test('what was read is written again, octet for octet', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 14, maxLength: 14 }), (all) => {
        const { size, ...fields } = header(all);
        expect(Array.from(encodeHeader(fields))).toEqual(Array.from(all.subarray(0, size)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the bits of a header', () => {
  test('are told field by field', () => {
    expect(headerBits(header(0xc1, 0x85, 0x37, 0xfa, 0x21, 0x3d))).toEqual([
      { field: 'FIN', bits: '1', value: 1, meaning: 'last-fragment' },
      { field: 'RSV1', bits: '1', value: 1, meaning: 'reserved-set' },
      { field: 'RSV2', bits: '0', value: 0, meaning: 'reserved-clear' },
      { field: 'RSV3', bits: '0', value: 0, meaning: 'reserved-clear' },
      { field: 'opcode', bits: '0001', value: 1, meaning: 'opcode' },
      { field: 'MASK', bits: '1', value: 1, meaning: 'masked' },
      { field: 'Payload len', bits: '0000101', value: 5, meaning: 'length' },
      {
        field: 'Masking-key',
        bits: '00110111111110100010000100111101',
        value: 0x37fa213d,
        meaning: 'masking-key',
      },
    ]);
  });

  test('say so where a bit is not set', () => {
    expect(headerBits(header(0x02, 0)).map(({ meaning }) => meaning)).toEqual([
      ...['more-fragments', 'reserved-clear', 'reserved-clear', 'reserved-clear'],
      ...['opcode', 'unmasked', 'length'],
    ]);
  });

  test('say where a longer length stands', () => {
    expect(headerBits(header(0x02, 126, 1, 0)).slice(-2)).toEqual([
      { field: 'Payload len', bits: '1111110', value: 126, meaning: 'length-in-16-bits' },
      {
        ...{ field: 'Extended payload length', bits: '0000000100000000' },
        ...{ value: 256, meaning: 'length' },
      },
    ]);
  });

  test('are exactly those of the octets, in their order', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 14, maxLength: 14 }), (all) => {
        const found = header(all);
        const bits = headerBits(found).map((row) => row.bits);
        const wanted = Array.from(all.subarray(0, found.size), (octet) =>
          octet.toString(2).padStart(8, '0'),
        );
        expect(bits.join('')).toBe(wanted.join(''));
      }),
      { numRuns: 500 },
    );
  });
});
