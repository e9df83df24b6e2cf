import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { EventOf, SocketEvent, Source } from '../../src/event/event.ts';
import { datagramPeer } from '../support/datagram-peer.ts';
import { CAPTURE, EVERY_LANE, TCPDUMP } from '../support/lane-tools.ts';
import { connectPeer, freePort, listenPeer } from '../support/peer.ts';
import {
  type RunningProcess,
  runSockets,
  startProgram,
  startSockets,
} from '../support/sockets-process.ts';
import { eventsOf } from '../support/steps.ts';
import { NC, STRACE, testNeeding } from '../support/tools.ts';

const LANES: readonly Source[] = ['app', 'syscall', 'kernel', 'wire'];

const lanesIn = (events: readonly SocketEvent[]) => new Set(events.map(({ source }) => source));
const of = <Type extends SocketEvent['type']>(events: readonly SocketEvent[], type: Type) =>
  events.filter((event): event is EventOf<Type> => event.type === type);
/** The kernel keeps a connection's row while it lasts: who looks, and does not trace, must have the time to. */
const SEEN_BY_KERNEL = /"source":"kernel","socket":"[CS]1"/;
/** Segments as their flags: `SYN`, `SYN,ACK`, `ACK`. */
const flags = (event: SocketEvent) => (event.type === 'segment' ? event.flags.join(',') : '');

/** Where each of these comes first, in the order of the trace. */
function places(
  events: readonly SocketEvent[],
  wanted: readonly ((event: SocketEvent) => boolean)[],
): number[] {
  return wanted.map((is) => events.findIndex(is));
}

function expectOrder(
  events: readonly SocketEvent[],
  wanted: readonly ((event: SocketEvent) => boolean)[],
): void {
  const found = places(events, wanted);
  expect(found).not.toContain(-1);
  expect(found).toEqual(found.toSorted((one, other) => one - other));
}

const is =
  (type: SocketEvent['type'], socket: string, source: Source = 'app') =>
  (event: SocketEvent) =>
    event.type === type && event.socket === socket && event.source === source;
const segment = (wanted: string, socket: string) => (event: SocketEvent) =>
  event.socket === socket && flags(event) === wanted;
const call = (name: string, socket: string) => (event: SocketEvent) =>
  event.type === 'syscall' && event.call === name && event.socket === socket;

async function interrupted(server: RunningProcess): Promise<SocketEvent[]> {
  server.signal('SIGINT');
  const { status, stdout } = await server.finished();
  expect(status).toBe(130);
  return await eventsOf(stdout);
}

testNeeding(EVERY_LANE, 'a client shows its handshake in all lanes, in order', async () => {
  await using server = await listenPeer();
  const client = startSockets(
    ['tcp-client', '127.0.0.1', String(server.port), '--send', 'hello', '--json', '--xray'],
    { stdin: 'ignore' },
  );
  await using _client = client;
  const peer = await server.next();
  await client.untilOutput(SEEN_BY_KERNEL);
  peer.socket.end();
  const { status, stdout, stderr } = await client.finished();
  const events = await eventsOf(stdout);

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(lanesIn(events)).toEqual(new Set(LANES));
  expect(new Set(events.map(({ socket }) => socket))).toEqual(new Set(['C1']));
  expectOrder(events, [
    is('attempt', 'C1'),
    call('connect', 'C1'),
    segment('SYN', 'C1'),
    segment('SYN,ACK', 'C1'),
    segment('ACK', 'C1'),
    is('connect', 'C1'),
    is('send', 'C1'),
    segment('PSH,ACK', 'C1'),
    call('close', 'C1'),
  ]);
  const [syn, answer] = of(events, 'segment');
  expect([syn?.by, answer?.by]).toEqual(['us', 'peer']);
});

testNeeding(EVERY_LANE, 'an accepted socket has one label in all lanes', async () => {
  await using server = startSockets(['tcp-server', await freePort(), '--json', '--xray']);
  const peer = await connectPeer(await server.port);
  using _peer = peer;
  const { localPort } = peer.socket;
  peer.socket.write('hello\n');
  await peer.until('hello\n');
  await server.untilOutput(SEEN_BY_KERNEL);
  peer.socket.end();
  await peer.everything();
  await server.untilOutput(/"source":"app","socket":"S1","type":"close"/);
  const events = await interrupted(server);
  const its = events.filter(({ socket }) => socket === 'S1');

  expect(lanesIn(its)).toEqual(new Set(LANES));
  expect(new Set(events.map(({ socket }) => socket))).toEqual(new Set(['L1', 'S1']));
  expectOrder(events, [
    call('socket', 'L1'),
    call('bind', 'L1'),
    call('listen', 'L1'),
    is('listen', 'L1'),
    segment('SYN', 'S1'),
    segment('SYN,ACK', 'S1'),
    segment('ACK', 'S1'),
    call('accept4', 'S1'),
    is('accept', 'S1'),
    is('receive', 'S1'),
    is('close', 'S1'),
    is('close', 'L1'),
  ]);
  // The client's port is the same in every lane.
  const ports = its.flatMap(({ remote }) => (remote && 'port' in remote ? [remote.port] : []));
  expect(new Set(ports)).toEqual(new Set([localPort]));
});

testNeeding([...EVERY_LANE, NC], 'nc and a server meet on one timeline', async () => {
  await using server = startSockets(['tcp-server', await freePort(), '--once', '--json', '--xray']);
  await using nc = startProgram('nc', ['-N', '127.0.0.1', String(await server.port)]);
  nc.endInput('hello\n');
  expect((await nc.finished()).stdout.toString()).toBe('hello\n');
  const { status, stdout } = await server.finished();
  const events = await eventsOf(stdout);

  expect(status).toBe(0);
  expectOrder(events, [
    segment('SYN', 'S1'),
    is('accept', 'S1'),
    is('receive', 'S1'),
    is('close', 'S1'),
  ]);
  expect(
    of(events, 'segment').some(({ socket, flags }) => socket === 'S1' && flags.includes('FIN')),
  ).toBe(true);
});

testNeeding(EVERY_LANE, 'datagrams pass the wire between send and receive', async () => {
  await using server = startSockets([
    ...['udp-recv', '0', '--service', 'echo', '--count', '1', '--json', '--xray'],
  ]);
  const port = await server.port;
  using peer = await datagramPeer();
  await peer.send('hello', port);
  await peer.until(1);
  const { status, stdout } = await server.finished();
  const events = await eventsOf(stdout);

  expect(status).toBe(0);
  expect(of(events, 'datagram').map(({ socket, by, bytes }) => [socket, by, bytes])).toEqual([
    ['U1', 'peer', 5],
    ['U1', 'us', 5],
  ]);
  expectOrder(events, [
    call('bind', 'U1'),
    (event) => event.type === 'datagram' && event.by === 'peer',
    is('receive', 'U1'),
    is('send', 'U1'),
    (event) => event.type === 'datagram' && event.by === 'us',
    is('close', 'U1'),
  ]);
});

testNeeding([STRACE], 'a path has system calls, and sends no packets', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sockets-xray-'));
  try {
    const path = join(folder, 'echo.sock');
    const args = ['unix-server', path, '--once', '--json', '--lanes', 'app,syscall,wire'];
    await using server = startSockets(args);
    await server.untilError(/listening on/);
    const client = await runSockets(['unix-client', path, '--send', 'hello', '--quiet']);
    expect(client.stdout.toString()).toBe('hello');
    const { status, stdout, stderr } = await server.finished();
    const events = await eventsOf(stdout);

    expect(status).toBe(0);
    expect(stderr.match(/no wire lane: /g)).toHaveLength(1);
    expect(lanesIn(events)).toEqual(new Set(['app', 'syscall']));
    expect(new Set(events.map(({ socket }) => socket))).toEqual(new Set(['L1', 'S1']));
    expectOrder(events, [
      call('bind', 'L1'),
      call('listen', 'L1'),
      is('listen', 'L1'),
      call('accept4', 'S1'),
      is('accept', 'S1'),
      call('close', 'S1'),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

testNeeding(EVERY_LANE, 'a WebSocket handshake passes the wire in segments', async () => {
  await using server = startSockets(['ws-server', await freePort(), '--json', '--xray']);
  const url = `ws://127.0.0.1:${await server.port}`;
  const client = await runSockets(['ws-client', url, '--send', 'hello', '--quiet']);
  expect(client.stdout.toString()).toBe('hello\n');
  await server.untilOutput(/"source":"app","socket":"S1","type":"close"/);
  const events = await interrupted(server);

  expect(lanesIn(events)).toEqual(new Set(LANES));
  expectOrder(events, [
    segment('SYN', 'S1'),
    segment('PSH,ACK', 'S1'),
    is('ws-request', 'S1'),
    is('ws-open', 'S1'),
    is('ws-frame', 'S1'),
    is('close', 'S1'),
  ]);
});

testNeeding([TCPDUMP, CAPTURE], 'of the wire alone nothing else is shown', async () => {
  await using server = startSockets([
    ...['tcp-server', await freePort(), '--once', '--json', '--lanes', 'wire'],
  ]);
  using peer = await connectPeer(await server.port);
  peer.socket.end('hello\n');
  await peer.everything();
  const { status, stdout } = await server.finished();
  const events = await eventsOf(stdout);

  expect(status).toBe(0);
  expect(lanesIn(events)).toEqual(new Set(['wire']));
  expect(events.slice(0, 3).map(flags)).toEqual(['SYN', 'SYN,ACK', 'ACK']);
  expect(new Set(events.map(({ socket }) => socket))).toEqual(new Set(['S1']));
});
