import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';
import { LINUX, program, testNeeding } from '../support/tools.ts';

const SS = program('ss', 'iproute2');

/** Where the demo makes its folder. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});
afterEach(() => rm(folder, { recursive: true }));

function demo(...args: readonly string[]) {
  return runSockets(['demo', 'unix', ...args], { env: { TMPDIR: folder } });
}

test('the demo ends by itself with a whole life by path, and leaves no file', async () => {
  const { status, stdout, stderr } = await demo('--json');
  const events = await eventsOf(stdout);
  expect(stepsOf(events, 'L1')).toEqual(['socket', 'bind', 'listen', 'unlink', 'close']);
  expect(stepsOf(events, 'C1')).toEqual([
    ...['socket', 'attempt', 'connect', 'send', 'receive', 'shutdown', 'end-of-stream', 'close'],
  ]);
  const accepted = stepsOf(events, 'S1').filter((step) => step !== 'credentials');
  expect(accepted).toEqual([
    ...['accept', 'receive', 'send', 'end-of-stream', 'shutdown', 'close'],
  ]);
  // What is measured is not told.
  expect(new Set(events.map(({ socket }) => socket))).toEqual(new Set(['L1', 'C1', 'S1']));
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const [bind] = events.filter(({ type }) => type === 'bind');
  const path = bind?.local && 'path' in bind.local ? bind.local.path : '';
  expect(path.startsWith(folder)).toBe(true);
  expect(existsSync(path)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

testNeeding([LINUX, SS], 'it shows who the kernel says the client is', async () => {
  const { stdout } = await demo('--json');
  const events = await eventsOf(stdout);
  const index = (type: string) => events.findIndex((event) => event.type === type);
  expect(events[index('credentials')]).toMatchObject({
    socket: 'S1',
    source: 'kernel',
    uid: process.getuid?.(),
  });
  expect(index('credentials')).toBeLessThan(index('send'));
});

test.each(['en', 'ko'])('in %s it tells and measures, and ends with what to try', async (lang) => {
  const { status, stdout, stderr } = await demo('--lang', lang);
  const chapters = [...stderr.matchAll(/^([1-9]) {2}/gm)].map(([, number]) => number);
  expect(chapters).toEqual(['1', '2', '3', '4', '5']);
  const [path, port] = [...stderr.matchAll(/([\d.]+) (?:µs|ms)(?=[ ,].*\/s)/g)];
  expect(Number(path?.[1])).toBeGreaterThan(0);
  expect(Number(port?.[1])).toBeGreaterThan(0);
  expect(stderr).toMatch(/\d [kMG]B\/s.*\d [kMG]B\/s/);
  expect(stderr).toMatch(/^ {2}npx sockets unix-client /m);
  expect(stdout.toString()).toBe('');
  expect(status).toBe(0);
});
