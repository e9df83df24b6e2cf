import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { en } from '../../src/text/en/text.ts';
import { expectAdviceIn } from '../support/advice.ts';
import { OWN_HOSTS, withHosts } from '../support/hosts.ts';
import { listenPeer, Peer } from '../support/peer.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { IPV6, testNeeding } from '../support/tools.ts';

/** A name with an address of each family, the IPv6 one first. */
const through = withHosts('::1 twofold', '127.0.0.1 twofold');

/** Connections to a listener that accepts nobody, until one more gets no answer: its accept queue is full. */
async function fillQueue(port: number): Promise<Disposable> {
  const peers: Peer[] = [];
  for (let answered = true; answered; ) {
    const socket = new Socket();
    peers.push(new Peer(socket));
    // The kernel drops a SYN for a full queue, and the one that asks would wait a second to send it again.
    answered = await new Promise((resolve) => {
      socket.setTimeout(300, () => resolve(false));
      socket.connect(port, '127.0.0.1', () => resolve(true));
    });
  }
  return {
    [Symbol.dispose]() {
      for (const peer of peers) peer[Symbol.dispose]();
    },
  };
}

test('--connect-timeout gives up on a listener whose accept queue is full, with status 3', async () => {
  await using server = startSockets(['tcp-server', '0', '--pause-accept', '--backlog', '1']);
  const port = await server.port;
  await server.untilError(/not accepting/);
  using _queue = await fillQueue(port);
  const args = ['tcp-client', '127.0.0.1', String(port), '--connect-timeout', '200ms'];
  const run = await runSockets(args);
  const facts = { address: `127.0.0.1:${port}`, seconds: 0.2 };
  expectAdviceIn(run, en, { status: 3, code: 'connect-timeout', facts });
  expect(run.stderr).toMatch(/C1 +──▶ attempt.*\n.*C1 +timeout +no answer for \d+ ms\n.*C1 +close/);
});

test('Ctrl-C ends a client that waits for an answer, with status 130', async () => {
  await using server = startSockets(['tcp-server', '0', '--pause-accept', '--backlog', '1']);
  const port = await server.port;
  await server.untilError(/not accepting/);
  using _queue = await fillQueue(port);
  await using client = startSockets(['tcp-client', '127.0.0.1', String(port)]);
  await client.untilError(/attempt/);
  client.signal('SIGINT');
  expect(await client.exited).toEqual({ status: 130, signal: null });
});

test('--idle-timeout ends a silent connection: first our half, then by RST, with status 3', async () => {
  await using server = await listenPeer();
  const { port } = server;
  const args = ['--idle-timeout', '60ms', '--linger-open', '--send', 'hi'];
  const run = runSockets(['tcp-client', '127.0.0.1', String(port), ...args]);
  const peer = await server.next();
  expect((await peer.everything()).toString()).toBe('hi');
  const finished = await run;
  const facts = { address: `127.0.0.1:${port}`, seconds: 0.06 };
  expectAdviceIn(finished, en, { status: 3, code: 'idle-timeout', facts });
  expect(finished.stderr).toMatch(/timeout.*\n.*shutdown.*\n.*timeout.*\n.*reset.*\n.*close/);
});

test('octets on their way keep --idle-timeout from ending a connection', async () => {
  await using server = startSockets(['tcp-server', '0', '--quiet']);
  const args = ['--idle-timeout', '2s', '--send', 'abcdef', '--write-size', '1', '--pause', '5'];
  const port = String(await server.port);
  const { status, stdout } = await runSockets(['tcp-client', '127.0.0.1', port, ...args]);
  expect(stdout.toString()).toBe('abcdef');
  expect(status).toBe(0);
});

testNeeding([IPV6], 'a numeric address of either family is connected to as it is', async () => {
  await using server = await listenPeer('::1');
  const args = ['tcp-client', '::1', String(server.port), '--json', '--send', 'six'];
  const run = runSockets(args);
  const peer = await server.next();
  expect((await peer.everything()).toString()).toBe('six');
  peer.socket.end();
  const [socket, attempt] = await eventsOf((await run).stdout);
  expect(socket).toMatchObject({ type: 'socket', domain: 'inet6' });
  expect(attempt).toMatchObject({ type: 'attempt', remote: { host: '::1', port: server.port } });
});

test('a name is looked up, which is a step; -4 takes its IPv4 address', async () => {
  await using server = await listenPeer();
  const run = runSockets(['tcp-client', 'localhost', String(server.port), '-4', '--json']);
  (await server.next()).socket.end();
  const [first, second] = await eventsOf((await run).stdout);
  expect(first).toMatchObject({ type: 'lookup', name: 'localhost', addresses: ['127.0.0.1'] });
  expect(second).toMatchObject({ type: 'socket', domain: 'inet' });
});

testNeeding([IPV6, OWN_HOSTS], '-6 takes the IPv6 address of a name, -4 the IPv4 one', async () => {
  for (const [flag, address] of [
    ['-6', '::1'],
    ['-4', '127.0.0.1'],
  ] as const) {
    await using server = await listenPeer(address);
    const args = ['tcp-client', 'twofold', String(server.port), flag, '--json'];
    const run = runSockets(args, { through });
    (await server.next()).socket.end();
    const [first] = await eventsOf((await run).stdout);
    expect(first).toMatchObject({ type: 'lookup', name: 'twofold', addresses: [address] });
  }
});

testNeeding(
  [IPV6, OWN_HOSTS],
  'a name with two addresses is tried at one after the other, each try a step',
  async () => {
    // Node tries the first address first; each of the two runs has a listener at one of them alone.
    const steps = ['lookup', 'socket', 'attempt'];
    const again = ['attempt-failed', 'socket', 'attempt'];
    const seen: string[][] = [];
    for (const address of ['::1', '127.0.0.1']) {
      await using server = await listenPeer(address);
      const args = ['tcp-client', 'twofold', String(server.port), '--json'];
      const run = runSockets(args, { through });
      (await server.next()).socket.end();
      const { status, stdout } = await run;
      const types = (await eventsOf(stdout)).map(({ type }) => type);
      seen.push(types.slice(0, types.indexOf('connect')));
      expect(status).toBe(0);
    }
    expect(seen.map((types) => types.length).toSorted()).toEqual([3, 6]);
    expect(seen).toContainEqual(steps);
    expect(seen).toContainEqual([...steps, ...again]);
  },
);
