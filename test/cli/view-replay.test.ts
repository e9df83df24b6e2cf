import { afterAll, expect, test } from 'vitest';
import { now } from '../../src/event/clock.ts';
import { startSockets } from '../support/sockets-process.ts';
import { LINES, Recordings, recording, steps } from '../support/view.ts';

const recordings = new Recordings();
afterAll(() => recordings[Symbol.dispose]());

const HOUR = 3_600_000;

test('a replay takes as long as it took, or as many times less', async () => {
  const path = recordings.write('slow.jsonl', recording([0, 600, 1200]));
  const begun = now();
  await using replay = startSockets(['view', path, '--speed', '2']);
  const { stdout, status } = await replay.finished();

  expect((now() - begun) / 1000).toBeGreaterThanOrEqual(600);
  expect(steps(stdout.toString())).toHaveLength(3);
  expect(status).toBe(0);
});

test('what took half a minute is over in a moment at a thousand times the speed', async () => {
  const times = Array.from({ length: 11 }, (_, step) => step * 2900);
  const path = recordings.write('long.jsonl', recording(times));
  await using replay = startSockets(['view', path, '--speed', '1000']);

  // Else the deadline of a test is over before it is.
  expect((await replay.exited).status).toBe(0);
});

test('nothing is kept back while it waits: a packet of the ladder, too', async () => {
  const [header = '', ...lines] = LINES;
  const segment = lines.find((line) => line.includes('"segment"')) ?? '';
  const later = segment.replace(/"time":(\d+)/, (_, time) => `"time":${Number(time) + 3.6e9}`);
  const path = recordings.write('packet.jsonl', `${[header, segment, later].join('\n')}\n`);
  await using replay = startSockets(['view', path, '--speed', '0.001', '--view', 'ladder']);
  await replay.untilError(/shortened/);
  await replay.untilOutput(/── SYN/);
  replay.signal('SIGINT');

  expect((await replay.finished()).status).toBe(130);
});

test('an hour in which nothing happens is shortened to seconds, and that is said once', async () => {
  const path = recordings.write('hours.jsonl', recording([0, HOUR]));
  await using replay = startSockets(['view', path, '--speed', '1']);
  const { stdout, stderr, status } = await replay.finished();

  expect(steps(stdout.toString())).toHaveLength(2);
  expect(stderr).toMatch(/^where nothing happens for longer than 3 s/);
  expect(status).toBe(0);
});

test('Ctrl-C ends it: 130, and what has not come yet is not shown', async () => {
  const path = recordings.write('stopped.jsonl', recording([0, HOUR]));
  await using replay = startSockets(['view', path, '--speed', '0.001', '--view', 'ladder']);
  await replay.untilOutput(/pause/);
  await replay.untilError(/shortened/);
  replay.signal('SIGINT');
  const { stdout, status } = await replay.finished();

  expect(steps(stdout.toString())).toHaveLength(1);
  expect(status).toBe(130);
});
