import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { LANGUAGES, loadText } from '../../src/text/text.ts';
import { mermaid } from '../../src/view/mermaid.ts';
import { mermaidText } from '../../src/view/mermaid-text.ts';
import { RECORDED, recorded } from '../support/recorded.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { conversationOf, INJECTIONS } from './injections.ts';

const texts = { en: await loadText('en'), ko: await loadText('ko') };

const drawn = (events: readonly SocketEvent[], steps?: number) =>
  [...mermaid(events, texts.en, steps === undefined ? {} : { steps })].join('');

describe.each(RECORDED)('%s', (name) => {
  test.each(LANGUAGES)('%s: is written as in its golden file', async (language) => {
    const diagram = [...mermaid(await recorded(name), texts[language])].join('');

    await expect(diagram).toMatchFileSnapshot(`../golden/mermaid/${name}-${language}.mmd`);
  });
});

test('where packets were not watched, what one end sent is an arrow of dashes, and a note says so', async () => {
  const events = (await recorded('echo-close')).filter(({ source }) => source === 'app');
  const diagram = drawn(events);

  expect(diagram).toContain('C1--)S1: send 6 B "hello\\n"');
  expect(diagram).toContain('Note right of S1: receive 6 B "hello\\n"');
  expect(diagram).not.toMatch(/->>|-x/);
  expect(diagram).toContain('packets were not watched');
});

test('where they were, calls are notes alone', async () => {
  const diagram = drawn(await recorded('echo-close'));

  expect(diagram).not.toContain('--)');
  expect(diagram).not.toContain('not watched');
  expect(diagram).toMatch(/Note left of C1: .*send 6 B "hello\\n"\n/);
});

test('the client stands at the left of its server, also where the server was there first', async () => {
  const ends = drawn(await recorded('two-clients')).match(/(?<=participant )\w+/g);

  expect(ends).toEqual(['C1', 'S1', 'C2', 'S2', 'L1']);
});

test('a socket that is bound to every address is named by the one its packets have', async () => {
  const events = (await recorded('udp-loss')).filter(({ socket }) => socket === 'U2');

  expect(drawn(events)).toContain('participant U2 as U2 127.0.0.1:52344\n');
});

test('a state stands behind the step it was entered with', async () => {
  expect(drawn(await recorded('echo-close'))).toMatch(
    /C1->>S1: FIN,ACK .*\n {4}Note right of S1: CLOSE-WAIT\n/,
  );
});

test('of many steps the first are shown, and a note says how many more there are', async () => {
  const events = await recorded('echo-close');
  const diagram = drawn(events, 20);

  expect(diagram.trimEnd().split('\n').at(-1)).toMatch(/Note over C1: … and \d+ more steps$/);
  expect(diagram).toContain('SYN');
  expect(diagram).not.toContain('FIN');
});

test('a recording of nothing is a diagram that says so', () => {
  expect(drawn([])).toContain('Note over nobody: Nothing happened in this recording.');
});

/** The sentences of a sequence diagram that are used, with a text at the end that cannot go on behind its line. */
const TEXT = String.raw`(?:[^#;<>&%{}@$\n]|#\d+;|<br/>)*`;
const SENTENCE = new RegExp(
  [
    `sequenceDiagram`,
    `    acc(?:Title|Descr): ${TEXT}`,
    `    participant \\w+ as ${TEXT}`,
    `    Note (?:left of|right of|over) \\w+: ${TEXT}`,
    `    \\w+(?:->>|-x|--\\))\\w+: ${TEXT}`,
  ]
    .map((sentence) => `(?:^${sentence}$)`)
    .join('|'),
  'u',
);

function strange(diagram: string): string[] {
  return diagram.split('\n').filter((line) => line !== '' && !SENTENCE.test(line));
}

test.each(INJECTIONS)('attempt %# stays text', (words) => {
  const diagram = drawn(conversationOf(words));

  expect(strange(diagram)).toEqual([]);
  expect(diagram.match(/^ {4}\w+(?:->>|-x|--\))/gm)).toHaveLength(2);
  expect(diagram).not.toMatch(/(?:no)?wrap:/i);
});

test('whatever happened, each line is one of the diagram, and Mermaid takes that many characters', () => {
  const events = fc.array(
    fc.oneof(
      anyEvent.map((event) => [event]),
      fc.constantFrom(...INJECTIONS).map(conversationOf),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(events, (lists) => {
      const diagram = drawn(lists.flat());

      expect(strange(diagram)).toEqual([]);
      expect(diagram.length).toBeLessThan(50_000);
    }),
    { numRuns: 100 },
  );
});

test('a long recording with much to escape stays within what Mermaid takes', () => {
  const events = Array.from({ length: 50 }, () => INJECTIONS.flatMap(conversationOf)).flat();
  const shifted = events.map((event, at) => ({
    ...event,
    time: event.time + at,
    socket: `${event.socket}${at % 700}`,
  }));
  const diagram = drawn(shifted, 100_000);

  expect(diagram.length).toBeLessThan(50_000);
  expect(diagram).toMatch(/more steps\n$/);
});

test('text is escaped by the numbers of its characters, and letters are not', () => {
  expect(mermaidText('a;b#c <b> 50% {x} 한글 é "q" \u0000')).toBe(
    'a#59;b#35;c #60;b#62; 50#37; #123;x#125; 한글 é "q" \ufffd',
  );
});
