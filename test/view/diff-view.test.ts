import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../src/diff/compare.ts';
import type { SocketEvent } from '../../src/event/event.ts';
import { LANGUAGES, type Language, loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import { diffLines } from '../../src/view/diff-view.ts';
import { makeStyle } from '../../src/view/style.ts';
import { changed, ECHO, script } from '../diff/script.ts';

const REFERENCE = script(ECHO);
const DATAGRAMS = ['one', 'two', 'three'].map((text) => `U1 receive ${text}`);

/** What a student's server might do. */
const OTHER = script(
  changed(`${ECHO}\n  C2 socket\n  C2 attempt`, {
    'L1 bind': 'L1 bind 0.0.0.0',
    'L1 listen': 'L1 listen 5',
    'S1 receive one': 'S1 receive on\nS1 receive e',
    'S1 send two': 'S1 send twö\u001b[31m!',
    'C1 shutdown': 'C1 reset',
    'C1 end-of-stream': undefined,
    'C1 receive two': undefined,
  }),
  { port: 8080 },
);

async function drawn(
  reference: readonly SocketEvent[],
  other: readonly SocketEvent[],
  columns: number,
  language: Language = 'en',
  color: 0 | 1 = 0,
): Promise<string> {
  const comparison = compareRuns(reference, other);
  if (!comparison) throw new Error('nothing to compare');
  const recordings = {
    reference: { name: 'teacher.jsonl', events: reference.length },
    other: { name: 'student\u202e.jsonl', events: other.length },
  };
  const text = await loadText(language);
  const options = { text, style: makeStyle(color), columns };
  return diffLines(comparison, recordings, options).join('\n');
}

describe.each([30, 60, 80, 140])('in %d columns', (columns) => {
  test.each(LANGUAGES)('%s: looks like its golden file, and fits', async (language) => {
    const text = await drawn(REFERENCE, OTHER, columns, language);
    const widest = Math.max(...text.split('\n').map(width));

    expect(widest).toBeLessThanOrEqual(columns);
    await expect(`${text}\n`).toMatchFileSnapshot(`../golden/diff/${language}-${columns}.txt`);
  });
});

test('from 100 columns on, both runs stand beside each other', async () => {
  const [narrow, wide] = [await drawn(REFERENCE, OTHER, 99), await drawn(REFERENCE, OTHER, 100)];

  expect(narrow).not.toContain('│');
  expect(wide).toMatch(/! listen +backlog 511.* │ listen +backlog 5/);
});

test('what is the same is one line for each socket, and no rows', async () => {
  const text = await drawn(REFERENCE, script(ECHO, { port: 8080 }), 80);

  expect(text.split('\n').slice(3)).toEqual([
    'L1  listener: 4 steps, all the same',
    'C1  client: 9 steps, all the same',
    'S1  accepted socket: 6 steps, all the same',
    '',
    'No difference: both runs did the same.',
  ]);
});

test('what differs only in its borders is the same, with a note', async () => {
  const cut = script(changed(ECHO, { 'C1 send one': 'C1 send o\nC1 send ne' }));
  const text = await drawn(REFERENCE, cut, 80);

  expect(text).toContain('The same, but for where the streams were cut.');
  expect(text).toMatch(/C1: the same octets, sent in 3 writes; in the\s+reference, in 2\./);
});

test('rows far from a difference are counted, not shown', async () => {
  const pauses = Array.from({ length: 20 }, () => 'C1 pause');
  const long = ['C1 connect', ...pauses, 'C1 shutdown', 'C1 close'].join('\n');
  const text = await drawn(script(long), script(long.replace('C1 shutdown\n', '')), 80);

  expect(text).toContain('… 19 steps the same');
  expect(text.split('\n').filter((line) => / pause /.test(line))).toHaveLength(2);
});

test('very many differences are counted', async () => {
  const many = Array.from({ length: 300 }, (_, at) => `C1 ${at % 2 ? 'pause' : 'shutdown'}`);
  const text = await drawn(script('C1 connect'), script(['C1 connect', ...many].join('\n')), 80);

  expect(text).toContain('… 101 more');
  expect(text).toContain('… and 280 more; --json tells them all');
});

test('the reference is red and the other green where they differ, and nowhere else', async () => {
  const text = await drawn(REFERENCE, OTHER, 80, 'en', 1);

  const { bad, good } = makeStyle(1);
  const painted = (paint: (words: string) => string, words: string) => paint(words).slice(0, -5);

  expect(text).toContain(`- ${painted(bad, 'listen')}`);
  expect(text).toContain(`+ ${painted(good, 'listen')}`);
  expect(text).toContain('\n      receive');
});

test('a lost datagram is told with what it carried', async () => {
  const text = await drawn(
    script(DATAGRAMS.join('\n')),
    script(DATAGRAMS.filter((line) => !line.includes('two')).join('\n')),
    80,
  );

  expect(text).toContain('U1: no receive "two", which the reference has.');
  expect(text).toContain('UDP promises no delivery');
});
