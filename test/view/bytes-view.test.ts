import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { LANGUAGES, type Language, loadText } from '../../src/text/text.ts';
import { BytesView } from '../../src/view/bytes-view.ts';
import { width } from '../../src/view/columns.ts';
import { makeStyle } from '../../src/view/style.ts';
import { recorded } from '../support/recorded.ts';
import { anyEvent } from '../trace/arbitrary.ts';

const texts = { en: await loadText('en'), ko: await loadText('ko') };

function viewOf(columns: number | undefined, language: Language = 'en') {
  return new BytesView({
    text: texts[language],
    style: makeStyle(0),
    columns: () => columns,
    time: 'relative',
    offsetMinutes: 0,
    wire: true,
  });
}

function page(view: BytesView, events: readonly SocketEvent[]): string[] {
  const lines = events.flatMap((event) => view.lines(event));
  return [...view.header(), ...lines, ...view.rest(), ...view.footer()];
}

const [C1, S1] = [
  { host: '127.0.0.1', port: 52_344 },
  { host: '127.0.0.1', port: 9000 },
];
let time = 1_000_000;

/** What C1 sends, and S1 receives. */
function moved(type: 'send' | 'receive', text: string): EventOf<'send' | 'receive'> {
  const data = new TextEncoder().encode(text);
  const isSend = type === 'send';
  time += 1000;
  return {
    ...{ time, source: 'app', type, bytes: data.length, data },
    ...{ socket: isSend ? 'C1' : 'S1' },
    ...(isSend ? { local: C1, remote: S1 } : { local: S1, remote: C1 }),
  };
}

/** The octets and borders of the reads, and which sends are named beside them. */
const reads = (events: readonly SocketEvent[]) =>
  page(viewOf(undefined), events)
    .filter((line) => / receive \d/.test(line))
    .map((line) => line.replace(/^.* B {2}/, ''));

describe.each(['echo-close', 'udp-loss', 'retransmission', 'ws-fragments'])('%s', (name) => {
  describe.each([60, 80])('in %d columns', (columns) => {
    test.each(LANGUAGES)('%s: looks like its golden file, and fits', async (language) => {
      const lines = page(viewOf(columns, language), await recorded(name));

      expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(columns);
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
        `../golden/bytes/${name}-${language}-${columns}.txt`,
      );
    });
  });
});

test('a read of several sends has their borders in it', () => {
  const events = [
    ...['one ', 'two ', 'three'].map((text) => moved('send', text)),
    moved('receive', 'one two three'),
  ];

  expect(reads(events)).toEqual(['│one │two │three│  send 1–3']);
});

test('a send that lands in two reads is cut, not bordered', () => {
  const events = [
    moved('send', 'hello '),
    moved('send', 'world'),
    ...['hel', 'lo wo', 'rld'].map((text) => moved('receive', text)),
  ];

  expect(reads(events)).toEqual([
    '│hel┊  part of send 1',
    '┊lo │wo┊  part of send 1, part of send 2',
    '┊rld│  part of send 2',
  ]);
});

test('of a sender that nobody watched, no borders are drawn', () => {
  expect(reads([moved('receive', 'hello')])[0]).toMatch(/^┊hello┊ {2}.*was not watched$/);
});

test('a datagram is whole, and is found again after others were lost', () => {
  const datagram = (event: EventOf<'send' | 'receive'>): SocketEvent => ({
    ...event,
    datagram: true,
    socket: event.type === 'send' ? 'U2' : 'U1',
  });
  const events = [
    ...['one', 'two', 'three'].map((text) => datagram(moved('send', text))),
    datagram(moved('receive', 'three')),
  ];

  expect(reads(events)).toEqual(['│three│  send 3']);
});

test('at the end, each way is counted', () => {
  const events = [moved('send', 'a'), moved('send', 'b'), moved('receive', 'ab')];

  expect(page(viewOf(80), events).at(-1)).toBe('C1 ──▶ S1: 2 sends, 1 receive');
});

test('whatever is cut how, no octet is lost and none is drawn twice', () => {
  const pieces = fc.array(fc.string({ unit: fc.constantFrom(...'abcdef'), minLength: 1 }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(pieces, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (sends, sizes) => {
      const all = sends.join('');
      const cuts: string[] = [];
      for (let at = 0; at < all.length; at += cuts.at(-1)?.length ?? 0) {
        cuts.push(all.slice(at, at + (sizes.next().value ?? 1)));
      }
      const drawn = reads([
        ...sends.map((text) => moved('send', text)),
        ...cuts.map((text) => moved('receive', text)),
      ]).map((line) => line.replace(/ {2}.*$/, ''));

      expect(drawn.map((line) => line.replace(/[│┊]/g, ''))).toEqual(cuts);
      const borders = drawn.map((line) => line.slice(0, -1)).join('');
      expect(borders.split('│').length - 1).toBe(sends.length);
    }),
    { numRuns: 100 },
  );
});

test('whatever happens, every line fits and is harmless', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
      const sorted = events.toSorted((one, other) => one.time - other.time);
      for (const line of page(viewOf(80), sorted)) {
        expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
      }
    }),
    { numRuns: 200 },
  );
});
