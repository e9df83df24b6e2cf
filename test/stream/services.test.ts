import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { makeService, type ServiceName } from '../../src/stream/services.ts';
import { listenTcp } from '../../src/tcp/listen.ts';
import { Trace } from '../../src/trace/trace.ts';
import { TOO_MUCH, until } from '../support/pair.ts';
import { connectPeer } from '../support/peer.ts';

/** A server with one of the services, and what it tells. */
async function serving(name: ServiceName) {
  const trace = new Trace();
  const options = { port: 0, labels: new Labels(), serve: makeService(name) };
  const server = await listenTcp(options, trace.record);
  return { trace, server, port: server.address.port };
}

describe('echo (RFC 862)', () => {
  test('sends back every octet in order, then ends when the peer has', async () => {
    const { server, port } = await serving('echo');
    await using _server = server;
    using peer = await connectPeer(port);
    const octets = randomBytes(1_000_000);
    peer.socket.end(octets);

    expect((await peer.everything()).equals(octets)).toBe(true);
  });

  test('reads no more while the peer does not take its echo, and loses nothing', async () => {
    const { server, port, trace } = await serving('echo');
    await using _server = server;
    using peer = await connectPeer(port);
    peer.socket.pause();
    peer.socket.end(Buffer.alloc(TOO_MUCH, 'echo'));
    await until(trace, ({ type }) => type === 'blocked', 'blocked');
    // Others are served all the while: time enough for a server that reads on to read more.
    using other = await connectPeer(port);
    for (const word of ['one', 'two', 'three']) {
      other.socket.write(word);
      await other.until(word);
    }
    const connection = server.connections.get('S1');
    // What it has read and not sent on waits in the program: no more than a read's worth.
    expect(connection?.pending).toBeLessThanOrEqual(65_536);
    expect(connection?.received).toBeLessThan(TOO_MUCH);

    peer.socket.resume();
    expect((await peer.everything()).equals(Buffer.alloc(TOO_MUCH, 'echo'))).toBe(true);
    const drained = trace.of('drained').length;
    expect(drained).toBeGreaterThan(0);
    expect(drained).toBe(trace.of('blocked').length);
  });
});

test('discard (RFC 863) reads everything and answers nothing', async () => {
  const { server, port, trace } = await serving('discard');
  await using _server = server;
  using peer = await connectPeer(port);
  peer.socket.end(randomBytes(500_000));

  expect(await peer.everything()).toHaveLength(0);
  expect(await until(trace, isClose, 'close')).toMatchObject({ received: 500_000, sent: 0 });
});

function isClose(event: SocketEvent): event is EventOf<'close'> {
  return event.type === 'close' && event.socket === 'S1';
}

describe('chargen (RFC 864)', () => {
  const PRINTABLE = 95;
  const LINE = 74;

  test('sends lines of 72 printable characters, each starting one character on', async () => {
    const { server, port } = await serving('chargen');
    await using _server = server;
    using peer = await connectPeer(port);
    // Twice round the 95 printable characters, so that the seam is seen as well.
    const octets = await peer.untilOctets(2 * PRINTABLE * LINE);
    const lines = octets
      .toString('latin1')
      .split('\r\n')
      .slice(0, 2 * PRINTABLE);

    for (const [number, line] of lines.entries()) {
      const expected = Array.from({ length: 72 }, (_, column) =>
        String.fromCharCode(0x20 + ((number + column) % PRINTABLE)),
      );
      expect(line).toBe(expected.join(''));
    }
  });

  test('throws away what the peer sends, waits for a slow one, and ends when it does', async () => {
    const { server, port, trace } = await serving('chargen');
    await using _server = server;
    using peer = await connectPeer(port);
    peer.socket.pause();
    await until(trace, ({ type }) => type === 'blocked', 'blocked');
    using other = await connectPeer(port);
    await other.untilOctets(100 * PRINTABLE * LINE);
    const { pending = 0, sent = 0 } = server.connections.get('S1') ?? {};
    expect(pending).toBeLessThanOrEqual(PRINTABLE * LINE);
    peer.socket.write('is anybody there?');
    peer.socket.resume();
    await peer.untilOctets(sent + 100 * PRINTABLE * LINE);
    expect(trace.of('drained').some(({ socket }) => socket === 'S1')).toBe(true);
    peer.socket.end();
    const octets = await peer.everything();
    await until(trace, isClose, 'close');

    expect(octets.includes('anybody')).toBe(false);
    expect(octets.length % LINE).toBe(0);
  });
});

test('daytime (RFC 867) tells one line of date and time, and ends without being asked', async () => {
  const { server, port } = await serving('daytime');
  await using _server = server;
  const before = Date.now();
  using peer = await connectPeer(port);
  const line = (await peer.everything()).toString();
  const told = Date.parse(line);

  expect(line).toMatch(/^[\x20-\x7e]+\r\n$/);
  // It tells whole seconds.
  expect(told).toBeGreaterThan(before - 1000);
  expect(told).toBeLessThanOrEqual(Date.now());
});

describe('upper', () => {
  test('makes ASCII letters capitals and leaves every other octet alone', async () => {
    const { server, port } = await serving('upper');
    await using _server = server;
    using peer = await connectPeer(port);
    const every = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet));
    peer.socket.end(every);
    const capitals = Buffer.from(every.toString('latin1').replace(/[a-z]/g, upperCase), 'latin1');

    expect(await peer.everything()).toEqual(capitals);
  });

  test('does not break UTF-8, wherever it is cut', async () => {
    const { server, port } = await serving('upper');
    await using _server = server;
    const text = 'héllo 안녕 ß 👋 abc';
    const octets = Buffer.from(text);
    using peer = await connectPeer(port);
    let expected = '';
    for (let at = 0; at <= octets.length; at += 1) {
      peer.socket.write(octets.subarray(0, at));
      // Its answer is there, so the next octets come in a read of their own.
      await peer.untilOctets(Buffer.byteLength(expected) + at);
      peer.socket.write(octets.subarray(at));
      expected += 'HéLLO 안녕 ß 👋 ABC';
      await peer.untilOctets(Buffer.byteLength(expected));
    }

    expect(peer.received.toString()).toBe(expected);
  });
});

function upperCase(letter: string): string {
  return letter.toUpperCase();
}
