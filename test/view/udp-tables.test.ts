import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language, loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import {
  type FromSender,
  type RoundTrips,
  roundTripTable,
  senderTable,
} from '../../src/view/udp-tables.ts';

const texts = { en: await loadText('en'), ko: await loadText('ko') };

const TRIPS: RoundTrips = {
  sent: 1000,
  received: 962,
  lost: 38,
  duplicated: 12,
  outOfOrder: 7,
  min: 83,
  median: 214,
  max: 41_200,
};
const NOTHING = { ...TRIPS, received: 0, lost: 1000, duplicated: 0, outOfOrder: 0 };
const NEVER = { min: undefined, median: undefined, max: undefined };

function from(sender: string, datagrams: number, octets: number, smallest: number): FromSender {
  const first = 1_795_227_355_000_000;
  return { sender, datagrams, octets, smallest, largest: 65_507, first, last: first + 4_800_000 };
}
const SENDERS = [
  from('127.0.0.1:40001', 100_000, 3_200_000, 32),
  from('[fe80::1%eth0]:53', 1, 65_507, 65_507),
];
const OTHERS = from('', 12_480, 99_840, 0);

function page(columns: number, language: Language): string {
  const text = texts[language];
  return [
    roundTripTable(TRIPS, text, columns),
    roundTripTable({ ...NOTHING, ...NEVER }, text, columns),
    senderTable(SENDERS, OTHERS, text, columns),
  ]
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function golden(name: string): string {
  const file = new URL(`../golden/udp-tables-${name}.txt`, import.meta.url);
  return readFileSync(file, 'utf8').replace(/\n$/, '');
}

const WIDTHS = [80, 60, 20];

test.each(LANGUAGES.flatMap((language) => WIDTHS.map((columns) => ({ language, columns }))))(
  'the tables look like their golden file in $language and $columns columns',
  ({ language, columns }) => {
    const shown = page(columns, language);
    expect(shown).toBe(golden(`${language}-${columns}`));
    for (const line of shown.split('\n')) expect(width(line)).toBeLessThanOrEqual(columns);
  },
);

describe('what was lost', () => {
  const lost = (lost: number, sent: number) =>
    roundTripTable({ ...TRIPS, lost, sent }, texts.en, 120)[1];

  test.each([
    [0, 1000, '0 (0 %)'],
    [0, 0, '0 (0 %)'],
    [38, 1000, '38 (3.8 %)'],
    [1, 1_000_000, '1 (0.1 %)'],
    [999_999, 1_000_000, '999,999 (99.9 %)'],
    [5, 5, '5 (100 %)'],
  ])('%i of %i are %s', (part, whole, told) => {
    expect(lost(part, whole)).toContain(`  ${told}  `);
  });
});

test('a sender’s name cannot disturb the terminal, and one datagram has no span', () => {
  const [, line] = senderTable([{ ...from('x\x1b[2J', 1, 5, 5) }], undefined, texts.en, 80);
  expect(line).toMatch(/x\\x1b\[2J.* -$/);
});
