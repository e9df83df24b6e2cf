import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { formatHolder, listeningOn } from '../../../src/observe/kernel/listeners.ts';

const LINUX = platform() === 'linux';
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

async function serve(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  cleanups.push(() => server.close());
  // A server on a port has an address with a port; only a path or a pipe would not.
  return { server, port: (server.address() as AddressInfo).port };
}

const SCRIPT = `const s = require('node:net').createServer();
s.listen(0, '127.0.0.1', () => console.log(s.address().port));`;

async function serveInChild(argv0 = 'node'): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['-e', SCRIPT], {
    argv0,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, port: Number(line) };
}

test('a holder is told by its command and its process number', () => {
  expect(formatHolder({ pid: 123, command: 'node server.js' })).toBe('node server.js (pid 123)');
});

test('where there is no /proc, who listens is unknown', async () => {
  expect(await listeningOn(undefined, '/nowhere')).toBeUndefined();
});

describe.runIf(LINUX)('who listens (Linux only: it is read from /proc)', () => {
  test.for(['127.0.0.1', '0.0.0.0', '::1', '::'])(
    'a server of this process on %s is found',
    async (host, { skip }) => {
      const { port } = await serve(host).catch((error: NodeJS.ErrnoException) =>
        skip(`this machine cannot listen on ${host}: ${error.code}`),
      );
      expect(await listeningOn(port)).toEqual([
        { address: { host, port }, holder: { pid: process.pid, command: expect.any(String) } },
      ]);
    },
  );

  test('without a port, every listener is told', async () => {
    const servers = [await serve('127.0.0.1'), await serve('127.0.0.1')];
    const addresses = (await listeningOn())?.map(({ address }) => address);
    for (const { port } of servers) expect(addresses).toContainEqual({ host: '127.0.0.1', port });
  });

  test('a server of another process is found, with its number and command', async () => {
    const { child, port } = await serveInChild();
    const [listener, ...others] = (await listeningOn(port)) ?? [];
    expect(others).toEqual([]);
    expect(listener?.address).toEqual({ host: '127.0.0.1', port });
    expect(listener?.holder?.pid).toBe(child.pid);
    expect(listener?.holder?.command).toMatch(/^node -e const s = require\('node:net'\).*…$/);
  });

  test("a process cannot write to the reader's terminal through its name", async () => {
    const { port } = await serveInChild('cl\x1b[2Jear\u202E');
    const [listener] = (await listeningOn(port)) ?? [];
    expect(listener?.holder?.command).toMatch(/^cl\?\[2Jear\? -e const/);
  });

  test('a connected socket is no listener', async () => {
    const { server, port } = await serve('127.0.0.1');
    const client = connect(port, '127.0.0.1');
    cleanups.push(() => client.destroy());
    const [accepted] = await once(server, 'connection');
    cleanups.push(() => accepted.destroy());

    expect(await listeningOn(port)).toHaveLength(1);
    expect(await listeningOn(client.localPort)).toEqual([]);
  });

  test('a closed server is gone', async () => {
    const { server, port } = await serve('127.0.0.1');
    expect(await listeningOn(port)).toHaveLength(1);
    server.close();
    await once(server, 'close');
    expect(await listeningOn(port)).toEqual([]);
  });

  test('a server whose process was killed is gone', async () => {
    const { child, port } = await serveInChild();
    expect(await listeningOn(port)).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await listeningOn(port)).toEqual([]);
  });
});

describe.runIf(LINUX)('a /proc that tells less (Linux only)', () => {
  const FIXTURES = fileURLToPath(new URL('../../fixtures/proc-net-tcp/', import.meta.url));
  const LISTENING = { address: { host: '127.0.0.1', port: 9006 } };

  async function makeProc(tables: readonly string[]): Promise<string> {
    const proc = await mkdtemp(join(tmpdir(), 'sockets-proc-'));
    cleanups.push(() => rm(proc, { recursive: true }));
    await mkdir(join(proc, 'net'));
    for (const table of tables) await cp(`${FIXTURES}${table}.txt`, join(proc, 'net', table));
    return proc;
  }

  async function addProcess(proc: string, pid: number, links: readonly string[], comm: string) {
    const folder = join(proc, String(pid));
    await mkdir(join(folder, 'fd'), { recursive: true });
    await Promise.all(links.map((link, fd) => symlink(link, join(folder, 'fd', String(fd)))));
    await writeFile(join(folder, 'cmdline'), '');
    await writeFile(join(folder, 'comm'), `${comm}\n`);
  }

  async function inodeLink(proc: string): Promise<string> {
    const table = await readFile(join(proc, 'net/tcp'), 'latin1');
    return `socket:[${/:232E 00000000:0000 0A .* (\d+) \d+ [\da-f]{16} /.exec(table)?.[1]}]`;
  }

  test('without tables, who listens is unknown, which is not "nobody"', async () => {
    expect(await listeningOn(9006, await makeProc([]))).toBeUndefined();
    expect(await listeningOn(9006, join(tmpdir(), 'sockets-no-such-folder'))).toBeUndefined();
  });

  test('a table of IPv6 that cannot be read leaves it unknown; a kernel without IPv6 has none', async () => {
    const proc = await makeProc(['tcp']);
    expect(await listeningOn(9006, proc)).toEqual([LISTENING]);
    await mkdir(join(proc, 'net/tcp6'));
    expect(await listeningOn(9006, proc)).toBeUndefined();
  });

  test('a listener whose process may not be looked into has no holder', async () => {
    const proc = await makeProc(['tcp', 'tcp6']);
    await mkdir(join(proc, '12'));
    expect(await listeningOn(9006, proc)).toEqual([LISTENING]);
  });

  test('of a parent and its children, the parent is named, even where it hid its arguments', async () => {
    const proc = await makeProc(['tcp', 'tcp6']);
    const link = await inodeLink(proc);
    await addProcess(proc, 9, ['/dev/null', link.replace('socket', 'pipe'), 'socket:[1]'], 'other');
    await addProcess(proc, 101, [link], 'child');
    await addProcess(proc, 20, ['/dev/null', link], 'parent');
    const named = { ...LISTENING, holder: { pid: 20, command: 'parent' } };
    expect(await listeningOn(9006, proc)).toEqual([named]);
    expect(await listeningOn(undefined, proc)).toContainEqual(named);
  });
});
