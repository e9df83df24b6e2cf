import { expect, test } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { makeService } from '../../src/stream/services.ts';
import { listenTcp } from '../../src/tcp/listen.ts';
import { Trace } from '../../src/trace/trace.ts';
import { until } from '../support/pair.ts';
import { connectPeer } from '../support/peer.ts';

/** A chat room. Whoever comes in is awaited, so that labels go by the order of coming. */
async function chatting() {
  const trace = new Trace();
  const options = { port: 0, labels: new Labels(), serve: makeService('chat') };
  const server = await listenTcp(options, trace.record);
  let members = 0;
  const join = async () => {
    const member = await connectPeer(server.address.port);
    members += 1;
    await until(trace, () => trace.of('accept').length === members, `accept of S${members}`);
    return member;
  };
  return { trace, server, join };
}

test('a line goes to all the others with its label, and not to whoever said it', async () => {
  const { server, join } = await chatting();
  await using _server = server;
  using ann = await join();
  using bob = await join();
  using cho = await join();
  ann.socket.write('hello\n안녕\n');
  await bob.until('S1: 안녕\n');
  await cho.until('S1: 안녕\n');
  bob.socket.write('hi\n');
  await ann.until('hi\n');
  await cho.until('hi\n');

  expect(ann.received.toString()).toBe('S2: hi\n');
  expect(bob.received.toString()).toBe('S1: hello\nS1: 안녕\n');
  expect(cho.received.toString()).toBe('S1: hello\nS1: 안녕\nS2: hi\n');
});

test('a line is kept until it is whole, or until its member ends', async () => {
  const { trace, server, join } = await chatting();
  await using _server = server;
  using ann = await join();
  using bob = await join();
  ann.socket.write('first half');
  await until(trace, ({ type }) => type === 'receive', 'receive');
  expect(trace.of('send')).toEqual([]);
  ann.socket.write(', second half\nthe last wor');
  await bob.until('second half\n');
  ann.socket.end('d');
  await bob.until('word\n');

  expect(bob.received.toString()).toBe('S1: first half, second half\nS1: the last word\n');
});

test('a line of more than 8,192 octets is passed on in pieces', async () => {
  const { server, join } = await chatting();
  await using _server = server;
  using ann = await join();
  using bob = await join();
  const line = Array.from({ length: 20_000 }, (_, i) => i % 10).join('');
  ann.socket.write(`${line}\n`);
  const pieces = [line.slice(0, 8192), line.slice(8192, 16_384), line.slice(16_384)];
  const expected = pieces.map((piece) => `S1: ${piece}\n`).join('');
  await bob.untilOctets(expected.length);

  expect(bob.received.toString()).toBe(expected);
});

test('a member who does not read is cut when 1 MiB waits, and the others talk on', async () => {
  const { trace, server, join } = await chatting();
  await using _server = server;
  using ann = await join();
  using slow = await join();
  slow.socket.pause();
  const lines = `${'x'.repeat(8000)}\n`.repeat(50);
  let most = 0;
  for (let said = lines.length; server.connections.has('S2'); said += lines.length) {
    ann.socket.write(lines);
    await until(trace, () => server.connections.get('S1')?.received === said, `${said} octets`);
    most = Math.max(most, server.connections.get('S2')?.pending ?? 0);
  }
  const { unsent } = await until(trace, isClose, 'close of S2');

  expect(trace.of('reset')).toMatchObject([{ socket: 'S2', by: 'us' }]);
  expect(unsent).toBeGreaterThan(1024 * 1024);
  expect(most).toBeLessThan(2 * 1024 * 1024);

  using cho = await join();
  cho.socket.write('still here?\n');
  await ann.until('S3: still here?\n');
  expect(server.connections.size).toBe(2);
});

function isClose(event: SocketEvent): event is EventOf<'close'> {
  return event.type === 'close' && event.socket === 'S2';
}
