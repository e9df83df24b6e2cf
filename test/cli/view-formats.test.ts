import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { startInTerminal } from '../support/pty.ts';
import { runSockets } from '../support/sockets-process.ts';
import { SCRIPT, testNeeding } from '../support/tools.ts';
import { ECHO, EVENTS, fixture, LINES, Recordings, recording, view } from '../support/view.ts';

const recordings = new Recordings();
afterAll(() => recordings[Symbol.dispose]());

/** How a file of each format begins. */
const BEGINNINGS = [
  ['text', 'txt', /^\n? +time +lane +socket/],
  ['ladder', 'ladder', /^ +time +client +server\n/],
  ['json', 'jsonl', /^\{"format":"sockets-trace"/],
  ['mermaid', 'mmd', /^sequenceDiagram\n/],
  ['svg', 'svg', /^<svg xmlns=/],
  ['html', 'html', /^<!doctype html>/],
  ['pcapng', 'pcapng', /^\n\r\r\n/],
  ['csv', 'csv', /^time,seconds,source,socket,type/],
] as const;

describe.each(BEGINNINGS)('--to %s', (format, extension, beginning) => {
  test('writes it on stdout, and on stderr how many events that were', async () => {
    const { octets, stderr, status } = await view(ECHO, '--to', format);

    expect(octets.toString('latin1')).toMatch(beginning);
    expect(stderr).toBe(`${EVENTS} events\n`);
    expect(status).toBe(0);
  });

  test('into a file, whose extension says the format where nothing else does', async () => {
    const path = recordings.path(`run.${extension}`);
    const { octets, stderr } = await view(
      ...[ECHO, '-o', path],
      ...(format === 'ladder' ? ['--view', format] : []),
    );

    expect(readFileSync(path).toString('latin1')).toMatch(beginning);
    expect(octets).toHaveLength(0);
    expect(stderr).toContain(`${EVENTS} events written to ${path}`);
  });

  test('takes the filters', async () => {
    const { octets, stderr } = await view(ECHO, '--to', format, '--lanes', 'app');
    const all = await view(ECHO, '--to', format);

    expect(octets.length).toBeLessThan(all.octets.length);
    expect(stderr).toMatch(/^\d+ of 58 events\n$/);
  });

  test('reads a recording from standard input, and several as one', async () => {
    const input = readFileSync(ECHO);
    const { stdout, status } = await runSockets(['view', '-', '--to', format], { input });
    const other = recordings.write('other.jsonl', recording([0, 1]));
    const both = await view(ECHO, other, '--to', format);

    expect(stdout.toString('latin1')).toMatch(beginning);
    expect([status, both.status]).toEqual([0, 0]);
    expect(both.stderr).toMatch(/^60 events$/m);
  });
});

test('as JSON a recording is the same again, with what only a newer version knows', async () => {
  const header = '{"format":"sockets-trace","version":1,"program":"sockets 9.0","time":5,"mood":7}';
  const newer = '{"time":9,"source":"app","socket":"C1","type":"teleport","to":"Mars"}';
  const field = '{"time":9,"source":"app","socket":"C1","type":"pause","depth":3}';
  const text = `${[header, newer, ...LINES.slice(1), field, newer].join('\n')}\n`;
  const path = recordings.write('newer.jsonl', text);

  const parsed = (lines: string): unknown[] =>
    lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  const { shown } = await view(path, '--to', 'json');
  expect(parsed(shown)).toEqual(parsed(text));
  expect((await view(path, '--view', 'json')).shown).toBe(shown);
  expect((await view(path, '--to', 'json', '--kind', 'pause')).shown).toBe(
    `${[header, field].join('\n')}\n`,
  );
});

test('text in a file has no colours and no end of line; COLUMNS can give it one', async () => {
  const path = recordings.path('wide.txt');
  await runSockets(['view', ECHO, '-o', path], { env: { FORCE_COLOR: '1' } });
  const wide = readFileSync(path, 'utf8');
  await runSockets(['view', ECHO, '-o', path], { env: { COLUMNS: '70' } });
  const narrow = readFileSync(path, 'utf8');
  const longest = (text: string) => Math.max(...text.split('\n').map(({ length }) => length));

  expect(wide).not.toContain('\x1b');
  expect(longest(wide)).toBeGreaterThan(100);
  expect(longest(narrow)).toBeLessThanOrEqual(70);
});

test('captured packets are in the pcapng, octet by octet', async () => {
  const { octets } = await view(fixture('retransmission'), '--to', 'pcapng');
  const lines = readFileSync(fixture('retransmission'), 'utf8').trimEnd().split('\n');
  const headers = lines.flatMap(
    (line) => /"type":"segment".*"header":"([^"]+)"/.exec(line)?.[1] ?? [],
  );

  expect(headers.length).toBeGreaterThan(5);
  for (const header of headers) expect(octets.includes(Buffer.from(header, 'base64'))).toBe(true);
});

test('a recording is not overwritten by what is made of it', async () => {
  const path = recordings.write('same.jsonl', readFileSync(ECHO, 'utf8'));
  const { stderr, status } = await view(path, '--to', 'csv', '-o', path);

  expect(stderr).toContain('exclude each other');
  expect(status).toBe(2);
  expect(readFileSync(path, 'utf8')).toBe(readFileSync(ECHO, 'utf8'));
});

test('a file that cannot be written is an error', async () => {
  const { stderr, status } = await view(ECHO, '-o', recordings.path('no-such-folder/run.svg'));

  expect(stderr).toMatch(/Cannot write .*run\.svg/);
  expect(status).toBe(1);
});

testNeeding([SCRIPT], 'octets are not written to a terminal', async () => {
  await using terminal = startInTerminal(['view', ECHO, '--to', 'pcapng']);
  const { status } = await terminal.exited;

  expect(terminal.screen).toContain('pcapng is not for a terminal');
  expect(terminal.screen).toContain('--output run.pcapng');
  expect(status).toBe(2);
});
