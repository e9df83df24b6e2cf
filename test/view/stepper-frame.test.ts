import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { Parties } from '../../src/ladder/parties.ts';
import { LANGUAGES, type Language, loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import { LadderView } from '../../src/view/ladder-view.ts';
import { StepView } from '../../src/view/step-view.ts';
import { Stepper } from '../../src/view/stepper.ts';
import { type FrameParts, type FrameSize, stepperFrame } from '../../src/view/stepper-frame.ts';
import { makeStyle } from '../../src/view/style.ts';
import { EXAMPLE_EVENTS } from '../trace/examples.ts';
import { CONVERSATION } from './conversation.ts';

const texts = { en: await loadText('en'), ko: await loadText('ko') };
const NARROW = { rows: 20, columns: 60 };
const shared = { style: makeStyle(0), time: 'relative', offsetMinutes: 0, hex: false } as const;

function partsOf(
  events: readonly SocketEvent[],
  look: 'text' | 'ladder',
  language: Language,
): FrameParts {
  const text = texts[language];
  const parties = new Parties();
  for (const event of events) parties.learn(event);
  const start = events[0]?.time ?? 0;
  return {
    ...{ text, style: makeStyle(0), start },
    view: (columns) => {
      const own = { ...shared, text, start, columns: () => columns, explain: undefined };
      return look === 'text'
        ? new StepView({ ...own, lanes: true, whole: false })
        : new LadderView({ ...own, parties, lanes: { wire: true, kernel: true } });
    },
    details: (event, panel) => [`${panel} of ${event.type}`, ...Array<string>(40).fill('row')],
  };
}

function framed(keys: string, size: FrameSize = NARROW, look: 'text' | 'ladder' = 'text') {
  const stepper = new Stepper(CONVERSATION, texts.en);
  for (const key of keys) stepper.press({ name: key === ' ' ? 'space' : key, text: key });
  return stepperFrame(stepper, size, partsOf(CONVERSATION, look, 'en'));
}

test('a frame has the steps up to where one is, with a mark, and says beneath where that is', () => {
  const frame = framed('  ');
  const marked = frame.filter((row) => row.startsWith('▶'));

  expect(frame).toHaveLength(NARROW.rows);
  expect(marked.join('\n')).toContain('SYN,ACK');
  expect(frame.join('\n')).not.toContain('accept4');
  expect(frame.at(-1)).toMatch(/^ event 3 of \d+ · 0\.000043 · C1 segment .*q quit $/);
});

test('where the steps have no room, the last are shown, and the heads of the columns stay', () => {
  const frame = framed('G', { rows: 8, columns: 100 });
  const all = framed('G', { rows: 100, columns: 100 });

  expect(frame).toHaveLength(8);
  expect(frame[0]).toBe(all[0]);
  const steps = all.slice(1, -1).filter((row) => row !== '');
  expect(frame.slice(1, -1)).toEqual(steps.slice(-6));
});

test('a packet that was lost is one row of the ladder, where it was sent and where it was taken away', () => {
  const dropped = CONVERSATION.findIndex(({ type }) => type === 'dropped');
  const frame = framed(' '.repeat(dropped), NARROW, 'ladder');

  expect(frame.filter((row) => row.includes('✗'))).toHaveLength(1);
  expect(frame.find((row) => row.includes('✗'))).toMatch(/^▶/);
});

test('a panel takes a part of the screen, and counts the rows that it has no room for', () => {
  const frame = framed('  x');
  const rule = frame.findIndex((row) => row.startsWith('───'));

  expect(frame[rule + 1]).toBe('octets of segment');
  expect(frame.at(-2)).toMatch(/^… 3\d more/);
  expect(frame.slice(0, rule).join('\n')).toContain('▶');
});

test('a line that is typed stands in place of the status line, its end always in sight', () => {
  expect(framed('/abc').at(-1)).toMatch(/^ search: abc_ +$/);
  expect(framed(`/${'x'.repeat(100)}END`).at(-1)).toMatch(/xEND_$/);
});

test('what is typed is shown as what comes from outside is', () => {
  const stepper = new Stepper(CONVERSATION, texts.en);
  stepper.press({ name: '/', text: '/' });
  stepper.press({ name: '', text: '\u202e' });
  const frame = stepperFrame(stepper, NARROW, partsOf(CONVERSATION, 'text', 'en'));

  expect(frame.at(-1)).toContain('\\u{202e}_');
});

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(['text', 'ladder'] as const)(
    'no row of a frame is wider than the screen (%s)',
    (look) => {
      for (const [rows, columns] of [
        [20, 60],
        [10, 100],
        [40, 80],
      ] as const) {
        const stepper = new Stepper(EXAMPLE_EVENTS, texts[language]);
        const parts = partsOf(EXAMPLE_EVENTS, look, language);
        for (const key of ['space', '?', 'G', 'e', '/', 'z', 'return', 'f', 'q']) {
          stepper.press({ name: key, text: key.length === 1 ? key : '' });
          const frame = stepperFrame(stepper, { rows, columns }, parts);
          expect(frame).toHaveLength(rows);
          expect(frame.filter((row) => width(row) > columns)).toEqual([]);
        }
      }
    },
  );
});
