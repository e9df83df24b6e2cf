import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseProcNetTcp } from '../../src/observe/kernel/proc-net-tcp.ts';
import { within } from '../support/deadline.ts';
import { connectPeer, isRefused } from '../support/peer.ts';
import { startSockets } from '../support/sockets-process.ts';
import { IPV6, testNeeding } from '../support/tools.ts';

test('port 0 is a free port of loopback, and its number is the first thing said', async () => {
  await using server = startSockets(['tcp-server', '0']);
  const port = await server.port;
  expect(server.stderr.split('\n')[0]).toBe(`listening on 127.0.0.1:${port} · echo · Ctrl-C stops`);
  using _peer = await connectPeer(port);
  await server.untilError(/L1 +bind +127\.0\.0\.1:\d+\n.*L1 +listen +backlog 511/);
});

test('an address that other machines can reach is pointed out', async () => {
  await using server = startSockets(['tcp-server', '0', '--host', '0.0.0.0']);
  await server.untilError(/listening on 0\.0\.0\.0:\d+/);
  await server.untilError(/0\.0\.0\.0 is not loopback: other machines can connect here/);
  using _peer = await connectPeer(await server.port);
  await server.untilError(/S1 +accept/);
});

testNeeding([IPV6], '-6 listens on the loopback of IPv6', async () => {
  await using server = startSockets(['tcp-server', '0', '-6']);
  const [, port] = await server.untilError(/listening on \[::1\]:(\d+)/);
  using peer = await connectPeer(Number(port), '::1');
  peer.socket.end('six');
  expect((await peer.everything()).toString()).toBe('six');
});

test('--host takes a name, and its addresses are a step', async () => {
  await using server = startSockets(['tcp-server', '0', '-4', '--host', 'localhost']);
  await server.untilError(/listening on 127\.0\.0\.1:\d+/);
  await server.untilError(/L1 +lookup +localhost is 127\.0\.0\.1\n.*L1 +socket/);
});

test('--once serves one connection, listens no more meanwhile, and ends with status 0', async () => {
  await using server = startSockets(['tcp-server', '0', '--once']);
  const port = await server.port;
  using peer = await connectPeer(port);
  await server.untilError(/L1 +close/);
  expect(await isRefused(port)).toBe(true);
  peer.socket.end('once');
  expect((await peer.everything()).toString()).toBe('once');
  expect(await server.exited).toEqual({ status: 0, signal: null });
});

test('--max-connections turns further connections away, and takes new ones when one has ended', async () => {
  await using server = startSockets(['tcp-server', '0', '--max-connections', '1']);
  const port = await server.port;
  using first = await connectPeer(port);
  await server.untilError(/S1 +accept/);
  using second = await connectPeer(port);
  expect(await second.everything()).toHaveLength(0);
  await server.untilError(/L1 +turned-away +127\.0\.0\.1:\d+ closed at once: the limit is 1/);
  first.socket.end();
  await server.untilError(/S1 +close/);
  using third = await connectPeer(port);
  third.socket.end('now');
  expect((await third.everything()).toString()).toBe('now');
});

test('--idle-timeout ends the half of a connection on which nothing happens', async () => {
  await using server = startSockets(['tcp-server', '0', '--idle-timeout', '50ms']);
  using peer = await connectPeer(await server.port);
  await peer.everything();
  await server.untilError(/S1 +timeout +not an octet for 50 ms\n.*S1 +──▶ shutdown/);
  peer.socket.end();
  await server.untilError(/S1 +close/);
});

test('without --half-open the server ends its half when the peer has, with it the half stays open', async () => {
  await using closing = startSockets(['tcp-server', '0']);
  await using open = startSockets(['tcp-server', '0', '--half-open']);
  using first = await connectPeer(await closing.port);
  using second = await connectPeer(await open.port);
  first.socket.end();
  second.socket.end('still there?');
  await first.everything();
  await second.until('still there?');
  await open.untilError(/S1 +◀── end-of-stream/);
  expect(open.stderr).not.toMatch(/shutdown/);
  open.signal('SIGINT');
  await second.everything();
  expect((await open.exited).status).toBe(130);
});

test('--no-delay and --keep-alive are set on every accepted socket, and told', async () => {
  await using server = startSockets(['tcp-server', '0', '--no-delay', '--keep-alive', '30']);
  using _peer = await connectPeer(await server.port);
  await server.untilError(
    /S1 +accept.*\n.*setsockopt +TCP_NODELAY = 1\n.*setsockopt +SO_KEEPALIVE = 1\n.*setsockopt +TCP_KEEPIDLE = 30\n/,
  );
});

test('--keep-alive without a number leaves the delay to the system', async () => {
  await using server = startSockets(['tcp-server', '0', '--keep-alive']);
  using _peer = await connectPeer(await server.port);
  await server.untilError(/SO_KEEPALIVE = 1/);
  expect(server.stderr).not.toMatch(/KEEPIDLE|NODELAY/);
});

test('with --pause-accept a client connects and sends although nobody accepted it; Enter accepts it', async () => {
  await using server = startSockets(['tcp-server', '0', '--pause-accept', '--backlog', '5']);
  const port = await server.port;
  await server.untilError(/backlog 5/);
  await server.untilError(/not accepting/);
  using peer = await connectPeer(port); // resolves: the kernel has shaken hands
  peer.socket.write('hello');
  using _second = await connectPeer(port);
  using _third = await connectPeer(port);
  await within(untilQueued(port, 3), 'full accept queue', () => server.stderr);
  expect(server.stderr).not.toMatch(/S1/);
  server.write('\n');
  await peer.until('hello');
  await server.untilError(/accepting now\n.*S1 +accept/);
});

test('Ctrl-C ends a server that does not accept', async () => {
  await using server = startSockets(['tcp-server', '0', '--pause-accept']);
  await server.untilError(/not accepting/);
  server.signal('SIGINT');
  expect(await server.exited).toEqual({ status: null, signal: 'SIGINT' });
});

/** Resolves when so many connections wait in the kernel for the listener of a port to accept them. */
async function untilQueued(port: number, connections: number): Promise<void> {
  for (let waiting = 0; waiting !== connections; ) {
    const rows = parseProcNetTcp(await readFile('/proc/net/tcp', 'utf8'));
    const listener = rows.find(({ state, local }) => state === 'LISTEN' && local.port === port);
    waiting = listener?.receiveQueue ?? 0;
  }
}
