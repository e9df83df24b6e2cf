import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventType } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { listenUnix, type UnixListenOptions } from '../../src/unix/listen.ts';
import { until } from '../support/pair.ts';
import { connectPath } from '../support/paths.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, 'it.sock');
});

afterEach(() => rm(folder, { recursive: true }));

/** Listens, and keeps what is told. */
async function listening(options: Partial<UnixListenOptions> = {}) {
  const trace = new Trace();
  const server = await listenUnix({ path, labels: new Labels(), ...options }, trace.record);
  const told = (socket: string, type: EventType) =>
    until(trace, (event) => event.socket === socket && event.type === type, `${socket} ${type}`);
  return { trace, server, told };
}

describe('accepting', () => {
  test('each connection is a new socket of that path; its peer has no name', async () => {
    const { trace, server, told } = await listening();
    await using _server = server;
    using _first = await connectPath(path);
    using _second = await connectPath(path);
    await told('S2', 'accept');
    expect(trace.of('accept')).toMatchObject([
      { socket: 'S1', listener: 'L1', local: { path }, remote: undefined },
      { socket: 'S2', listener: 'L1', local: { path }, remote: undefined },
    ]);
    expect(server.connections.get('S2')?.local).toEqual({ path });
  });

  test('beyond the limit a connection is turned away', async () => {
    const { trace, server, told } = await listening({ maxConnections: 1 });
    await using _server = server;
    using first = await connectPath(path);
    await told('S1', 'accept');
    using second = await connectPath(path);
    expect(await second.everything()).toHaveLength(0);
    expect(trace.of('turned-away')).toMatchObject([{ socket: 'L1', limit: 1, local: { path } }]);
    first.socket.end('still here');
    expect((await first.everything()).toString()).toBe('still here');
  });

  test('a peer that closes both halves at once has sent to its end: no error', async () => {
    const { trace, server, told } = await listening({ serve: () => ({}) });
    await using _server = server;
    const peer = await connectPath(path);
    peer.socket.write('bye');
    peer.socket.destroySoon();
    await told('S1', 'close');
    expect(trace.steps('S1')).toEqual(['accept', 'receive', 'end-of-stream', 'shutdown', 'close']);
  });

  test('a peer that is gone before we have written to it is an EPIPE', async () => {
    const { trace, server, told } = await listening({ halfOpen: true, serve: () => ({}) });
    await using _server = server;
    const peer = await connectPath(path);
    peer.socket.destroy();
    await told('S1', 'end-of-stream');
    server.connections.get('S1')?.send('anybody?');
    await told('S1', 'close');
    expect(trace.of('error')).toMatchObject([{ socket: 'S1', call: 'write', code: 'EPIPE' }]);
  });
});

describe('stopping', () => {
  test('removes the file, and lets the connections there are go on', async () => {
    const { trace, server, told } = await listening();
    await using _server = server;
    using peer = await connectPath(path);
    await told('S1', 'accept');
    server.stopListening();
    server.stopListening();
    expect(existsSync(path)).toBe(false);
    expect(trace.steps('L1').slice(-2)).toEqual(['unlink', 'close']);
    expect(trace.of('unlink')).toMatchObject([
      { local: { path }, stale: false, call: 'server.close()' },
    ]);
    peer.socket.end('go on');
    expect((await peer.everything()).toString()).toBe('go on');
    await server.closed;
  });

  test('tells of no file that somebody else has removed before', async () => {
    const { trace, server } = await listening();
    await rm(path);
    await server.close();
    expect(trace.steps('L1')).toEqual(['socket', 'bind', 'listen', 'close']);
  });

  test('cutting closes, for there is no RST: the peer reads end of stream', async () => {
    const { trace, server, told } = await listening();
    await using _server = server;
    using peer = await connectPath(path);
    await told('S1', 'accept');
    expect(server.cut()).toEqual(['S1']);
    expect(await peer.everything()).toHaveLength(0);
    await told('S1', 'close');
    expect(trace.steps('S1')).toEqual(['accept', 'close']);
  });

  test('cutting what has not been read is ECONNRESET to the peer', async () => {
    const { trace, server, told } = await listening({
      serve: (connection) => {
        connection.pause();
        return {};
      },
    });
    await using _server = server;
    using peer = await connectPath(path);
    // More than Node reads ahead of a pause.
    peer.socket.write(Buffer.alloc(1024 * 1024));
    await told('S1', 'pause');
    server.cut();
    expect(await peer.gone()).toBe('ECONNRESET');
    await told('S1', 'close');
    expect(trace.of('reset')).toHaveLength(0);
  });

  test('a server that goes out of scope leaves nothing behind', async () => {
    const { server, told } = await listening();
    using peer = await connectPath(path);
    await told('S1', 'accept');
    await server[Symbol.asyncDispose]();
    await peer.everything();
    expect(existsSync(path)).toBe(false);
    expect(server.connections.size).toBe(0);
  });
});
