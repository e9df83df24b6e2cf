import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spell } from '../../src/view/spelling.ts';
import { visible, visibleText } from '../../src/view/visible.ts';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text));

describe('spell', () => {
  test.each([
    ['a', 'a'],
    ['\n', '\\n'],
  ])('carries on after %j as if the text had not been cut', (before, shown) => {
    const first = spell(before, 'shown', false);
    const second = spell('\u0301b', 'shown', first.letterLast);
    expect(first.shown).toBe(shown);
    expect(first.shown + second.shown).toBe(spell(`${before}\u0301b`, 'shown', false).shown);
  });

  test('remembers the letter before when there is no more text', () => {
    expect(spell('', 'shown', true)).toEqual({ shown: '', letterLast: true });
    expect(spell('', 'shown', false)).toEqual({ shown: '', letterLast: false });
  });
});

describe('visibleText', () => {
  test('spells a string by the same rule', () => {
    expect(visibleText('host\x1b[2J\u202e.example')).toBe('host\\x1b[2J\\u{202e}.example');
    expect(visibleText('보고서.txt')).toBe('보고서.txt');
    expect(visibleText('C:\\temp')).toBe('C:\\\\temp');
  });

  test('spells half of a surrogate pair', () => {
    expect(visibleText('a\ud800b')).toBe('a\\u{d800}b');
  });

  test('agrees with visible about every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).toBe(visible(utf8(text)));
      }),
      { numRuns: 200 },
    );
  });
});
