import { expect, test } from 'vitest';
import { runSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';

test('the demo ends by itself with the whole life of a server, its accepted socket and a client', async () => {
  const { status, stdout } = await runSockets(['demo', '--lanes', 'app', '--json']);
  const events = await eventsOf(stdout);
  expect(stepsOf(events, 'L1')).toEqual(['socket', 'bind', 'listen', 'close']);
  const client = stepsOf(events, 'C1');
  expect(client.slice(0, 4)).toEqual(['socket', 'attempt', 'connect', 'setsockopt']);
  expect(client.filter((step) => step === 'send')).toHaveLength(6);
  expect(client.indexOf('shutdown')).toBeLessThan(client.lastIndexOf('receive'));
  expect(client.slice(-2)).toEqual(['end-of-stream', 'close']);
  const accepted = stepsOf(events, 'S1');
  expect(accepted.slice(0, 3)).toEqual(['accept', 'receive', 'send']);
  expect(accepted.slice(-3)).toEqual(['end-of-stream', 'shutdown', 'close']);
  expect(status).toBe(0);
});

test.each([
  ['en', /1 {2}The server.*\n.*\n.*L1 +socket/s, /Now try it by hand/],
  ['ko', /1 {2}서버.*\n.*\n.*L1 +socket/s, /직접 해 보십시오/],
])(
  'in %s the demo tells what it shows before it shows it, and ends with what to try',
  async (lang, told, next) => {
    const { status, stdout, stderr } = await runSockets(['demo', 'tcp', '--lang', lang]);
    expect(stderr).toMatch(told);
    const chapters = [...stderr.matchAll(/^([1-6]) {2}/gm)].map(([, number]) => number);
    expect(chapters).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(stderr).toMatch(next);
    expect(stdout.toString()).toBe('');
    expect(status).toBe(0);
  },
);

test('demo --explain explains each kind of step once', async () => {
  const plain = (await runSockets(['demo', '--lanes', 'app', '--json'])).stdout;
  const kinds = new Set((await eventsOf(plain)).map(({ type }) => type));
  const { stderr } = await runSockets(['demo', '--lanes', 'app', '--explain'], {
    env: { COLUMNS: '2000' },
  });
  expect(stderr.match(/^ {9}(?! )\S.*\.$/gm)).toHaveLength(kinds.size);
});
