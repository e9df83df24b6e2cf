import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../src/text/en/text.ts';
import { expectAdviceIn, expectNoStack } from '../support/advice.ts';
import { listenPeer } from '../support/peer.ts';
import { startSockets } from '../support/sockets-process.ts';
import { machine, testNeeding } from '../support/tools.ts';

const FULL = machine(existsSync('/dev/full'), 'needs /dev/full');

/** Runs the program with its standard output on a device that is always full. */
const ONTO_FULL = ['sh', '-c', 'exec "$@" > /dev/full', 'sh'];

test('a client whose output nobody reads any more ends, quietly and with status 0', async () => {
  await using server = startSockets(['tcp-server', '0', '--service', 'chargen', '--quiet']);
  await using client = startSockets(['tcp-client', '127.0.0.1', String(await server.port)]);
  await client.untilOctets(1);
  client.closeOutput();
  const { status, stderr } = await client.finished();
  expectNoStack(stderr);
  expect(stderr).toMatch(/close/);
  expect(status).toBe(0);
});

test('--json | head ends a server cleanly', async () => {
  await using server = startSockets(['tcp-server', '0', '--json']);
  await using client = startSockets(['tcp-client', '127.0.0.1', String(await server.port)]);
  await server.untilOutput(/listen/);
  server.closeOutput();
  client.write('this is one event more than head wants');
  const { status, stderr } = await server.finished();
  expectNoStack(stderr);
  expect(status).toBe(0);
});

test('sockets explain | head ends cleanly', async () => {
  await using running = startSockets(['explain']);
  running.closeOutput();
  const { status, stderr } = await running.finished();
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

testNeeding(
  [FULL],
  'a full disk beneath standard output is an error with its three parts, and status 1',
  async () => {
    await using server = await listenPeer();
    const target = ['tcp-client', '127.0.0.1', String(server.port)];
    const failure = {
      status: 1,
      code: 'file-unwritable',
      facts: { path: 'stdout', code: 'ENOSPC' },
    } as const;
    await using client = startSockets(target, { through: ONTO_FULL });
    (await server.next()).socket.write('one octet too many');
    expectAdviceIn(await client.finished(), en, failure);
    await using json = startSockets([...target, '--json'], { through: ONTO_FULL });
    expectAdviceIn(await json.finished(), en, failure);
    await using explain = startSockets(['explain'], { through: ONTO_FULL });
    expectAdviceIn(await explain.finished(), en, failure);
  },
);
