import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listeningAt, unixSockets } from '../../../src/observe/kernel/path-listeners.ts';

const LINUX = platform() === 'linux';
const cleanups: (() => unknown)[] = [];
let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockets-')));
  cleanups.push(() => rm(folder, { recursive: true }));
});

afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

async function serve(path: string): Promise<void> {
  const server = createServer().listen(path);
  await once(server, 'listening');
  cleanups.push(() => server.close());
}

const SCRIPT = `const s = require('node:net').createServer();
s.listen(process.argv[1], () => { console.log('ready'); process.chdir(process.argv[2] ?? '.'); console.log('there'); });`;

/** A process that listens at a path as it is, in a folder, and may go to another. */
async function serveInChild(path: string, cwd: string, ...to: string[]) {
  const child = spawn(process.execPath, ['-e', SCRIPT, path, ...to], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => child.kill('SIGKILL'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  expect((await lines.next()).value).toBe('there');
  return child;
}

const US = { pid: process.pid, command: expect.any(String) };

test('where there is no /proc, who listens is unknown', async () => {
  expect(await unixSockets('/nowhere')).toBeUndefined();
  expect(await listeningAt('/tmp/a', '/nowhere')).toBeUndefined();
});

describe.runIf(LINUX)('who listens at a path (Linux only: it is read from /proc)', () => {
  test.each(['chat.sock', 'chat room.sock', '채팅.sock', 'new\nline.sock'])(
    'a server of this process at %j',
    async (name) => {
      const path = join(folder, name);
      await serve(path);
      expect(await listeningAt(path)).toEqual([{ path, holder: US }]);
      expect(await listeningAt(`${folder}/./${name}`)).toEqual([{ path, holder: US }]);
    },
  );

  test('an abstract name, however long its bound address is', async () => {
    const name = `sockets-${process.pid}-test`;
    await serve(`\0${name}`);
    expect(await listeningAt(`@${name}`)).toEqual([
      { path: expect.stringMatching(`^@${name}@*$`), holder: US },
    ]);
    expect(await listeningAt(`@${name}s`)).toEqual([]);
  });

  test('a path through a link to its folder', async () => {
    await mkdir(join(folder, 'real'));
    await symlink('real', join(folder, 'link'));
    const path = join(folder, 'real/chat.sock');
    await serve(path);
    expect(await listeningAt(join(folder, 'link/chat.sock'))).toEqual([{ path, holder: US }]);
  });

  test('nobody at a path that is free, or whose name somebody has elsewhere', async () => {
    await mkdir(join(folder, 'other'));
    await serve(join(folder, 'other/chat.sock'));
    expect(await listeningAt(join(folder, 'chat.sock'))).toEqual([]);
    expect(await listeningAt(join(folder, 'nowhere/chat.sock'))).toEqual([]);
  });

  test('another process by its relative path, as long as it stays in its folder', async () => {
    await mkdir(join(folder, 'other'));
    const child = await serveInChild('relative.sock', folder);
    expect(await listeningAt(join(folder, 'relative.sock'))).toEqual([
      { path: 'relative.sock', holder: { pid: child.pid, command: expect.any(String) } },
    ]);
    // The table does not say where it was bound.
    expect(await listeningAt(join(folder, 'other/relative.sock'))).toBeUndefined();
    await serveInChild('moved.sock', folder, join(folder, 'other'));
    expect(await listeningAt(join(folder, 'moved.sock'))).toBeUndefined();
  });

  test('both, when a file was removed and its path bound anew', async () => {
    const path = join(folder, 'twice.sock');
    await serve(path);
    await unlink(path);
    await serve(path);
    expect(await listeningAt(path)).toHaveLength(2);
  });

  test('nobody, once the server is closed or killed', async () => {
    const path = join(folder, 'killed.sock');
    const child = await serveInChild(path, folder);
    expect(await listeningAt(path)).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await listeningAt(path)).toEqual([]);
  });
});

describe.runIf(LINUX)('a /proc that tells less (Linux only)', () => {
  const FIXTURE = fileURLToPath(new URL('../../fixtures/proc-net-unix/unix.txt', import.meta.url));
  const chat = '/tmp/sockets-fixture/chat.sock';

  async function makeProc(): Promise<string> {
    const proc = join(folder, 'proc');
    await mkdir(join(proc, 'net'), { recursive: true });
    await cp(FIXTURE, join(proc, 'net/unix'));
    return proc;
  }

  async function addProcess(proc: string, pid: number, inode: number, cwd?: string) {
    await mkdir(join(proc, `${pid}/fd`), { recursive: true });
    await symlink(`socket:[${inode}]`, join(proc, `${pid}/fd/3`));
    await writeFile(join(proc, `${pid}/comm`), 'chat\x1b[2J\n');
    if (cwd !== undefined) await symlink(cwd, join(proc, `${pid}/cwd`));
  }

  test('a listener without a known holder is a listener; a relative one is undecided', async () => {
    const proc = await makeProc();
    expect(await listeningAt(chat, proc)).toEqual([{ path: chat }]);
    expect(await listeningAt('@tight', proc)).toEqual([{ path: '@tight' }]);
    expect(await listeningAt('@padded', proc)).toHaveLength(1);
    expect(await listeningAt('@padde', proc)).toEqual([]);
    expect(await listeningAt(join(folder, 'relative.sock'), proc)).toBeUndefined();
    expect(await listeningAt('/tmp/sockets-fixture/bound.sock', proc)).toEqual([]);
  });

  test('a holder whose folder may not be looked up leaves it undecided', async () => {
    const proc = await makeProc();
    await addProcess(proc, 7, 2_787_118);
    expect(await listeningAt(join(folder, 'relative.sock'), proc)).toBeUndefined();
    await symlink(folder, join(proc, '7/cwd'));
    expect(await listeningAt(join(folder, 'relative.sock'), proc)).toEqual([
      { path: 'relative.sock', holder: { pid: 7, command: 'chat?[2J' } },
    ]);
  });
});
