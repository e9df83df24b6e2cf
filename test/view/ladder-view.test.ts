import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { Parties } from '../../src/ladder/parties.ts';
import { LANGUAGES, type Language, loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import { LadderView, type LadderViewOptions } from '../../src/view/ladder-view.ts';
import { makeStyle } from '../../src/view/style.ts';
import { RECORDED, recorded } from '../support/recorded.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { EXAMPLES } from '../trace/examples.ts';

const texts = { en: await loadText('en'), ko: await loadText('ko') };

function viewOf(
  columns: number | undefined,
  language: Language = 'en',
  chosen: Partial<LadderViewOptions> = {},
) {
  return new LadderView({
    text: texts[language],
    style: makeStyle(0),
    columns: () => columns,
    time: 'relative',
    offsetMinutes: 540,
    lanes: { wire: true, kernel: true },
    hex: false,
    explain: undefined,
    ...chosen,
  });
}

/** A recording as `sockets view` draws it: who talks with whom is known from the beginning. */
function drawn(events: readonly SocketEvent[], columns: number, language: Language): string {
  const parties = new Parties();
  for (const event of events) parties.learn(event);
  const has = (source: SocketEvent['source']) => events.some((event) => event.source === source);
  const lanes = { wire: has('wire'), kernel: has('kernel') };
  return page(viewOf(columns, language, { parties, lanes }), events);
}

function page(view: LadderView, events: readonly SocketEvent[]): string {
  const lines = events.flatMap((event) => view.lines(event));
  return [...view.header(), ...lines, ...view.rest()].join('\n');
}

describe.each(RECORDED)('%s', (name) => {
  describe.each([60, 80, 140])('in %d columns', (columns) => {
    test.each(LANGUAGES)('%s: looks like its golden file, and fits', async (language) => {
      const text = drawn(await recorded(name), columns, language);
      const widest = Math.max(...text.split('\n').map(width));

      expect(widest).toBeLessThanOrEqual(columns);
      await expect(`${text}\n`).toMatchFileSnapshot(
        `../golden/ladder/${name}-${language}-${columns}.txt`,
      );
    });
  });
});

test('live, what is kept back comes as soon as nothing more belongs to it', async () => {
  const events = await recorded('retransmission');
  const view = viewOf(100);
  const live = events.flatMap((event) => [...view.lines(event), ...view.rest()]);
  const segments = live.filter((line) => /[▶◀✗]/.test(line));

  // Without the drop, which is told right behind its packet: it has an arrow of its own then.
  const packets = events.filter(({ type }) => type === 'segment' || type === 'dropped');
  expect(segments).toHaveLength(packets.length);
});

test('a packet that was taken away does not reach the other rail', async () => {
  const lines = drawn(await recorded('retransmission'), 100, 'en').split('\n');
  const lost = lines.filter((line) => line.includes('✗'));

  expect(lost.length).toBeGreaterThan(0);
  for (const line of lost) expect(line).toMatch(/✗ +│|│ +✗/);
});

test('without packets no arrow goes from rail to rail, and the first line says why', async () => {
  const app = (await recorded('echo-close')).filter(({ source }) => source === 'app');
  const [first, ...lines] = drawn(app, 100, 'en').split('\n');

  expect(first).toContain('packets were not watched');
  expect(lines.join('\n')).not.toMatch(/[▶◀]/);
  expect(lines.filter((line) => /┄┄▷|◁┄┄/.test(line))).toHaveLength(
    app.filter(({ type }) => type === 'send' || type === 'receive').length,
  );
});

test('a state that is derived stands in brackets', () => {
  const view = viewOf(100);
  const derived = { ...EXAMPLES.state, how: 'derived' } as const;
  const shown = page(view, [EXAMPLES.connect, { ...derived, socket: EXAMPLES.connect.socket }]);

  expect(shown).toContain(`(${derived.state})`);
});

test('octets stand beneath their rung where they are asked for', () => {
  expect(page(viewOf(100, 'en', { hex: true }), [EXAMPLES.receive])).toMatch(
    /^ {2}0000.*68 65 6c/m,
  );
});

test('each kind of step is explained once', () => {
  const explain = (type: string) => `(about ${type})`;
  const shown = page(viewOf(100, 'en', { explain }), [EXAMPLES.receive, EXAMPLES.receive]);

  expect(shown.match(/\(about receive\)/g)).toHaveLength(1);
});

test('a sum of what came too fast stands between the rails', () => {
  const { time } = EXAMPLES.receive;
  const counts = new Map([['segment' as const, { count: 1234, bytes: 5000 }]]);
  const [line] = viewOf(100).summary({ from: time, to: time + 1_000_000, counts });

  expect(line).toMatch(/│ … 1,234 segment \(5 kB\) in 1\.0 s +│/);
});

test('whatever happens, every line fits and is harmless', () => {
  const anyColumns = fc.constantFrom(60, 61, 78, 80, 99, 140, undefined);
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 12 }),
      anyColumns,
      fc.constantFrom(...LANGUAGES),
      fc.boolean(),
      (events, columns, language, kernel) => {
        const view = viewOf(columns, language, { lanes: { wire: true, kernel } });
        const sorted = events.toSorted((one, other) => one.time - other.time);
        const lines = page(view, sorted).split('\n');

        for (const line of lines) {
          expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
          // Times may be of another age than the first.
          const late = /^ *-?[\d.]{11,} /.test(line) || line.startsWith('-');
          if (!late) expect(width(line)).toBeLessThanOrEqual(columns ?? 1000);
        }
      },
    ),
    { numRuns: 300 },
  );
});
