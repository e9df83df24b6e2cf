import fc from 'fast-check';
import { expect, test } from 'vitest';
import { characterLength, cutOff } from '../../src/view/utf8.ts';

test.each([
  ['a letter', [0x61], 1],
  ['the first of two octets, U+0080', [0xc2, 0x80], 2],
  ['the last of two octets, U+07FF', [0xdf, 0xbf], 2],
  ['the first of three octets, U+0800', [0xe0, 0xa0, 0x80], 3],
  ['the last before the surrogates, U+D7FF', [0xed, 0x9f, 0xbf], 3],
  ['the first of four octets, U+10000', [0xf0, 0x90, 0x80, 0x80], 4],
  ['the last code point, U+10FFFF', [0xf4, 0x8f, 0xbf, 0xbf], 4],
  ['a lone continuation', [0x80], 0],
  ['a character broken off by a letter', [0xe2, 0x82, 0x41], 0],
  ['an overlong slash', [0xc0, 0xaf], 0],
  ['an overlong NUL of three octets', [0xe0, 0x80, 0x80], 0],
  ['an overlong NUL of four octets', [0xf0, 0x80, 0x80, 0x80], 0],
  ['a surrogate', [0xed, 0xa0, 0x80], 0],
  ['a code point past U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 0],
  ['an octet no character has', [0xff], 0],
  ['a character whose end is missing', [0xf0, 0x9f, 0x98], 'cut'],
  ['an overlong character whose end is missing', [0xe0, 0x80], 0],
] as const)('%s has the length %s', (_what, octets, length) => {
  expect(characterLength(Uint8Array.from(octets), 0)).toBe(length);
});

test.each([
  ['nothing', [], 0],
  ['whole text', [0x61, 0xed, 0x95, 0x9c], 0],
  ['one octet of a character', [0x61, 0xed], 1],
  ['two octets of a character', [0x61, 0xed, 0x95], 2],
  ['three octets of a character', [0xf0, 0x9f, 0x98], 3],
  ['octets that can become none', [0xc2, 0xff], 0],
] as const)('%s: the octets that wait for more', (_what, octets, waiting) => {
  expect(cutOff(Uint8Array.from(octets))).toBe(waiting);
});

test('octets are UTF-8 exactly when the platform decodes them without an error', () => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decodes = (octets: Uint8Array) => {
    try {
      decoder.decode(octets);
      return true;
    } catch {
      return false;
    }
  };
  const octet = fc.oneof(fc.nat(255), fc.constantFrom(0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf));
  const first = fc.oneof(octet, fc.integer({ min: 0xc0, max: 0xf8 }));
  fc.assert(
    fc.property(first, fc.array(octet, { maxLength: 3 }), (head, rest) => {
      const octets = Uint8Array.from([head, ...rest]);
      expect(characterLength(octets, 0) === octets.length).toBe(
        decodes(octets) &&
          [...new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets)].length === 1,
      );
    }),
    { numRuns: 1000 },
  );
});
