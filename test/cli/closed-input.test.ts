import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNoStack } from '../support/advice.ts';
import { connectPeer, listenPeer } from '../support/peer.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
});

afterAll(() => rm(folder, { recursive: true }));

test('with standard input closed, client and server work as with empty input', async () => {
  const through = ['sh', '-c', 'exec "$@" <&-', 'sh'];
  await using server = startSockets(['tcp-server', '0', '--once'], { through });
  const port = String(await server.port);
  const client = await runSockets(['tcp-client', '127.0.0.1', port], { through });
  expectNoStack(client.stderr);
  expect(client.stderr).toMatch(/shutdown/);
  expect(client.status).toBe(0);
  const served = await server.finished();
  expectNoStack(served.stderr);
  expect(served.status).toBe(0);
});

test('with every standard stream closed, a server still serves', async () => {
  const path = join(folder, 'closed.jsonl');
  await using free = await listenPeer();
  const { port } = free;
  await free[Symbol.asyncDispose]();
  const through = ['sh', '-c', 'exec "$@" <&- >&- 2>&-', 'sh'];
  const args = ['tcp-server', String(port), '--once', '--record', path];
  await using server = startSockets(args, { through });
  const peer = await untilConnected(port);
  using _peer = peer;
  peer.socket.end('hello');
  expect((await peer.everything()).toString()).toBe('hello');
  expect((await server.exited).status).toBe(0);
});

/** Connects as soon as somebody listens: a server that cannot say so is seen no other way. */
async function untilConnected(port: number) {
  for (;;) {
    const peer = await connectPeer(port).catch(() => undefined);
    if (peer) return peer;
  }
}
