import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64Pattern, decodeBase64 } from '../../src/trace/base64.ts';

describe('base64', () => {
  test('is read as Node writes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => {
        expect(decodeBase64(Buffer.from(octets).toString('base64'))).toStrictEqual(octets);
      }),
      { numRuns: 200 },
    );
  });

  test('has one spelling: what Node would write otherwise is none', () => {
    const character = fc.constantFrom(...'ABQgwAEIMQUYcgkosw0489+/=-_ \n한');
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 9 }), (text) => {
        const octets = Buffer.from(text, 'base64');
        const isCanonical = octets.toString('base64') === text;
        expect(decodeBase64(text)).toStrictEqual(isCanonical ? new Uint8Array(octets) : undefined);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([3, 4, 14, 512, 4096])('of %i octets at the most is what its pattern says', (most) => {
    const pattern = new RegExp(base64Pattern(most), 'u');
    for (const size of [0, 1, 2, 3, most - 2, most - 1, most]) {
      expect(Buffer.alloc(size, 0xff).toString('base64')).toMatch(pattern);
    }
    for (const size of [most + 1, most + 2, most + 3]) {
      expect(Buffer.alloc(size, 0xff).toString('base64')).not.toMatch(pattern);
    }
    for (const text of ['A', 'AA', 'AAA', 'AB==', 'AAB=', '====', 'A===', 'AAA=\n', 'A-A=']) {
      expect(text).not.toMatch(pattern);
    }
  });
});
