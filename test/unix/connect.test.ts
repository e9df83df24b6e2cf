import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventType } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { connectUnix, type UnixConnectOptions } from '../../src/unix/connect.ts';
import { TOO_MUCH, until } from '../support/pair.ts';
import { FullPath, leaveStale, listenPath } from '../support/paths.ts';
import { LINUX, testNeeding } from '../support/tools.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, 'it.sock');
});

afterEach(() => rm(folder, { recursive: true }));

/** Connects, and keeps what is told whether it succeeds or not. */
function connecting(options: Partial<UnixConnectOptions> = {}) {
  const trace = new Trace();
  const connected = connectUnix({ path, labels: new Labels(), ...options }, trace.record);
  const told = (type: EventType) => until(trace, (event) => event.type === type, type);
  return { trace, connected, told };
}

describe('an active open', () => {
  test('tells socket, attempt and connect, with the path; our end has no name', async () => {
    await using _server = await listenPath(path);
    const { trace, connected } = connecting();
    const client = await connected;
    const remote = { path };
    expect([...trace]).toMatchObject([
      { socket: 'C1', source: 'app', type: 'socket', domain: 'unix', kind: 'stream' },
      { socket: 'C1', source: 'app', type: 'attempt', remote },
      { socket: 'C1', source: 'app', type: 'connect', remote, local: undefined },
    ]);
    expect(trace.of('connect')[0]?.elapsed).toBeGreaterThan(0);
    expect(client.remote).toEqual(remote);
    expect(client.local).toBeUndefined();
    client.close();
  });

  testNeeding([LINUX], 'to an abstract name', async () => {
    await using server = await listenPath(`\0${path}`);
    const { trace, connected } = connecting({ path: `@${path}` });
    const client = await connected;
    client.send('no file');
    await (await server.next()).until('no file');
    expect(trace.of('connect')).toMatchObject([{ remote: { path: `@${path}` } }]);
    client.close();
  });

  test('goes through a link', async () => {
    await using _server = await listenPath(path);
    await symlink(path, join(folder, 'link'));
    const client = await connecting({ path: join(folder, 'link') }).connected;
    expect(client.remote).toEqual({ path: join(folder, 'link') });
    client.close();
  });
});

describe('an active open that fails', () => {
  const FAILED = ['socket', 'attempt', 'attempt-failed', 'close'];

  test('where nothing is', async () => {
    const { trace, connected } = connecting();
    await expect(connected).rejects.toMatchObject({
      name: 'SocketsError',
      fault: 'peer',
      code: 'no-socket-there',
      facts: { path },
      exitStatus: 3,
    });
    expect(trace.steps()).toEqual(FAILED);
    expect(trace.of('attempt-failed')).toMatchObject([{ code: 'ENOENT', remote: { path } }]);
    expect(trace.of('close')).toMatchObject([{ received: 0, sent: 0, unsent: 0 }]);
  });

  test('where a server was: the file is there, and stays', async () => {
    await leaveStale(path);
    for (const _ of [1, 2]) {
      const { trace, connected } = connecting();
      await expect(connected).rejects.toMatchObject({
        fault: 'peer',
        code: 'path-refused',
        facts: { path },
      });
      expect(trace.of('attempt-failed')).toMatchObject([{ code: 'ECONNREFUSED' }]);
    }
  });

  test('through a link to where a server was', async () => {
    await leaveStale(path);
    const link = join(folder, 'link');
    await symlink(path, link);
    await expect(connecting({ path: link }).connected).rejects.toMatchObject({
      code: 'path-refused',
      facts: { path: link },
    });
  });

  test('at what is no socket', async () => {
    await writeFile(path, '');
    await expect(connecting().connected).rejects.toMatchObject({
      fault: 'usage',
      code: 'not-a-socket',
      facts: { path },
    });
    await expect(connecting({ path: folder }).connected).rejects.toMatchObject({
      code: 'not-a-socket',
    });
  });

  test('beneath what is no folder', async () => {
    await writeFile(path, '');
    await expect(connecting({ path: join(path, 'x') }).connected).rejects.toMatchObject({
      code: 'no-such-directory',
    });
  });

  testNeeding([LINUX], 'at an abstract name nobody has', async () => {
    const { trace, connected } = connecting({ path: `@${path}` });
    await expect(connected).rejects.toMatchObject({
      fault: 'peer',
      code: 'no-socket-there',
      facts: { path: `@${path}` },
    });
    expect(trace.of('attempt-failed')).toMatchObject([{ code: 'ECONNREFUSED' }]);
  });

  testNeeding([LINUX], 'where the accept queue is full: at once, not after a while', async () => {
    await using _full = await FullPath.open(path);
    const { trace, connected } = connecting({ connectTimeout: 60_000 });
    await expect(connected).rejects.toMatchObject({ cause: { code: 'EAGAIN' } });
    expect(trace.steps()).toEqual(FAILED);
    expect(trace.of('attempt-failed')).toMatchObject([{ code: 'EAGAIN' }]);
  });

  test.each([
    ['', 'missing-argument'],
    ['x'.repeat(108), 'path-too-long'],
  ])('at the path %j, which is none: there never was a socket', async (wrong, code) => {
    const { trace, connected } = connecting({ path: wrong });
    await expect(connected).rejects.toMatchObject({ fault: 'usage', code });
    expect(trace).toHaveLength(0);
  });

  test('when we did not want it in the first place: interrupted', async () => {
    await using _server = await listenPath(path);
    const { trace, connected } = connecting({ signal: AbortSignal.abort() });
    await expect(connected).rejects.toMatchObject({
      code: 'interrupted',
      facts: { address: path },
    });
    expect(trace.steps()).toEqual(['socket', 'attempt', 'close']);
  });
});

describe('an established connection', () => {
  test('heeds neither the signal nor the limit for connecting any more', async () => {
    await using server = await listenPath(path);
    const stop = new AbortController();
    const { trace, connected } = connecting({
      signal: stop.signal,
      connectTimeout: 40,
      idleTimeout: 120,
    });
    const client = await connected;
    client.handle({});
    stop.abort();
    const { socket } = await server.next();
    socket.on('end', () => socket.end());
    expect((await client.closed).error).toBeUndefined();
    expect(trace.of('timeout')).toMatchObject([{ what: 'idle' }]);
  });

  test('that is idle for twice the limit is closed, for there is no RST', async () => {
    await using server = await listenPath(path);
    const { trace, connected } = connecting({ idleTimeout: 30 });
    const client = await connected;
    client.handle({});
    const peer = await server.next();
    const { error } = await client.closed;
    expect(error).toBeUndefined();
    expect(client.idledOut).toBe(true);
    expect(trace.steps().slice(3)).toEqual(['timeout', 'shutdown', 'timeout', 'close']);
    expect(await peer.everything()).toHaveLength(0);
  });

  test('whose peer sends and closes both halves has an end of stream, and no error', async () => {
    await using server = await listenPath(path);
    const { trace, connected } = connecting();
    const client = await connected;
    const peer = await server.next();
    peer.socket.write('bye');
    peer.socket.destroySoon();
    await peer.gone();
    let received = '';
    for await (const octets of client) received += Buffer.from(octets).toString();
    client.end();
    expect((await client.closed).error).toBeUndefined();
    expect(received).toBe('bye');
    expect(trace.steps().slice(3)).toEqual(['receive', 'end-of-stream', 'shutdown', 'close']);
  });

  test('whose peer closes without reading is reset', async () => {
    await using server = await listenPath(path, { unread: true });
    const { trace, connected } = connecting();
    const client = await connected;
    const peer = await server.next();
    client.send('unread');
    peer.socket.destroy();
    client.handle({});
    expect((await client.closed).error?.code).toBe('ECONNRESET');
    expect(trace.of('reset')).toMatchObject([{ by: 'peer', remote: { path } }]);
  });

  test('is blocked while the peer does not read, and drained when it does', async () => {
    await using server = await listenPath(path, { unread: true });
    const { trace, connected, told } = connecting();
    const client = await connected;
    const peer = await server.next();
    expect(client.send(Buffer.alloc(TOO_MUCH, 'x'))).toBe(false);
    expect(trace.steps().at(-1)).toBe('blocked');
    peer.socket.resume();
    await told('drained');
    expect(await peer.untilOctets(TOO_MUCH)).toHaveLength(TOO_MUCH);
    client.close();
  });
});
