import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexdump } from '../../src/view/hexdump.ts';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text));

describe('hexdump', () => {
  test('shows offset, hex and ASCII, sixteen octets to a line', () => {
    expect(hexdump(utf8('GET / HTTP/1.1\r\nHost: 안\r\n'), { columns: 80 })).toEqual([
      '0000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1..',
      '0010  48 6f 73 74 3a 20 ec 95  88 0d 0a                 Host: .....',
    ]);
  });

  test('keeps the ASCII column in its place on a short line', () => {
    expect(hexdump(utf8('hello\n'), { columns: 75 })).toEqual([
      '0000  68 65 6c 6c 6f 0a                                 hello.',
    ]);
  });

  test.each([
    [75, '0000  61 62 63 64 65 66 67 68  69 6a 6b 6c 6d 6e 6f 70  abcdefghijklmnop'],
    [74, '0000  61 62 63 64 65 66 67 68  abcdefgh'],
    [42, '0000  61 62 63 64 65 66 67 68  abcdefgh'],
    [41, '0000  61 62 63 64  abcd'],
    [23, '0000  61 62 63 64  abcd'],
    [22, '61 62 63 64  abcd'],
    [20, '61 62 63 64  abcd'],
  ])('fits its first line into %i columns', (columns, line) => {
    expect(hexdump(utf8('abcdefghijklmnopqrst'), { columns })[0]).toBe(line);
  });

  test('counts from where the octets begin in their stream', () => {
    expect(hexdump(utf8('abcde'), { columns: 30, from: 0x1fffe })).toEqual([
      '1fffe  61 62 63 64  abcd',
      '20002  65           e',
    ]);
  });

  test('gives up octets of a line before it gives up the offset', () => {
    expect(hexdump(utf8('abcdefghi'), { columns: 75, from: 0x10000000 })).toEqual([
      '10000000  61 62 63 64 65 66 67 68  abcdefgh',
      '10000008  69                       i',
    ]);
  });

  test('shows no control, and nothing but ASCII, of any octets', () => {
    const every = Uint8Array.from({ length: 256 }, (_, octet) => octet);
    for (const line of hexdump(every, { columns: 80 })) expect(line).toMatch(/^[ -~]+$/);
  });

  test('shows no octets as no lines', () => {
    expect(hexdump(new Uint8Array(0), { columns: 80 })).toEqual([]);
  });

  test('is never wider than the terminal, however large the offsets', () => {
    const columns = fc.integer({ min: 20, max: 120 });
    const from = fc.oneof(fc.nat(5000), fc.nat(2 ** 31 - 1), fc.maxSafeNat());
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), columns, from, (bytes, columns, from) => {
        for (const line of hexdump(bytes, { columns, from })) {
          expect(line.length).toBeLessThanOrEqual(columns);
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    [80, 16],
    [50, 8],
    [30, 4],
  ])('has every octet once, in order and after its offset (%i columns)', (columns, perLine) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const hexEnd = 6 + Math.floor(perLine * 3.1);
        const lines = hexdump(bytes, { columns });
        const octets = lines.flatMap((line) => line.slice(6, hexEnd).match(/[0-9a-f]{2}/g) ?? []);
        expect(octets.join('')).toBe(Buffer.from(bytes).toString('hex'));
        const offsets = lines.map((line) => Number.parseInt(line, 16));
        expect(offsets).toEqual(lines.map((_, index) => index * perLine));
      }),
      { numRuns: 50 },
    );
  });
});
