import { describe, expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import type { Connection } from '../../src/stream/connection.ts';
import { type ListenOptions, listenTcp } from '../../src/tcp/listen.ts';
import { Trace } from '../../src/trace/trace.ts';
import { internet } from '../support/internet.ts';
import { until } from '../support/pair.ts';
import { connectPeer, isRefused } from '../support/peer.ts';
import { IPV6, testNeeding } from '../support/tools.ts';

async function listening(options: Partial<ListenOptions> = {}) {
  const trace = new Trace();
  const server = await listenTcp({ port: 0, labels: new Labels(), ...options }, trace.record);
  return { trace, server, port: server.address.port };
}

describe('listening', () => {
  test('tells socket, bind and listen with the address it really has', async () => {
    const { server, trace } = await listening({ backlog: 7 });
    await using _server = server;
    const local = server.address;

    expect(local.host).toBe('127.0.0.1');
    expect(local.port).toBeGreaterThan(0);
    const call = 'server.listen()';
    expect([...trace]).toMatchObject([
      { socket: 'L1', source: 'app', type: 'socket', domain: 'inet', kind: 'stream', call },
      { socket: 'L1', source: 'app', type: 'bind', local, call },
      { socket: 'L1', source: 'app', type: 'listen', local, backlog: 7, call },
    ]);
    expect([...trace][0]).not.toHaveProperty('local');
  });

  testNeeding([IPV6], 'listens over IPv6 when its address is one', async () => {
    const { server, trace } = await listening({ host: '::1' });
    await using _server = server;
    using _peer = await connectPeer(server.address.port, '::1');
    const { remote } = await until(trace, ({ type }) => type === 'accept', 'accept');

    expect(server.address.host).toBe('::1');
    expect(trace.of('socket')).toMatchObject([{ domain: 'inet6' }]);
    expect(internet(remote).host).toBe('::1');
  });

  test('a name is looked up first, and its first address taken', async () => {
    const { server, trace } = await listening({ host: 'localhost' });
    await using _server = server;
    const [lookup] = trace.of('lookup');

    expect(trace.steps()).toEqual(['lookup', 'socket', 'bind', 'listen']);
    expect(lookup?.name).toBe('localhost');
    expect(lookup?.addresses[0]).toBe(server.address.host);
  });

  test('a name nobody knows is an error that names it', async () => {
    // A label has 63 octets at the most: no name service has to be asked.
    const host = 'x'.repeat(64);

    await expect(listenTcp({ port: 0, host })).rejects.toMatchObject({
      code: 'unknown-host',
      facts: { host },
    });
  });

  test('a port that is taken is an error that names it, told as an event too', async () => {
    const { server, port } = await listening();
    await using _server = server;
    const trace = new Trace();
    const second = listenTcp({ port, labels: new Labels() }, trace.record);

    await expect(second).rejects.toMatchObject({
      name: 'SocketsError',
      fault: 'system',
      code: 'port-taken',
      facts: { address: `127.0.0.1:${port}`, port },
      exitStatus: 1,
    });
    const local = { host: '127.0.0.1', port };
    expect([...trace]).toMatchObject([
      { socket: 'L1', type: 'error', call: 'listen', code: 'EADDRINUSE', local },
    ]);
  });

  test('an address of another machine is an error that names it', async () => {
    // TEST-NET-1 (RFC 5737): nobody has it.
    await expect(listenTcp({ port: 0, host: '192.0.2.1' })).rejects.toMatchObject({
      fault: 'system',
      code: 'address-not-here',
      facts: { address: '192.0.2.1' },
    });
  });
});

describe('accepting', () => {
  test('each connection is a new socket, with the listener named and both ends', async () => {
    const { server, trace, port } = await listening();
    await using _server = server;
    using first = await connectPeer(port);
    using second = await connectPeer(port);
    await until(trace, ({ socket }) => socket === 'S2', 'S2');

    expect(trace.of('accept')).toMatchObject([
      { socket: 'S1', listener: 'L1', local: server.address, remote: addressOf(first) },
      { socket: 'S2', listener: 'L1', local: server.address, remote: addressOf(second) },
    ]);
    expect([...server.connections.keys()]).toEqual(['S1', 'S2']);
    expect(server.connections.get('S2')?.remote).toEqual(addressOf(second));
  });

  test('the service may be any; without one it is an echo', async () => {
    const { server, port } = await listening();
    await using _server = server;
    using peer = await connectPeer(port);
    peer.socket.write('back, please');

    expect(await peer.until('please')).toBe('back, please');
  });

  test('a handler may be an object of a class', async () => {
    class Shout {
      readonly #word = 'HEY';
      receive(connection: Connection): void {
        connection.send(this.#word);
      }
    }
    const { server, port } = await listening({ serve: () => new Shout() });
    await using _server = server;
    using peer = await connectPeer(port);
    peer.socket.write('?');

    expect(await peer.until('HEY')).toBe('HEY');
  });

  test('options are set on each, and told by their C names', async () => {
    const { server, trace, port } = await listening({ noDelay: true, keepAlive: 30 });
    await using _server = server;
    using _peer = await connectPeer(port);
    await until(trace, ({ type }) => type === 'setsockopt', 'setsockopt');

    expect(trace.of('setsockopt')).toMatchObject([
      { socket: 'S1', option: 'TCP_NODELAY', value: 1 },
      { socket: 'S1', option: 'SO_KEEPALIVE', value: 1 },
      { socket: 'S1', option: 'TCP_KEEPIDLE', value: 30 },
    ]);
  });

  test('ends its half after the peer has, unless it is to stay half-open', async () => {
    const { server, port } = await listening({ serve: () => ({}) });
    await using _server = server;
    using peer = await connectPeer(port);
    peer.socket.end();

    expect(await peer.everything()).toHaveLength(0);
    expect(await peer.gone()).toBeUndefined();
  });

  test('beyond the limit a connection is turned away, and the others live on', async () => {
    const { server, trace, port } = await listening({ maxConnections: 1 });
    await using _server = server;
    using first = await connectPeer(port);
    await until(trace, ({ type }) => type === 'accept', 'accept');
    using second = await connectPeer(port);
    const remote = addressOf(second);
    await until(trace, ({ type }) => type === 'turned-away', 'turned-away');
    await second.everything();

    const local = server.address;
    expect(trace.of('turned-away')).toMatchObject([{ socket: 'L1', limit: 1, local, remote }]);
    first.socket.end('still here');
    expect((await first.everything()).toString()).toBe('still here');
    await until(trace, ({ socket, type }) => socket === 'S1' && type === 'close', 'S1 close');
    using _third = await connectPeer(port);
    await until(trace, ({ socket }) => socket === 'S2', 'S2');
    expect(trace.of('accept')).toHaveLength(2);
  });
});

function addressOf({ socket }: { socket: { localAddress?: string; localPort?: number } }) {
  return { host: socket.localAddress, port: socket.localPort };
}

describe('stopping', () => {
  test('stopListening takes nobody in any more, and lets the connections go on', async () => {
    const { server, trace, port } = await listening();
    await using _server = server;
    using peer = await connectPeer(port);
    await until(trace, ({ type }) => type === 'accept', 'accept');
    server.stopListening();
    server.stopListening();

    expect(trace.of('close')).toMatchObject([
      { socket: 'L1', accepted: 1, received: 0, sent: 0, unsent: 0 },
    ]);
    expect(await isRefused(port)).toBe(true);
    peer.socket.end('go on');
    expect((await peer.everything()).toString()).toBe('go on');
    await server.closed;
    expect(server.connections.size).toBe(0);
  });

  test('close ends every half of ours, and is done when the peers have ended theirs', async () => {
    const { server, trace, port } = await listening();
    await using _server = server;
    using first = await connectPeer(port);
    using second = await connectPeer(port);
    await until(trace, ({ socket }) => socket === 'S2', 'S2');
    const closed = server.close();
    await Promise.all([first.everything(), second.everything()]);
    expect(server.connections.size).toBe(2);
    first.socket.end();
    second.socket.end();
    await closed;

    expect(trace.steps('L1').at(-1)).toBe('close');
    for (const label of ['S1', 'S2']) {
      expect(trace.steps(label)).toEqual(['accept', 'shutdown', 'end-of-stream', 'close']);
    }
  });

  test('cut resets whoever is left, and says who', async () => {
    const { server, trace, port } = await listening();
    await using _server = server;
    using first = await connectPeer(port);
    using second = await connectPeer(port);
    await until(trace, ({ socket }) => socket === 'S2', 'S2');
    first.socket.end();
    await until(trace, ({ socket, type }) => socket === 'S1' && type === 'close', 'S1 close');

    expect(server.cut()).toEqual(['S2']);
    expect(await second.gone()).toBe('ECONNRESET');
    await until(trace, ({ socket, type }) => socket === 'S2' && type === 'close', 'S2 close');
    expect(trace.steps('S2').slice(-2)).toEqual(['reset', 'close']);
    expect(server.cut()).toEqual([]);
  });

  test('a server that goes out of scope leaves nothing behind', async () => {
    const { server, trace, port } = await listening();
    using peer = await connectPeer(port);
    await until(trace, ({ type }) => type === 'accept', 'accept');
    await server[Symbol.asyncDispose]();
    expect(trace.steps('S1')).toEqual(['accept', 'reset', 'close']);

    expect(await peer.gone()).toBe('ECONNRESET');
    expect(await isRefused(port)).toBe(true);
    expect(server.connections.size).toBe(0);
  });
});
