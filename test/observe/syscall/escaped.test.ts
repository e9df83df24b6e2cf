import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuoted } from '../../../src/observe/syscall/escaped.ts';

const LETTERS: Readonly<Record<number, string>> = {
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

/** As strace prints octets without -x: octal as short as the next character allows. */
function octal(octets: Uint8Array): string {
  return [...octets]
    .map((octet, at) => {
      const letter = LETTERS[octet];
      if (letter !== undefined) return letter;
      if (octet >= 0x20 && octet < 0x7f) return String.fromCharCode(octet);
      const next = octets[at + 1] ?? 0;
      const isDigitNext = next >= 0x30 && next <= 0x39;
      return `\\${octet.toString(8).padStart(isDigitNext ? 3 : 1, '0')}`;
    })
    .join('');
}

function hex(octets: Uint8Array): string {
  return [...octets].map((octet) => `\\x${octet.toString(16).padStart(2, '0')}`).join('');
}

test('octets come back from every spelling of strace’s', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (octets, cut) => {
      for (const spelled of [octal(octets), hex(octets)]) {
        const quoted = parseQuoted(`"${spelled}"${cut ? '...' : ''}`);
        expect([...(quoted?.octets ?? [])]).toEqual([...octets]);
        expect(quoted?.cut).toBe(cut);
      }
    }),
    { numRuns: 100 },
  );
});

test('a string without its end is cut; what is no string is none', () => {
  expect(parseQuoted('"ab\\')).toMatchObject({ cut: true, octets: Buffer.from('ab') });
  expect(parseQuoted('"ab')?.cut).toBe(true);
  expect(['NULL', '0x7f7c4960b740', ''].map(parseQuoted)).toEqual(Array(3).fill(undefined));
});
