import { appendFileSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { ECHO, EVENTS, LINES, Recordings, recording, steps } from '../support/view.ts';

const recordings = new Recordings();
afterAll(() => recordings[Symbol.dispose]());

test('two commands in two terminals are one ladder, while they run', async () => {
  const [server, client] = [recordings.path('server.jsonl'), recordings.path('client.jsonl')];
  await using follow = startSockets(['view', '--follow', server, client]);
  await follow.untilOutput(/waiting for .*server\.jsonl/);
  await follow.untilOutput(/waiting for .*client\.jsonl/);
  await using listening = startSockets(['tcp-server', '0', '--record', server]);
  await follow.untilOutput(/listen .*┤ L1/);
  const args = ['tcp-client', '127.0.0.1', String(await listening.port)];
  await runSockets([...args, '--send', 'hello\n', '--record', client], { input: '' });
  // Each of them tells of its own end.
  await follow.untilOutput(/C1 ├ send 6 B "hello\\n"[\s\S]*receive 6 B "hello\\n" ┤ S1/);
  await follow.untilOutput(/C1 ├ close 6 B in, 6 B out/);
  // The next client calls its socket C1 as well.
  const again = recordings.path('again.jsonl');
  await runSockets([...args, '--send', 'bye\n', '--record', again], { input: '' });
  await follow.untilOutput(/send 4 B "bye\\n" ┤ S2/);
  follow.signal('SIGINT');

  expect((await follow.finished()).status).toBe(130);
});

test('sockets of one name get names of their own, told when they appear', async () => {
  const one = recordings.write('one.jsonl', recording([0, 1]));
  const other = recordings.write('other.jsonl', recording([]));
  await using follow = startSockets(['view', '--follow', one, other, '--view', 'text']);
  await follow.untilOutput(/C1 +pause/);
  const [, line = ''] = recording([2]).split('\n');
  appendFileSync(other, `${line}\n`);
  await follow.untilOutput(/other\.jsonl: here C1 → C2\n[\s\S]*C2 +pause/);
  follow.signal('SIGINT');

  expect((await follow.finished()).status).toBe(130);
});

test('a lane that is seen for the first time has its column from there on', async () => {
  const path = recordings.write('lanes.jsonl', recording([0]));
  await using follow = startSockets(['view', '--follow', path]);
  await follow.untilOutput(/time +socket[\s\S]*C1 +pause/);
  const wire = LINES.find((line) => line.includes('"segment"')) ?? '';
  appendFileSync(path, `${wire}\n`);
  await follow.untilOutput(/time +lane +socket[\s\S]*wire +C1/);
  follow.signal('SIGINT');

  expect((await follow.finished()).status).toBe(130);
});

test('a pipe has an end, and with it --follow', async () => {
  const input = readFileSync(ECHO);
  const { stdout, status } = await runSockets(['view', '--follow', '-'], { input });
  expect(steps(stdout.toString())).toHaveLength(EVENTS);
  expect(status).toBe(0);
});

test('as JSON it can be piped on, filtered', async () => {
  const input = readFileSync(ECHO);
  const args = ['view', '--follow', '-', '--view', 'json', '--lanes', 'app'];
  const { stdout, stderr } = await runSockets(args, { input });
  const check = await runSockets(['view', '-', '--check'], { input: stdout });

  expect(stderr).toBe('');
  expect(check.status).toBe(0);
  expect(check.stdout.toString()).toMatch(/^events +18$/m);
});

test('it ends when nobody reads on', async () => {
  const path = recordings.write('closed.jsonl', recording([0]));
  await using follow = startSockets(['view', '--follow', path]);
  await follow.untilOutput(/pause/);
  follow.closeOutput();
  const [, line = ''] = recording([1]).split('\n');
  appendFileSync(path, `${line}\n`);

  expect((await follow.exited).status).toBe(0);
});

test('a mistake ends it, behind all that came before, with its file and line', async () => {
  const input = `${LINES.slice(0, 11).join('\n')}\nnonsense\n`;
  const { stdout, stderr, status } = await runSockets(['view', '--follow', '-'], { input });

  expect(steps(stdout.toString())).toHaveLength(10);
  expect(stderr).toContain('line 12');
  expect(status).toBe(2);
});
