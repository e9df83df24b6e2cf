import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEscapes, parseHex } from '../../src/view/octets.ts';
import { failureOf } from '../support/failure-of.ts';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text));

describe('parseEscapes', () => {
  test.each([
    ['plain text', 'hello', utf8('hello')],
    ['Korean, as UTF-8', '안녕', utf8('안녕')],
    ['the short escapes', String.raw`\n\r\t\0\e\\\"`, utf8('\n\r\t\0\x1b\\"')],
    ['an octet, in either case', String.raw`\xff\xFE\x00`, Uint8Array.of(0xff, 0xfe, 0)],
    ['a code point, as UTF-8', String.raw`\u{1F600}\u{85}`, utf8('😀\u0085')],
    ['a NUL before a digit, which is no octal', String.raw`\01`, Uint8Array.of(0, 0x31)],
    ['an escaped backslash before an n', String.raw`\\n`, utf8('\\n')],
    ['a line end that is one already', 'a\nb', utf8('a\nb')],
    ['nothing', '', new Uint8Array(0)],
  ])('reads %s', (_what, text, octets) => {
    expect(parseEscapes(text)).toEqual(octets);
  });

  test.each([
    [String.raw`a\qb`, String.raw`\q`],
    [String.raw`a\N`, String.raw`\N`],
    [String.raw`a\x4`, String.raw`\x4`],
    [String.raw`\xzz-`, String.raw`\xzz`],
    [String.raw`\u1234`, String.raw`\u`],
    [String.raw`\u{}`, String.raw`\u{}`],
    [String.raw`\u{41`, String.raw`\u{41`],
    [String.raw`\u{110000}`, String.raw`\u{110000}`],
    [String.raw`\u{d800}`, String.raw`\u{d800}`],
    ['end\\', '\\'],
    ['\\\n', '\\\n'],
    ['\\한', '\\한'],
  ])('refuses %j and says where', (value, at) => {
    expect(failureOf(() => parseEscapes(value))).toEqual({
      fault: 'usage',
      code: 'bad-escape',
      value,
      at,
    });
  });

  test('gives text without backslashes as its UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = text.replaceAll('\\', '');
        expect(parseEscapes(plain)).toEqual(utf8(plain));
      }),
      { numRuns: 100 },
    );
  });
});

describe('parseHex', () => {
  test.each([
    '68 65 6c',
    '68656c',
    '0x68,0x65,0x6c',
    '0x68656C',
    '68:65:6c',
    ' 68\t65\n6C \r\n',
    '0X68, 65 : 6c',
  ])('reads %j', (text) => {
    expect(parseHex(text)).toEqual(utf8('hel'));
  });

  test('reads nothing as no octets', () => {
    expect(parseHex(' ')).toEqual(new Uint8Array(0));
  });

  test.each(['6', '686', '6 8', '68 6', '0x', '0x6', 'hello', '68-65', '680x65', '６８'])(
    'refuses %j',
    (value) => {
      expect(failureOf(() => parseHex(value))).toEqual({ fault: 'usage', code: 'not-hex', value });
    },
  );

  test('reads back any octets written in hex', () => {
    const separator = fc.constantFrom('', ' ', ':', ', ', '\n');
    fc.assert(
      fc.property(fc.uint8Array(), separator, (bytes, between) => {
        const text = Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join(
          between,
        );
        expect(parseHex(text)).toEqual(bytes);
      }),
      { numRuns: 100 },
    );
  });
});
