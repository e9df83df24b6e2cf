import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { LANGUAGES, type Language, loadText } from '../../src/text/text.ts';
import { TraceCheck } from '../../src/trace/check-trace.ts';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { checkSummaryLines, findingLines } from '../../src/view/check-view.ts';
import { width } from '../../src/view/columns.ts';
import { makeStyle } from '../../src/view/style.ts';
import { EXAMPLE_EVENTS, EXAMPLES } from '../trace/examples.ts';
import { HOSTILE } from '../trace/hostile-events.ts';
import { HEADER } from '../trace/reading.ts';

const TEXTS = { en: await loadText('en'), ko: await loadText('ko') };

/** What a check of this text shows. */
async function shown(text: string, language: Language = 'en', columns = 80, most = 100) {
  const look = { text: TEXTS[language], style: makeStyle(0), columns, offsetMinutes: 540 };
  const check = new TraceCheck([text], { most });
  const lines: string[] = [];
  let told = 0;
  for await (const finding of check) {
    lines.push(...findingLines(finding, look));
    told += 1;
  }
  return [...lines, ...checkSummaryLines(check.summary, told, look)];
}

const having = (event: SocketEvent, fields: object) =>
  `${JSON.stringify({ ...JSON.parse(encodeEvent(event)), ...fields })}\n`;
const WELL = HEADER + [EXAMPLES.bind, EXAMPLES.accept, EXAMPLES.segment].map(encodeEvent).join('');
const BAD = [
  HEADER,
  having(EXAMPLES.receive, { local: 'localhost:1' }),
  having(EXAMPLES.segment, { flags: ['ACK', 'PSH'] }),
  having(EXAMPLES.pause, { type: 'teleport' }),
  having(EXAMPLES.pause, { mood: 1 }),
  '[]\n'.repeat(30),
].join('');

test('a trace that is well is told by what is in it', async () => {
  expect(await shown(WELL)).toEqual([
    'format      sockets-trace 1',
    'written by  sockets 0.1.0',
    'begun       2026-11-21 11:15:55',
    'lines       4',
    'events      3',
    'app         2: bind 1, accept 1',
    'wire        1: segment 1',
    'time span   500 ms',
    'sockets     L1 1, S1 1, C1 1',
    '',
    '✓ Every line can be read.',
  ]);
});

test('what is wrong stands before it, line by line, and what is new is told', async () => {
  const lines = await shown(BAD, 'en', 80, 4);
  expect(lines).toEqual([
    'line 2  unreadable  local: expected "address:port", numeric, IPv6 in brackets,',
    '                    or "unix:PATH"',
    'line 3  odd  flags: not in their order',
    'line 6  unreadable  expected an object',
    'line 7  unreadable  expected an object',
    '… and 28 more that are not shown',
    '',
    'format      sockets-trace 1',
    ...['written by  sockets 0.1.0', 'begun       2026-11-21 11:15:55', 'lines       35'],
    'events      2',
    'wire        1: segment 1',
    'app         1: pause 1',
    'time span   241 ms',
    'sockets     C1 1, S1 2',
    'new types   teleport 1',
    'new fields  pause.mood 1',
    '',
    'A newer program knows these types and fields. They are kept when the trace is',
    'written again, and not shown.',
    '✗ Not every line can be read: 31 problems.',
  ]);
});

test('a file that ends too early is no bad one', async () => {
  expect((await shown(WELL.slice(0, -9))).slice(-2)).toEqual([
    '✓ The last line is cut off: the program was stopped, or this is a part of a',
    'file. All before it can be read.',
  ]);
  expect((await shown(`${BAD}{`)).at(-1)).toBe('✗ Not every line can be read: 32 problems.');
});

test('what can be read and is against the format is counted', async () => {
  const odd = HEADER + having(EXAMPLES.reply, { copy: 0 });
  expect((await shown(odd)).slice(-3)).toEqual([
    '',
    '✓ Every line can be read, but in 1 place the trace contradicts its format',
    '(docs/trace-format.md).',
  ]);
});

test('a file that is no trace is told without facts that nobody knows', async () => {
  expect(await shown('')).toEqual([
    'line 1  unreadable  empty: no header',
    '',
    'lines   0',
    'events  0',
    '',
    '✗ Not every line can be read: 1 problem.',
  ]);
});

describe.each(LANGUAGES)('in %s', (language) => {
  const all = HEADER + EXAMPLE_EVENTS.map(encodeEvent).join('');

  test.each([20, 40, 60, 80, 140])('no line is wider than %i columns', async (columns) => {
    for (const text of [WELL, BAD, all, `${BAD}{`, '']) {
      const wide = (await shown(text, language, columns)).filter((line) => width(line) > columns);
      expect(wide).toEqual([]);
    }
  });

  test('nothing of the file reaches the terminal raw, or fills it', async () => {
    const program = HOSTILE.join('') + 'x'.repeat(500_000);
    const names = Object.fromEntries(HOSTILE.map((name) => [name, 1]));
    const text = `${JSON.stringify({ ...JSON.parse(HEADER), program })}\n${having(EXAMPLES.pause, names)}`;
    const lines = await shown(text, language);

    expect(lines.join('')).toContain('\\x1b[2J');
    expect(lines.filter((line) => /[\p{C}\p{Zl}\p{Zp}]/u.test(line))).toEqual([]);
    expect(lines.length).toBeLessThan(30);
  });

  test('every problem has its words', async () => {
    const lines = await shown(BAD, language);
    const korean = lines.slice(0, 3).map((line) => /[가-힣]/.test(line));
    expect(korean).toEqual([language === 'ko', language === 'ko', language === 'ko']);
  });
});
