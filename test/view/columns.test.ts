import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import wrapAnsi from 'wrap-ansi';
import {
  fitting,
  graphemes,
  padEnd,
  padStart,
  truncate,
  width,
  wrap,
} from '../../src/view/columns.ts';

/** Text of narrow and wide characters, some of several code points, with words of every length. */
const mixedText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '연결',
        '한국어',
        'hello',
        'a',
        ' ',
        ' ',
        '-',
        '\n',
        '漢',
        'e\u0301',
        '👨‍👩‍👧',
        '🇰🇷',
        '1️⃣',
        '❤️',
      ),
      fc.constantFrom('\u1112\u1161\u11ab', '\u0903', 'ﾞ', '👍🏽', '…'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''));

/** Wide enough that no single character is wider: string-width gives some Indic clusters 4 and more. */
const roomy = fc.integer({ min: 8, max: 30 });

test.each([
  ['hello', 5],
  ['한국어', 6],
  ['a한', 3],
  ['e\u0301', 1],
  ['👨‍👩‍👧', 2],
  ['…', 1],
  ['\x1b[31mred\x1b[39m', 3],
  ['', 0],
])('%j is as wide as a terminal shows it: %i', (text, columns) => {
  expect(width(text)).toBe(columns);
});

test('Hangul and ASCII are counted as the tables of Unicode would', () => {
  const text = fc.array(fc.constantFrom('가', '힣', '한', 'a', '~', ' '), { maxLength: 20 });
  fc.assert(
    fc.property(text, (characters) => {
      const joined = characters.join('');
      expect(width(joined)).toBe(stringWidth(joined));
      expect([...graphemes(joined)]).toEqual(characters);
    }),
    { numRuns: 50 },
  );
});

test('graphemes are what a reader takes for one character', () => {
  expect([...graphemes('a한e\u0301👨‍👩‍👧🇰🇷')]).toEqual(['a', '한', 'e\u0301', '👨‍👩‍👧', '🇰🇷']);
  expect([...graphemes('ab')]).toEqual(['a', 'b']);
});

describe('padding', () => {
  test('lines narrow and wide text up', () => {
    expect([padEnd('abcd', 6), padEnd('연결', 6)]).toEqual(['abcd  ', '연결  ']);
    expect([padStart('6 B', 6), padStart('연결', 6)]).toEqual(['   6 B', '  연결']);
  });

  test('leaves text alone that is as wide already, or wider', () => {
    expect([padEnd('연결', 4), padEnd('연결', 3), padStart('연결', 3)]).toEqual(
      Array(3).fill('연결'),
    );
  });
});

test('fitting takes no more units than it needs to look at', () => {
  function* endless() {
    for (;;) yield '한';
  }
  expect(fitting(endless(), 5)).toBe('한한');
});

describe('truncate', () => {
  test.each([
    ['hello', 5, 'hello'],
    ['hello', 4, 'hel…'],
    ['hello', 1, '…'],
    ['a', 1, 'a'],
    ['한국어', 6, '한국어'],
    ['한국어', 5, '한국…'],
    ['한국어', 4, '한…'],
    ['한국어', 1, '…'],
    ['👨‍👩‍👧👨‍👩‍👧', 3, '👨‍👩‍👧…'],
    ['e\u0301e\u0301', 1, '…'],
    ['hello', 0, ''],
    ['', 0, ''],
  ])('puts %j into %i columns as %j', (text, columns, shown) => {
    expect(truncate(text, columns)).toBe(shown);
  });

  test('is never wider than asked, and cuts only between characters', () => {
    fc.assert(
      fc.property(mixedText, fc.integer({ min: 1, max: 30 }), (text, columns) => {
        const shown = truncate(text, columns);
        expect(width(shown)).toBeLessThanOrEqual(columns);
        if (shown === text) return;
        const kept = [...graphemes(shown.slice(0, -1))];
        expect(shown.at(-1)).toBe('…');
        expect([...graphemes(text)].slice(0, kept.length)).toEqual(kept);
      }),
      { numRuns: 300 },
    );
  });
});

describe('wrap', () => {
  test.each([
    ['the peer has closed its half', 14, ['the peer has', 'closed its', 'half']],
    ['상대가 연결을 닫았습니다', 13, ['상대가 연결을', '닫았습니다']],
    ['상대가 연결을 닫았습니다', 12, ['상대가', '연결을', '닫았습니다']],
    ['one\ntwo', 20, ['one', 'two']],
    [' short ', 20, ['short']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['한국어', 3, ['한', '국', '어']],
    ['👨‍👩‍👧👨‍👩‍👧', 3, ['👨‍👩‍👧', '👨‍👩‍👧']],
    ['', 5, ['']],
  ])('puts %j into rows of %i', (text, columns, rows) => {
    expect(wrap(text, columns)).toEqual(rows);
  });

  test('ends in the narrowest of terminals, where a wide character stays whole', () => {
    expect(wrap('한a', 1)).toEqual(['한', 'a']);
    expect(wrap('ab', 0)).toEqual(['a', 'b']);
  });

  test('puts Hangul and ASCII into the rows of wrap-ansi, which need not be loaded for them', () => {
    const words = fc.constantFrom('a', 'bb', 'seven..', '한', '국어', ' ', ' ', '  ', '…');
    const text = fc.array(words, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, roomy, (plain, columns) => {
        // A word wider than a row is wrap's own affair.
        fc.pre(plain.split(' ').every((word) => width(word) <= columns));
        expect(wrap(plain, columns)).toEqual(wrapAnsi(plain, columns).split('\n'));
      }),
      { numRuns: 200 },
    );
  });

  test('gives no row wider than asked', () => {
    fc.assert(
      fc.property(mixedText, roomy, (text, columns) => {
        for (const row of wrap(text, columns)) expect(width(row)).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 300 },
    );
  });

  test('loses nothing but white space', () => {
    const bare = (text: string) => text.normalize().replace(/\s/gu, '');
    fc.assert(
      fc.property(mixedText, fc.integer({ min: 1, max: 30 }), (text, columns) => {
        expect(bare(wrap(text, columns).join(''))).toBe(bare(text));
      }),
      { numRuns: 200 },
    );
  });
});
