import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Utf8Check } from '../../src/ws/utf8-check.ts';

function hex(digits: string): Uint8Array {
  return Buffer.from(digits.replaceAll(' ', ''), 'hex');
}

/** How many octets, one by one, pass before the first that does not. */
function accepted(octets: Uint8Array): number {
  const check = new Utf8Check();
  const first = octets.findIndex((octet) => !check.push(Uint8Array.of(octet)));
  return first === -1 ? octets.length : first;
}

/** What came in these pieces: right, cut off, or broken. */
function verdict(pieces: readonly Uint8Array[]): 'right' | 'cut off' | 'broken' {
  const check = new Utf8Check();
  const all = pieces.map((piece) => check.push(piece));
  if (all.at(-1) === false) return 'broken';
  return check.complete ? 'right' : 'cut off';
}

const RIGHT = [
  ['nothing', ''],
  ['ASCII', '48 65 6c 6c 6f'],
  ['NUL', '00'],
  ['two octets: first, last', 'c2 80 df bf'],
  ['three octets: first, last', 'e0 a0 80 ef bf bf'],
  ['around the surrogates', 'ed 9f bf ee 80 80'],
  ['four octets: first, last', 'f0 90 80 80 f4 8f bf bf'],
  ['noncharacters', 'ef b7 90 ef bf be f0 9f bf bf'],
  ['Greek', 'ce ba e1 bd b9 cf 83 ce bc ce b5'],
  ['Korean', 'ed 95 9c ea b5 ad ec 96 b4'],
] as const;

// The octets up to the first after which nothing could make it right again, and that octet.
const BROKEN = [
  ['a continuation octet alone', '', '80'],
  ['the last continuation octet alone', '61', 'bf'],
  ['C0: overlong', '', 'c0'],
  ['C1: overlong', '', 'c1'],
  ['E0 9F: overlong', 'e0', '9f'],
  ['F0 8F: overlong', 'f0', '8f'],
  ['the first surrogate', 'ed', 'a0'],
  ['the last surrogate', 'ed', 'bf'],
  ['F4 90: beyond U+10FFFF', 'f4', '90'],
  ['F5: beyond U+10FFFF', 'ce ba', 'f5'],
  ['F8: five octets', '', 'f8'],
  ['FC: six octets', '', 'fc'],
  ['FE', '', 'fe'],
  ['FF', '', 'ff'],
  ['a character cut off by ASCII', 'e1 bd', '61'],
  ['a character cut off by another', 'f0 9f 98', 'c3'],
  ['two octets of four, then ASCII', 'f1 80', '20'],
  ['one of two, then a first octet', 'c3', 'c3'],
] as const;

describe('what is UTF-8', () => {
  test.each(RIGHT)('%s passes, wherever it is cut', (_, digits) => {
    const octets = hex(digits);

    expect(accepted(octets)).toBe(octets.length);
    for (let cut = 0; cut <= octets.length; cut += 1) {
      expect(verdict([octets.subarray(0, cut), octets.subarray(cut)])).toBe('right');
    }
  });

  test('a character that is cut off is not complete', () => {
    for (const digits of ['c3', 'e1', 'e1 bd', 'f0', 'f0 9f', 'f0 9f 98']) {
      expect(verdict([hex(`61 ${digits}`)])).toBe('cut off');
    }
  });
});

describe('what is not', () => {
  test.each(BROKEN)('%s fails at the earliest octet', (_, before, octet) => {
    const octets = hex(`${before} ${octet} 61 62 63`);

    expect(accepted(octets)).toBe(hex(before).length);
  });

  test.each(BROKEN)(
    '%s fails as soon as that octet is there, however it came',
    (_, before, octet) => {
      const octets = hex(`${before} ${octet}`);
      for (let cut = 0; cut <= octets.length; cut += 1) {
        expect(verdict([octets.subarray(0, cut), octets.subarray(cut)])).toBe('broken');
      }
    },
  );

  test('what is broken stays so until it begins anew', () => {
    const check = new Utf8Check();

    expect(check.push(hex('e1 ff'))).toBe(false);
    expect(check.push(hex('61'))).toBe(false);
    expect(check.complete).toBe(false);
    for (const before of ['ff', 'e1', 'f0 90']) {
      check.push(hex(before));
      check.reset();
      expect(check.push(hex('61'))).toBe(true);
      expect(check.complete).toBe(true);
    }
  });
});

/** Octets that are nearly UTF-8: of the kinds where it breaks. */
const NEARLY = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 4 }).map((some) => Buffer.from(some)),
      fc.constantFrom(...BROKEN, ...RIGHT).map(([, digits]) => Buffer.from(hex(digits))),
      fc.uint8Array({ maxLength: 2 }).map((some) => Buffer.from(some)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.concat(parts));

describe('any octets', () => {
  test('get the verdict of the whole, wherever they are cut', () => {
    fc.assert(
      fc.property(NEARLY, fc.array(fc.nat(60), { maxLength: 4 }), (octets, places) => {
        const cuts = [...places].sort((one, other) => one - other);
        const pieces = [0, ...cuts].map((from, at) => octets.subarray(from, cuts[at]));
        expect(verdict(pieces) === 'right').toBe(isUtf8(octets));
      }),
      { numRuns: 1000 },
    );
  });

  const ends = ['', '80', '80 80', 'bf bf', 'a0', 'a0 80', '90 80 80', '80 80 80'].map(hex);

  test('fail where no end could make them right, and only there: every pair of octets', () => {
    const wrong: string[] = [];
    for (let pair = 0; pair < 65_536; pair += 1) {
      const octets = Uint8Array.of(pair >> 8, pair & 0xff);
      const hope = ends.some((end) => isUtf8(Buffer.concat([octets, end])));
      if (new Utf8Check().push(octets) !== hope) wrong.push(pair.toString(16));
    }

    expect(wrong).toEqual([]);
  });

  test('fail only where no end could make them right', () => {
    fc.assert(
      fc.property(NEARLY, (octets) => {
        const good = octets.subarray(0, accepted(octets));
        expect(ends.some((end) => isUtf8(Buffer.concat([good, end])))).toBe(true);
        if (good.length === octets.length) return;
        const bad = octets.subarray(0, good.length + 1);
        expect(ends.some((end) => isUtf8(Buffer.concat([bad, end])))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
