import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Finished,
  type RunningProcess,
  runSockets,
  startSockets,
} from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';

const LIFE = [
  'socket',
  'attempt',
  'connect',
  'send',
  'shutdown',
  'receive',
  'end-of-stream',
  'close',
];

let server: RunningProcess;
let port: string;
let folder: string;

beforeAll(async () => {
  server = startSockets(['tcp-server', '0', '--quiet']);
  port = String(await server.port);
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** A client that sends a line to the echo server and reads it back. */
function client(
  args: readonly string[],
  env?: Record<string, string | undefined>,
): Promise<Finished> {
  const all = ['tcp-client', '127.0.0.1', port, '--send', 'hi\\n', ...args];
  return runSockets(all, env ? { env } : {});
}

test('data goes to standard output, and the trace of every step to standard error', async () => {
  const { status, stdout, stderr } = await client([]);
  expect(stdout.toString()).toBe('hi\n');
  const steps = [...stderr.matchAll(/^ +\d\.\d{3} {2}C1 +(?:──▶|◀──)? *(\S+)/gm)];
  expect(steps.map(([, step]) => step)).toEqual(LIFE);
  expect(stderr).toMatch(/──▶ send +3 B {2}"hi\\n"/);
  expect(stderr).toMatch(/close +3 B in, 3 B out, /);
  expect(status).toBe(0);
});

test('--json prints the header and then every event on standard output, and nothing on standard error', async () => {
  const { status, stdout, stderr } = await client(['--json']);
  const [header = ''] = stdout.toString().split('\n');
  expect(JSON.parse(header)).toMatchObject({ format: 'sockets-trace', version: 1 });
  const events = await eventsOf(stdout);
  expect(stepsOf(events, 'C1')).toEqual(LIFE);
  expect(events.map(({ time }) => time)).toEqual(
    events.map(({ time }) => time).sort((a, b) => a - b),
  );
  expect(stdout.toString().endsWith('\n')).toBe(true);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('--json of a server is complete when it is stopped', async () => {
  await using watched = startSockets(['tcp-server', '0', '--json']);
  const address = String(await watched.port);
  const { stdout } = await runSockets(['tcp-client', '127.0.0.1', address, '--send', 'hi']);
  expect(stdout.toString()).toBe('hi');
  watched.signal('SIGINT');
  const run = await watched.finished();
  const events = await eventsOf(run.stdout);
  expect(stepsOf(events, 'L1')).toEqual(['socket', 'bind', 'listen', 'close']);
  expect(stepsOf(events, 'S1')).toEqual([
    'accept',
    'receive',
    'send',
    'end-of-stream',
    'shutdown',
    'close',
  ]);
});

test('--record keeps in a file what --json prints, whatever else is shown', async () => {
  const path = join(folder, 'trace.jsonl');
  const { stdout, stderr } = await client(['--json', '--record', path]);
  const recorded = await readFile(path);
  expect(await eventsOf(recorded)).toEqual(await eventsOf(stdout));
  expect(stderr).toContain(`8 events recorded in ${path}`);
});

test('--record goes with --quiet, which shows nothing but the data', async () => {
  const path = join(folder, 'quiet.jsonl');
  const { stdout, stderr } = await client(['--quiet', '--record', path]);
  expect(stdout.toString()).toBe('hi\n');
  expect(stderr).toBe(`8 events recorded in ${path}\n`);
  expect(stepsOf(await eventsOf(await readFile(path)), 'C1')).toEqual(LIFE);
  expect((await client(['--quiet'])).stderr).toBe('');
});

test('--hex puts a dump beneath each send and receive', async () => {
  const { stderr } = await client(['--hex']);
  const dump = / {2}0000 {2}68 69 0a +hi\.\n/;
  expect(stderr).toMatch(new RegExp(`send +3 B.*\\n${dump.source}`));
  expect(stderr).toMatch(new RegExp(`receive +3 B.*\\n${dump.source}`));
});

test('--time tells since the start, since the step before, or the time of day', async () => {
  const times = async (mode: string) => {
    const { stderr } = await client(['--time', mode]);
    return [...stderr.matchAll(/^ *([\d:.]+) {2}C1/gm)].map(([, time = '']) => time);
  };
  const [relative, delta, clock] = await Promise.all(['relative', 'delta', 'clock'].map(times));
  expect(relative?.[0]).toBe('0.000');
  expect(relative).toEqual([...(relative ?? [])].sort());
  expect(delta?.[0]).toBe('0.000');
  expect(delta).toHaveLength(8);
  for (const time of clock ?? []) expect(time).toMatch(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}$/);
});

test('--explain puts a sentence beneath the first step of each kind', async () => {
  const { stderr } = await client(['--explain']);
  expect(stderr.match(/^ +connect\(2\)/gm)?.length ?? 0).toBeLessThan(3);
  const plain = (await client([])).stderr;
  expect(stderr.split('\n').length).toBeGreaterThanOrEqual(plain.split('\n').length + 8);
});

test.each([
  ['--lang ko', ['--lang', 'ko'], {}],
  ['LC_ALL', [], { LC_ALL: 'ko_KR.UTF-8' }],
  ['LANG', [], { LC_ALL: undefined, LC_MESSAGES: undefined, LANG: 'ko_KR.UTF-8' }],
])('Korean is spoken when %s says so; call names stay English', async (_by, args, env) => {
  const { stderr } = await client(args, env);
  expect(stderr).toMatch(/시간 +소켓 +단계 +일어난 일/);
  expect(stderr).toMatch(/C1 +──▶ shutdown +[가-힣]/);
  const { stdout } = await runSockets(['explain', 'accept', ...args], { env });
  expect(stdout.toString()).toMatch(/[가-힣]/);
});

test('--lang en wins over a Korean locale', async () => {
  const { stderr } = await client(['--lang', 'en'], { LC_ALL: 'ko_KR.UTF-8' });
  expect(stderr).not.toMatch(/[가-힣]/);
});

test('a pipe gets no colour unless it is asked for', async () => {
  const plain = { NO_COLOR: undefined, FORCE_COLOR: undefined };
  const [none, always, never, forced] = await Promise.all([
    client([], plain),
    client(['--color', 'always'], plain),
    client(['--color', 'never'], { NO_COLOR: undefined, FORCE_COLOR: '1' }),
    client([], { NO_COLOR: undefined, FORCE_COLOR: '1' }),
  ]);
  expect(none.stderr).not.toContain('\x1b');
  expect(never.stderr).not.toContain('\x1b');
  expect(always.stderr).toContain('\x1b[');
  expect(forced.stderr).toContain('\x1b[');
  expect(always.stdout.toString()).toBe('hi\n');
});

test('--color works before the command too, and colours explanations and errors', async () => {
  const env = { NO_COLOR: undefined };
  const [before, explained, failed] = await Promise.all([
    runSockets(['--color', 'always', 'explain', 'accept'], { env }),
    runSockets(['explain', 'accept', '--color', 'always'], { env }),
    runSockets(['explain', 'nonsense', '--color', 'always'], { env }),
  ]);
  expect(before.stdout.toString()).toContain('\x1b[');
  expect(explained.stdout).toEqual(before.stdout);
  expect(failed.stderr).toContain('\x1b[');
});

test('help takes its colours from --color and FORCE_COLOR', async () => {
  const env = { NO_COLOR: undefined, FORCE_COLOR: undefined };
  const [plain, asked, forced, refused] = await Promise.all([
    runSockets(['--help'], { env }),
    runSockets(['demo', '--help', '--color', 'always'], { env }),
    runSockets(['--help'], { env: { ...env, FORCE_COLOR: '1' } }),
    runSockets(['--help', '--color', 'never'], { env: { ...env, FORCE_COLOR: '1' } }),
  ]);
  const coloured = [plain, asked, forced, refused].map(({ stdout }) => stdout.includes('\x1b['));
  expect(coloured).toEqual([false, true, true, false]);
});
