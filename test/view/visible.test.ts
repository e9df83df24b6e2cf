import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { width } from '../../src/view/columns.ts';
import { parseEscapes } from '../../src/view/octets.ts';
import { quoted } from '../../src/view/quoted.ts';
import { VisibleStream, visible } from '../../src/view/visible.ts';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text));

/** Octets of every sort: text of many scripts, what disturbs a terminal, and pieces that are not UTF-8. */
const someBytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }).map(utf8),
      fc
        .constantFrom(
          '한국어',
          '👨‍👩‍👧',
          '❤️',
          'e\u0301',
          '\u0301',
          '\u202e',
          '\x1b[2J',
          '\r\n',
          '\r',
          '"',
          '\\',
          '\ufeff',
        )
        .map(utf8),
      fc
        .constantFrom([0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf0, 0x9f], [0xc0, 0xaf])
        .map((octets) => Uint8Array.from(octets)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => new Uint8Array(Buffer.concat(parts)));

/** Nothing a terminal acts on, nothing it does not show. */
const HARMLESS =
  /^(?:\p{Variation_Selector}|[^\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])*$/u;

describe('visible', () => {
  test.each([
    ['line ends, tabs and NULs by their C names', '\r\n\t\0', '\\r\\n\\t\\0'],
    ['an escape sequence', '\x1b[31mred\x07', '\\x1b[31mred\\x07'],
    ['DEL', '\x7f', '\\x7f'],
    ['a C1 control, which some terminals obey', '\u0085\u009b', '\\u{85}\\u{9b}'],
    ['a bidi override', 'a\u202eb', 'a\\u{202e}b'],
    ['a byte order mark', '\ufeffa', '\\u{feff}a'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['a private-use character', '\ue000', '\\u{e000}'],
    ['a noncharacter', '\ufffe', '\\u{fffe}'],
    ['a letter that looks like nothing', '\u3164', '\\u{3164}'],
    ['a joiner inside an emoji', '👩\u200d💻', '👩\\u{200d}💻'],
    ['a backslash, so that escapes are no text', 'C:\\n', 'C:\\\\n'],
  ])('spells out %s', (_what, text, shown) => {
    expect(visible(utf8(text))).toBe(shown);
  });

  test.each([
    ['Korean', '안녕하세요'],
    ['an emoji with its variation selector', '❤️'],
    ['a letter with its accents', 'e\u0301\u0323'],
    ['a replacement character somebody really sent', '\ufffd'],
    ['quotes', '"\''],
  ])('leaves %s alone', (_what, text) => {
    expect(visible(utf8(text))).toBe(text);
  });

  test('spells each octet of what is not UTF-8, and goes on with the next', () => {
    expect(visible(Uint8Array.of(0xe2, 0x82, 0x41, 0xff, 0xed, 0x95, 0x9c))).toBe(
      '\\xe2\\x82A\\xff한',
    );
    expect(visible(Uint8Array.of(0xed, 0xa0, 0x80))).toBe('\\xed\\xa0\\x80');
  });

  test.each([
    ['at the start', '\u0301a', '\\u{301}a'],
    ['after an escape', '\n\u0301\u0302', '\\n\\u{301}\\u{302}'],
  ])('spells a combining mark with nothing to stand on, %s', (_where, text, shown) => {
    expect(visible(utf8(text))).toBe(shown);
  });

  test('spells a combining mark after an octet that is no text', () => {
    expect(visible(Uint8Array.of(0x61, 0xff, 0xcc, 0x81))).toBe('a\\xff\\u{301}');
  });

  test('keeps line ends and tabs when told to, but no carriage return by itself', () => {
    const shown = visible(utf8('a\tb\nc\r\nover\rwritten\r'), { newlines: 'kept' });
    expect(shown).toBe('a\tb\nc\r\nover\\rwritten\\r');
  });

  test('spells a mark at the start of a kept line, where it would hang on nothing', () => {
    expect(visible(utf8('a\n\u0301'), { newlines: 'kept' })).toBe('a\n\\u{301}');
  });

  test('looks at no more octets than the limit, and leaves out a character cut there', () => {
    expect(visible(utf8('ab한'), { limit: 4 })).toBe('ab');
    expect(visible(utf8('ab한'), { limit: 5 })).toBe('ab한');
  });

  test('never lets through what could disturb a terminal, whatever comes', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        expect(visible(bytes)).toMatch(HARMLESS);
        expect(visible(bytes, { newlines: 'kept' }).replace(/\r\n|[\n\t]/g, '')).toMatch(HARMLESS);
      }),
      { numRuns: 300 },
    );
  });

  test('never begins with a combining mark', () => {
    const mark = fc.constantFrom('\u0301', '\u0e31', '\u20e3', '\ufe0f', '\u0903');
    fc.assert(
      fc.property(mark, someBytes, (first, rest) => {
        expect(visible(Uint8Array.from([...utf8(first), ...rest]))).not.toMatch(/^\p{M}/u);
      }),
      { numRuns: 50 },
    );
  });

  test('can be read back to the same octets, in either way of showing line ends', () => {
    fc.assert(
      fc.property(
        someBytes,
        fc.constantFrom('shown' as const, 'kept' as const),
        (bytes, newlines) => {
          expect(parseEscapes(visible(bytes, { newlines }))).toEqual(bytes);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('takes a megabyte of what is nothing but combining marks', () => {
    expect(visible(utf8('\u0301'.repeat(500_000)))).toBe('\\u{301}'.repeat(500_000));
  });
});

describe('VisibleStream', () => {
  test('puts a character together that is cut across pieces', () => {
    const stream = new VisibleStream();
    const shown = Array.from(utf8('a한😀'), (octet) => stream.write(Uint8Array.of(octet)));
    expect(shown).toEqual(['a', '', '', '한', '', '', '', '😀']);
  });

  test('shows at the end what never became a character', () => {
    const stream = new VisibleStream();
    expect(stream.write(Uint8Array.of(0x61, 0xed, 0x95))).toBe('a');
    expect(stream.end()).toBe('\\xed\\x95');
    expect(stream.end()).toBe('');
  });

  test('does not wait for the rest of what can be no character', () => {
    expect(new VisibleStream().write(Uint8Array.of(0xc3, 0x28, 0xff))).toBe('\\xc3(\\xff');
  });

  test('waits for the octet after a carriage return before it calls it a line end', () => {
    const stream = new VisibleStream({ newlines: 'kept' });
    expect([stream.write(utf8('a\r')), stream.write(utf8('\nb\r'))]).toEqual(['a', '\r\nb']);
    expect(stream.end()).toBe('\\r');
  });

  test('keeps no more than 3 octets, and not the piece they came in', () => {
    const piece = utf8('a😀').subarray(0, 4);
    const stream = new VisibleStream();
    stream.write(piece);
    piece.fill(0);
    expect(stream.write(Uint8Array.of(0x80))).toBe('😀');
  });

  test('gives the same however the octets are cut', () => {
    const cuts = fc.array(fc.nat(40), { maxLength: 6 });
    const newlines = fc.constantFrom('shown' as const, 'kept' as const);
    fc.assert(
      fc.property(someBytes, cuts, newlines, (bytes, at, newlines) => {
        const stream = new VisibleStream({ newlines });
        const edges = [0, ...at.sort((a, b) => a - b), bytes.length];
        const pieces = edges.map((edge, index) => bytes.subarray(edge, edges[index + 1] ?? edge));
        const shown = pieces.map((piece) => stream.write(piece)).join('') + stream.end();
        expect(shown).toBe(visible(bytes, { newlines }));
      }),
      { numRuns: 300 },
    );
  });
});

describe('quoted', () => {
  test.each([
    ['hello\n', 9, '"hello\\n"'],
    ['hello\n', 8, '"hello"…'],
    ['hello world', 12, '"hello wor"…'],
    ['say "hi"', 20, '"say \\"hi\\""'],
    ['한국어', 8, '"한국어"'],
    ['한국어', 7, '"한국"…'],
    ['한국어', 6, '"한"…'],
    ['', 2, '""'],
    ['hello', 3, '""…'],
    ['hello', 2, '…'],
    ['', 1, '…'],
    ['hello', 0, ''],
  ])('shows %j in %i columns as %s', (text, columns, shown) => {
    expect(quoted(utf8(text), columns)).toBe(shown);
  });

  test.each([4, 5, 6, 7, 8, 9, 10])('never cuts an escape in half (%i columns)', (columns) => {
    expect(quoted(utf8('\x1b\u202e"\\'), columns)).toMatch(
      /^"(?:\\x1b(?:\\u\{202e\}(?:\\")?)?)?"…$/,
    );
  });

  test('is never wider than asked', () => {
    fc.assert(
      fc.property(someBytes, fc.integer({ min: 1, max: 40 }), (bytes, columns) => {
        expect(width(quoted(bytes, columns))).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 300 },
    );
  });

  test('can be read back when nothing was cut', () => {
    fc.assert(
      fc.property(someBytes, (bytes) => {
        expect(parseEscapes(quoted(bytes, 10_000).slice(1, -1))).toEqual(bytes);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['letters', 'a', `"${'a'.repeat(17)}"…`],
    ['combining marks', '\u0301', '"\\u{301}'],
    ['flags', '🇰🇷', `"${'🇰🇷'.repeat(8)}"…`],
  ])('looks only at the beginning of 10 MB of %s', (_what, text, shown) => {
    const bytes = utf8(text.repeat(10_000_000 / utf8(text).length));
    const looksAt = vi.spyOn(bytes, 'subarray');
    expect(quoted(bytes, 20).startsWith(shown)).toBe(true);
    expect(looksAt.mock.calls).toEqual([[0, 160]]);
  });
});
