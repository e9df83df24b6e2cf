import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventOf, EventType, SocketEvent } from '../../src/event/event.ts';
import { LANGUAGES, type Language, loadGlossary, loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import { describe as described, StepView, type StepViewOptions } from '../../src/view/step-view.ts';
import { makeStyle } from '../../src/view/style.ts';
import type { Summary } from '../../src/view/summing.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { EXAMPLE_EVENTS, EXAMPLES } from '../trace/examples.ts';

type Chosen = Partial<Omit<StepViewOptions, 'columns' | 'text'>>;

const texts = { en: await loadText('en'), ko: await loadText('ko') };
const glossaries = { en: await loadGlossary('en'), ko: await loadGlossary('ko') };

function viewOf(columns: number | undefined, chosen: Chosen = {}, language: Language = 'en') {
  return new StepView({
    text: texts[language],
    style: makeStyle(0),
    columns: () => columns,
    time: 'relative',
    offsetMinutes: 540,
    lanes: false,
    hex: false,
    whole: false,
    explain: undefined,
    ...chosen,
  });
}

function explainIn(language: Language): (type: EventType) => string {
  return (type) => glossaries[language][type].brief;
}

/** The text of a file in test/golden, without the line end of its last line. */
function golden(name: string): string {
  const file = new URL(`../golden/step-view-${name}.txt`, import.meta.url);
  return readFileSync(file, 'utf8').replace(/\n$/, '');
}

const summary: Summary = {
  from: EXAMPLES.receive.time,
  to: EXAMPLES.receive.time + 1_000_000,
  counts: new Map([
    ['receive', { count: 12_480, bytes: 97_000_000 }],
    ['drained', { count: 3, bytes: 0 }],
  ]),
};

/** One event of every kind, and a sum, as a run would show them. */
function page(view: StepView): string {
  const lines = EXAMPLE_EVENTS.flatMap((event) => view.lines(event));
  return [...view.header(), ...lines, ...view.summary(summary)].join('\n');
}

describe('one event of every kind looks like its golden file', () => {
  const WIDTHS = [undefined, 80, 60, 30, 20];

  test.each(LANGUAGES.flatMap((language) => WIDTHS.map((columns) => ({ language, columns }))))(
    'in $language and $columns columns',
    ({ language, columns }) => {
      const shown = page(viewOf(columns, {}, language));
      expect(shown).toBe(golden(`${language}-${columns ?? 'endless'}`));
    },
  );

  test.each(LANGUAGES)('with what each step means, in %s', (language) => {
    const explain = explainIn(language);
    expect(page(viewOf(80, { explain }, language))).toBe(golden(`${language}-explain`));
    expect(page(viewOf(30, { explain }, language))).toBe(golden(`${language}-explain-30`));
  });

  test.each(['clock', 'delta'] as const)('with the time as %s', (time) => {
    expect(page(viewOf(80, { time }))).toBe(golden(`en-${time}`));
  });

  test('with a dump of the octets', () => {
    expect(page(viewOf(80, { hex: true }))).toBe(golden('en-hex'));
    expect(page(viewOf(30, { hex: true }))).toBe(golden('en-hex-30'));
  });
});

describe('whatever the event', () => {
  const options = fc.record({
    time: fc.constantFrom('relative', 'delta', 'clock'),
    hex: fc.boolean(),
    whole: fc.boolean(),
    explain: fc.constantFrom(undefined, explainIn('en'), explainIn('ko')),
  });
  const language = fc.constantFrom(...LANGUAGES);

  test('no line is wider than the terminal, down to 20 columns', () => {
    const columns = fc.integer({ min: 20, max: 140 });
    fc.assert(
      fc.property(anyEvent, columns, options, language, (event, columns, chosen, language) => {
        const view = viewOf(columns, chosen, language);
        for (const line of [...view.header(), ...view.lines(event)]) {
          expect(width(line)).toBeLessThanOrEqual(columns);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('no line has a control, bidi or other invisible character', () => {
    const columns = fc.constantFrom(undefined, 20, 40, 80);
    fc.assert(
      fc.property(anyEvent, columns, options, language, (event, columns, chosen, language) => {
        const lines = viewOf(columns, chosen, language).lines(event);
        for (const line of lines) expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 500 },
    );
  });
});

function received(text: string, more = 0): EventOf<'receive'> {
  const data = new Uint8Array(Buffer.from(text));
  return { ...EXAMPLES.receive, data, bytes: data.length + more };
}

describe('the octets', () => {
  const long = 'the first line is far too long for its own row\r\n안녕하세요 \x1b[2J\n\nend\n';

  test('of a receive stand beneath it whole, in lines, where its own has no room for them', () => {
    const lines = viewOf(80, { whole: true }).lines(received(long));
    expect(lines[0]).toMatch(/receive.+"the first line .+"…$/);
    expect(lines.slice(1)).toEqual([
      '  the first line is far too long for its own row',
      '  안녕하세요 \\x1b[2J',
      '  ',
      '  end',
    ]);
  });

  test('are not repeated when the line has room, or when there is another place to read them', () => {
    expect(viewOf(80, { whole: true }).lines(received('hello\n'))).toHaveLength(1);
    expect(viewOf(80).lines(received(long))).toHaveLength(1);
  });

  test('of a send are the user’s own, and not repeated', () => {
    const event: SocketEvent = { ...received(long), type: 'send' };
    expect(viewOf(80, { whole: true }).lines(event)).toHaveLength(1);
  });

  test('are 64 lines at the most, and then how many octets there are in all', () => {
    const lines = viewOf(80, { whole: true }).lines(received('line\n'.repeat(100)));
    expect(lines).toHaveLength(1 + 64 + 1);
    expect(lines.slice(-2)).toEqual(['  line', '  … 500 B in all']);
  });

  test('that the event has not kept are told of by their number', () => {
    expect(viewOf(80, { hex: true }).lines(received('hello', 4000)).at(-1)).toBe(
      '  … 4,005 B in all',
    );
    expect(viewOf(80, { hex: true }).lines(received('hello')).at(-1)).toMatch(/hello$/);
  });

  test('are quoted up to 60 columns where lines have no end', () => {
    const [line = ''] = viewOf(undefined).lines(received('x'.repeat(4096)));
    expect(line.slice(line.indexOf('"'))).toBe(`"${'x'.repeat(57)}"…`);
  });
});

describe('the time', () => {
  const at = (time: number): SocketEvent => ({ ...EXAMPLES.pause, time });
  const stamps = (time: 'relative' | 'delta' | 'clock', offsetMinutes = 0) => {
    const view = viewOf(80, { time, offsetMinutes });
    return [1_000_000, 1_250_000, 3_000_000].map(
      (time) => view.lines(at(time))[0]?.trim().split(' ')[0],
    );
  };

  test('is that since the first step, or since the one before', () => {
    expect(stamps('relative')).toEqual(['0.000', '0.250', '2.000']);
    expect(stamps('delta')).toEqual(['0.000', '0.250', '1.750']);
  });

  test('is the clock of the time zone', () => {
    expect(stamps('clock', 540)).toEqual(['09:00:01.000', '09:00:01.250', '09:00:03.000']);
  });
});

describe('what a step means', () => {
  test('is told beneath the first of its kind only', () => {
    const view = viewOf(undefined, { explain: (type) => `about ${type}` });
    expect(view.lines(EXAMPLES.pause)[1]?.trim()).toBe('about pause');
    expect(view.lines(EXAMPLES.pause)).toHaveLength(1);
    expect(view.lines(EXAMPLES.resume)[1]?.trim()).toBe('about resume');
  });
});

test('an arrow points where a step goes: from us, or from the peer', () => {
  const arrowOf = (event: SocketEvent) => /──▶|◀──|──✗/.exec(viewOf(80).lines(event)[0] ?? '')?.[0];
  const arrows = EXAMPLE_EVENTS.map((event) => [event.type, arrowOf(event)]);
  expect(Object.fromEntries(arrows.filter(([, arrow]) => arrow))).toEqual({
    attempt: '──▶',
    'tls-record': '──▶',
    'ws-request': '──▶',
    'ws-response': '◀──',
    'ws-frame': '──▶',
    'ws-message': '◀──',
    send: '──▶',
    receive: '◀──',
    reply: '◀──',
    shutdown: '──▶',
    'end-of-stream': '◀──',
    reset: '──▶',
    segment: '──▶',
    datagram: '──▶',
    'ip-fragment': '──▶',
    icmp: '◀──',
    dropped: '──✗',
  });
  expect(arrowOf({ ...EXAMPLES.reset, by: 'peer' })).toBe('◀──');
  expect(arrowOf({ ...EXAMPLES['tls-record'], by: 'peer' })).toBe('◀──');
  expect(arrowOf({ ...EXAMPLES['ws-frame'], by: 'peer' })).toBe('◀──');
});

test('the width is asked for each time: a terminal may be made narrow', () => {
  let columns = 80;
  const view = new StepView({
    text: texts.en,
    style: makeStyle(0),
    columns: () => columns,
    time: 'relative',
    offsetMinutes: 0,
    lanes: false,
    hex: false,
    whole: false,
    explain: undefined,
  });
  expect(view.lines(EXAMPLES.pause)).toHaveLength(1);
  columns = 30;
  expect(view.header()).toEqual([]);
  expect(view.lines(EXAMPLES.pause).map((line) => line.trim())).toEqual([
    '0.000 S1 pause',
    'we take no more; what comes',
    'has to wait',
  ]);
});

test('a step is described in the words of the language', () => {
  expect(described(EXAMPLES.bind, texts.en)).toBe('127.0.0.1:9000');
  expect(described(EXAMPLES.pause, texts.ko)).toBe(texts.ko.steps.pause(EXAMPLES.pause));
});
