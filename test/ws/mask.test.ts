import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyNumber, keyOctets, mask, masked } from '../../src/ws/mask.ts';
import { octets } from './frames.ts';

/** RFC 6455 §5.3, word by word: octet i of the result is octet i of the data XOR octet (i mod 4) of the key. */
function byTheBook(data: Uint8Array, key: Uint8Array, offset: number): number[] {
  return Array.from(data, (octet, at) => octet ^ (key[(at + offset) % 4] ?? 0));
}

describe('masking', () => {
  test('"Hello" is what RFC 6455 §5.7 prints', () => {
    const hello = octets('Hello');

    expect(mask(hello, 0x37fa213d)).toBe(hello);
    expect(hello.toString()).toBe(octets(0x7f, 0x9f, 0x4d, 0x51, 0x58).toString());
  });

  // Around the length from which words are used, at every place in memory and in the key.
  test.each([0, 1, 3, 4, 5, 16, 64, 95, 96, 97, 98, 99, 125, 1021])(
    '%i octets are masked as by the book, wherever they lie',
    (length) => {
      const key = octets(0x81, 0x02, 0xf3, 0x7c);
      const room = Buffer.from(Array.from({ length: length + 24 }, (_, at) => (at * 31) & 0xff));
      for (let at = 0; at < 8; at += 1) {
        for (let offset = 0; offset < 8; offset += 1) {
          const memory = new Uint8Array(room);
          const part = memory.subarray(at, at + length);
          const wanted = byTheBook(part, key, offset);
          mask(part, keyNumber(key), offset);
          expect(Array.from(part)).toEqual(wanted);
          // Nothing beside is touched.
          expect(memory.subarray(0, at)).toEqual(new Uint8Array(room.subarray(0, at)));
          expect(memory.subarray(at + length)).toEqual(new Uint8Array(room.subarray(at + length)));
        }
      }
    },
  );

  test.each([5, 300])('leaves %i octets before `from` alone', (length) => {
    for (let from = 0; from < 5; from += 1) {
      const all = new Uint8Array(length).fill(7);
      mask(all, 0x01020304, 0, from);
      const rest = byTheBook(new Uint8Array(length - from).fill(7), octets(1, 2, 3, 4), 0);
      expect(Array.from(all)).toEqual([...Array(from).fill(7), ...rest]);
    }
  });

  test('twice is not at all, in pieces as in one', () => {
    const any = fc.uint8Array({ maxLength: 600 });
    const keys = fc.uint8Array({ minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(any, keys, fc.nat(600), (data, key, place) => {
        const cut = Math.min(place, data.length);
        const whole = masked(data, key);
        mask(whole.subarray(0, cut), key);
        mask(whole.subarray(cut), keyNumber(key), cut);
        expect(Array.from(whole)).toEqual(Array.from(data));
      }),
    );
  });

  test('`masked` leaves the octets as they are', () => {
    const hello = octets('Hello');

    expect(Array.from(masked(hello, 0x37fa213d))).toEqual([0x7f, 0x9f, 0x4d, 0x51, 0x58]);
    expect(hello.toString()).toBe('Hello');
  });
});

test('a key is the same as number and as octets', () => {
  fc.assert(
    fc.property(fc.nat(0xffff_ffff), (key) => {
      expect(keyNumber(keyOctets(key))).toBe(key);
    }),
  );
  expect(Array.from(keyOctets(0x810203f4))).toEqual([0x81, 2, 3, 0xf4]);
});
