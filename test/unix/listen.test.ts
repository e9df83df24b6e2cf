import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { listenUnix, type UnixListenOptions } from '../../src/unix/listen.ts';
import { connectPath, leaveStale, listenPath } from '../support/paths.ts';
import { LINUX, testNeeding } from '../support/tools.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, 'it.sock');
});

afterEach(() => rm(folder, { recursive: true }));

/** Listens, and keeps what is told whether it succeeds or not. */
function listening(options: Partial<UnixListenOptions> = {}) {
  const trace = new Trace();
  const listened = listenUnix({ path, labels: new Labels(), ...options }, trace.record);
  return { trace, listened };
}

describe('listening', () => {
  test('tells socket, bind and listen with the path, which is a socket’s file then', async () => {
    const { trace, listened } = listening({ backlog: 7 });
    await using server = await listened;

    const call = 'server.listen()';
    const local = { path };
    expect([...trace]).toMatchObject([
      { socket: 'L1', source: 'app', type: 'socket', domain: 'unix', kind: 'stream', call },
      { socket: 'L1', source: 'app', type: 'bind', local, call },
      { socket: 'L1', source: 'app', type: 'listen', local, backlog: 7, call },
    ]);
    expect(server.address).toEqual({ path });
    expect((await lstat(path)).isSocket()).toBe(true);
  });

  testNeeding([LINUX], 'the longest path there is room for is taken as it is', async () => {
    const longest = join(folder, 'x'.repeat(107 - folder.length - 1));
    const { listened } = listening({ path: longest });
    await using _server = await listened;
    expect((await lstat(longest)).isSocket()).toBe(true);
    using peer = await connectPath(longest);
    peer.socket.end('long');
    expect((await peer.everything()).toString()).toBe('long');
  });

  test('a path that is longer is refused, and nothing is made of it', async () => {
    const { trace, listened } = listening({ path: join(folder, 'x'.repeat(108)) });
    await expect(listened).rejects.toMatchObject({ fault: 'usage', code: 'path-too-long' });
    expect(trace).toHaveLength(0);
  });

  testNeeding([LINUX], 'an abstract name is no file, and there is none to remove', async () => {
    const name = `@${path}`;
    const { trace, listened } = listening({ path: name });
    const server = await listened;
    using peer = await connectPath(`\0${path}`);
    peer.socket.end('no file');
    expect((await peer.everything()).toString()).toBe('no file');
    expect(trace.of('bind')).toMatchObject([{ local: { path: name } }]);
    expect(existsSync(path)).toBe(false);
    await server.close();
    expect(trace.steps('L1')).toEqual(['socket', 'bind', 'listen', 'close']);
  });

  testNeeding([LINUX], 'an abstract name that is taken is told without asking there', async () => {
    await using other = await listenPath(`\0${path}`);
    const { listened } = listening({ path: `@${path}`, unlink: true });
    await expect(listened).rejects.toMatchObject({
      code: 'path-taken',
      facts: { path: `@${path}` },
    });
    using peer = await connectPath(`\0${path}`);
    peer.socket.write('the first');
    await (await other.next()).until('the first');
  });
});

describe('a path that somebody listens on', () => {
  test('is an error that names it, told as an event too', async () => {
    await using _holder = await listenPath(path);
    const { trace, listened } = listening();
    await expect(listened).rejects.toMatchObject({
      name: 'SocketsError',
      fault: 'system',
      code: 'path-taken',
      facts: { path },
      exitStatus: 1,
    });
    expect([...trace]).toMatchObject([
      { socket: 'L1', type: 'error', call: 'listen', code: 'EADDRINUSE', local: { path } },
    ]);
  });

  test('is not taken away by unlink: it is asked once, keeps its file and goes on', async () => {
    await using holder = await listenPath(path);
    const { trace, listened } = listening({ unlink: true });
    await expect(listened).rejects.toMatchObject({ code: 'path-taken' });
    expect(trace.steps()).toEqual(['error']);
    expect(await (await holder.next()).everything()).toHaveLength(0);
    using peer = await connectPath(path);
    peer.socket.write('still you?');
    await (await holder.next()).until('still you?');
  });
});

describe('the file of a server that is gone', () => {
  beforeEach(() => leaveStale(path));

  test('is an error of its own, and stays', async () => {
    const { trace, listened } = listening();
    await expect(listened).rejects.toMatchObject({
      fault: 'system',
      code: 'stale-path',
      facts: { path },
      cause: { code: 'EADDRINUSE' },
    });
    expect(trace.steps()).toEqual(['error']);
    expect(existsSync(path)).toBe(true);
  });

  test('is removed with unlink, which is told before all else', async () => {
    const { trace, listened } = listening({ unlink: true });
    await using server = await listened;
    expect(trace.steps('L1')).toEqual(['unlink', 'socket', 'bind', 'listen']);
    expect(trace.of('unlink')).toMatchObject([{ source: 'app', local: { path }, stale: true }]);
    using peer = await connectPath(path);
    peer.socket.end('taken over');
    expect((await peer.everything()).toString()).toBe('taken over');
    expect(server.address).toEqual({ path });
  });
});

test('unlink where there is nothing removes nothing, and tells nothing', async () => {
  const { trace, listened } = listening({ unlink: true });
  await using _server = await listened;
  expect(trace.steps('L1')).toEqual(['socket', 'bind', 'listen']);
});

describe.each([false, true])('what is no socket, with unlink %s', (unlink) => {
  const expectNotTouched = async () => {
    await expect(listening({ unlink }).listened).rejects.toMatchObject({
      fault: 'system',
      code: 'not-a-socket',
      facts: { path },
    });
  };

  test('a file is told, and keeps what is in it', async () => {
    await writeFile(path, 'precious');
    await expectNotTouched();
    expect(await readFile(path, 'utf8')).toBe('precious');
  });

  test('a folder is told, and stays', async () => {
    await mkdir(path);
    await expectNotTouched();
    expect((await lstat(path)).isDirectory()).toBe(true);
  });

  test('a link is told, and stays, even if it leads to a stale socket', async () => {
    await leaveStale(join(folder, 'stale'));
    await symlink(join(folder, 'stale'), path);
    await expectNotTouched();
    expect((await lstat(path)).isSymbolicLink()).toBe(true);
    expect(existsSync(join(folder, 'stale'))).toBe(true);
  });
});

test.each(['no/it.sock', 'no/', 'file/it.sock'])('%s has no folder', async (name) => {
  await writeFile(join(folder, 'file'), '');
  const wanted = join(folder, name);
  await expect(listening({ path: wanted }).listened).rejects.toMatchObject({
    fault: 'system',
    code: 'no-such-directory',
    facts: { path: wanted },
  });
});
