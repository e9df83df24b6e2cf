import { afterAll, describe, expect, test } from 'vitest';
import { ECHO, LINES, Recordings, recording, steps, view } from '../support/view.ts';

const recordings = new Recordings();
afterAll(() => recordings[Symbol.dispose]());

describe('filters', () => {
  test('leave only what has all that is asked for; times still count from the first event', async () => {
    const { shown } = await view(ECHO, '--socket', 'C1', '--lanes', 'wire', '--kind', 'segment');
    const rows = steps(shown);

    expect(shown).toMatch(/ · 10 of 58 events in /);
    expect(rows).toHaveLength(10);
    for (const row of rows) expect(row).toMatch(/ (?:C1|S1) +(?:──▶|◀──) /);
    expect(rows[0]).toMatch(/^ *0\.002962 /);
  });

  test('search in octets and sentences', async () => {
    const found = steps((await view(ECHO, '--search', 'HELLO')).shown);
    expect(found.length).toBeGreaterThan(3);
    for (const row of found) expect(row).toContain('hello');
    const listening = steps((await view(ECHO, '--search', 'goes on listening')).shown);
    expect(listening).toHaveLength(1);
  });

  test('take a span of time', async () => {
    const path = recordings.write('span.jsonl', recording([0, 400, 500, 1000, 2000, 2001]));
    const { shown } = await view(path, '--from', '0.5', '--until', '2s');

    expect(steps(shown).map((row) => row.trim().split(' ')[0])).toEqual([
      '0.500',
      '1.000',
      '2.000',
    ]);
  });

  test.each([
    ['--kind', 'segmnt'],
    ['--lanes', 'wires'],
    ['--from', 'soon'],
    ['--speed', '0'],
    ['--to', 'gif'],
  ])('that cannot be are refused: %s %s', async (option, value) => {
    const { stderr, status } = await view(ECHO, option, value);

    expect(stderr).toContain(`${option} cannot be '${value}'`);
    expect(status).toBe(2);
  });
});

describe('--check', () => {
  test('finds nothing in a recording of ours: 0', async () => {
    const { shown, status } = await view(ECHO, '--check');

    expect(shown).toMatch(/^✓ /m);
    expect(status).toBe(0);
  });

  test('tells of each mistake with its line: 2', async () => {
    const path = recordings.write(
      'wrong.jsonl',
      `${LINES.slice(0, 3).join('\n')}\nnonsense\n${LINES[3]}\n{"time":1}\n`,
    );
    const { shown, status } = await view(path, '--check');

    expect(shown).toMatch(/^line 4 .*not JSON/m);
    expect(shown).toMatch(/^line 6 /m);
    expect(status).toBe(2);
  });

  test('takes a cut last line for no mistake: the program was killed', async () => {
    const path = recordings.write('killed.jsonl', `${LINES.slice(0, 3).join('\n')}\n{"time":`);

    expect((await view(path, '--check')).status).toBe(0);
  });

  test('looks at several, and one that is wrong is enough', async () => {
    const path = recordings.write('second.jsonl', 'nonsense\n');
    const { shown, status } = await view(ECHO, path, '--check');

    expect(shown).toMatch(/^✓ /m);
    expect(shown).toMatch(/^✗ /m);
    expect(status).toBe(2);
  });
});

describe('several recordings', () => {
  test('are one ladder: sockets of one name get names of their own, which is said', async () => {
    const one = recordings.write('one.jsonl', recording([0, 20]));
    const other = recordings.write('other.jsonl', recording([10, 30]));
    const { shown } = await view(one, other);

    expect(shown).toMatch(/other\.jsonl: here C1 → C2$/m);
    expect(steps(shown).map((row) => row.match(/C\d/)?.[0])).toEqual(['C1', 'C2', 'C1', 'C2']);
  });

  test('are shown as lines, where these are asked for', async () => {
    const one = recordings.write('one.jsonl', recording([0]));
    const { shown } = await view(one, ECHO, '--view', 'text');

    expect(shown).toMatch(/^ +time +lane +socket/m);
  });

  test('can be written as one', async () => {
    const path = recordings.path('both.jsonl');
    const other = recordings.write('other.jsonl', recording([10, 30]));
    const { status } = await view(ECHO, other, '-o', path);
    const check = await view(path, '--check');

    expect(status).toBe(0);
    expect(check.shown).toMatch(/events +60$/m);
    expect(check.shown).toMatch(/C2 \d+/);
    expect(check.status).toBe(0);
  });
});

describe('options that exclude each other', () => {
  test.each([
    [['--check', '--step']],
    [['--follow', '--speed', '2']],
    [['--to', 'svg', '--view', 'ladder']],
    [['--step', '--view', 'bytes']],
    [['--step', '-o', 'x.svg']],
    [['--speed', '2', '--view', 'json']],
  ])('are refused: %j', async (options) => {
    const { status } = await view(ECHO, ...options);

    expect(status).toBe(2);
  });
});
