import { expect, test } from 'vitest';
import { en } from '../../src/text/en/text.ts';
import { ko } from '../../src/text/ko/text.ts';
import { expectAdviceIn, expectNoStack } from '../support/advice.ts';
import { connectPeer, listenPeer, type Peer } from '../support/peer.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';

/** A program that may have few file descriptors: Node takes some 20 for itself. */
const FEW_FILES = ['sh', '-c', 'ulimit -n 64; exec "$@"', 'sh'];

test.each([
  ['en', en],
  ['ko', ko],
])(
  'a reset in the middle of a transfer is told with what had been carried (%s), status 3',
  async (lang, text) => {
    await using server = await listenPeer();
    const { port } = server;
    await using client = startSockets(['tcp-client', '127.0.0.1', String(port), '--lang', lang]);
    const peer = await server.next();
    client.write('12345');
    peer.socket.write('hello');
    await peer.until('12345');
    await client.untilOutput(/hello/);
    peer.socket.resetAndDestroy();
    const run = await client.finished();
    const facts = { address: `127.0.0.1:${port}`, received: 5, sent: 5 };
    expectAdviceIn(run, text, { status: 3, code: 'reset', facts });
    expect(run.stdout.toString()).toBe('hello');
    expect(run.stderr).toMatch(
      /C1 +◀── reset +.*ECONNRESET\n.*C1 +close +5 B in, 5 B out|C1 +◀── reset/,
    );
  },
);

test('a peer that goes away while we send is told, and the client ends with status 3', async () => {
  await using server = await listenPeer();
  const { port } = server;
  await using client = startSockets(['tcp-client', '127.0.0.1', String(port), '--json']);
  const peer = await server.next();
  const more = Buffer.alloc(1024 * 1024, 'x');
  client.write(more);
  await peer.untilOctets(1000);
  peer.socket.destroy(); // with octets unread: the kernel sends RST
  client.write(more);
  const { status, stdout, stderr } = await client.finished();
  expectNoStack(stderr);
  expect(stderr).toMatch(/ECONNRESET|EPIPE/);
  const steps = (await eventsOf(stdout)).map(({ type }) => type);
  expect(steps.at(-1)).toBe('close');
  expect(steps.some((step) => step === 'reset' || step === 'error')).toBe(true);
  expect(status).toBe(3);
});

test('a server goes on when a peer resets', async () => {
  await using server = startSockets(['tcp-server', '0']);
  const port = await server.port;
  using rude = await connectPeer(port);
  rude.socket.write('x');
  await rude.until('x');
  rude.socket.resetAndDestroy();
  await server.untilError(/S1 +◀── reset +the peer cut it: ECONNRESET\n.*S1 +close/);
  using next = await connectPeer(port);
  next.socket.end('still here?');
  expect((await next.everything()).toString()).toBe('still here?');
});

test('a client that may open no more sockets says so, with status 1', async () => {
  await using server = startSockets(['tcp-server', '0', '--quiet']);
  const port = String(await server.port);
  const args = ['tcp-client', '127.0.0.1', port, '--count', '60', '--send', 'x', '--quiet'];
  for (const text of [en, ko]) {
    const run = await runSockets([...args, '--lang', text.language], { through: FEW_FILES });
    const facts = { call: 'connect', code: 'EMFILE' };
    expectAdviceIn(run, text, { status: 1, code: 'too-many-files', facts });
  }
});

test('a server that may open no more sockets goes on serving those it has, and new ones later', async () => {
  await using server = startSockets(['tcp-server', '0'], { through: FEW_FILES });
  const port = await server.port;
  const peers: Peer[] = [];
  try {
    for (let i = 0; i < 60; i += 1) peers.push(await connectPeer(port));
    const [first] = peers;
    first?.socket.write('first');
    await first?.until('first');
    for (const peer of peers.slice(1)) peer.socket.destroy();
    await server.untilError(/S2 +close/);
    using late = await connectPeer(port);
    late.socket.end('late');
    expect((await late.everything()).toString()).toBe('late');
  } finally {
    for (const peer of peers) peer[Symbol.dispose]();
  }
  server.signal('SIGINT');
  const { status, stderr } = await server.finished();
  expectNoStack(stderr);
  expect(status).toBe(130);
});
