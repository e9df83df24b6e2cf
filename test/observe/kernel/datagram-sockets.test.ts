import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import {
  boundOn,
  datagramSocketsOn,
  kernelDrops,
} from '../../../src/observe/kernel/datagram-sockets.ts';

const LINUX = platform() === 'linux';
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

async function bind(
  host: string,
  options: Partial<SocketOptions> = {},
  port = 0,
): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket({ type: host.includes(':') ? 'udp6' : 'udp4', ...options });
  cleanups.push(() => socket.close());
  const failed = once(socket, 'error').then(([error]) => Promise.reject(error));
  socket.bind(port, host);
  await Promise.race([once(socket, 'listening'), failed]);
  failed.catch(() => undefined);
  return { socket, port: socket.address().port };
}

test('where there is no /proc, nothing is known', async () => {
  const local = { host: '127.0.0.1', port: 9001 };
  expect(await datagramSocketsOn(undefined, '/nowhere')).toBeUndefined();
  expect(await boundOn(9001, '/nowhere')).toBeUndefined();
  expect(await kernelDrops(local, { proc: '/nowhere' })).toBeUndefined();
});

describe.runIf(LINUX)('UDP sockets (Linux only: they are read from /proc)', () => {
  test.for(['127.0.0.1', '0.0.0.0', '::1'])(
    'one of this process on %s is found, and who holds it',
    async (host, { skip }) => {
      const { port } = await bind(host).catch((error: NodeJS.ErrnoException) =>
        skip(`this machine cannot bind ${host}: ${error.code}`),
      );
      const holder = { pid: process.pid, command: expect.any(String) };
      expect(await boundOn(port)).toEqual([{ address: { host, port }, holder }]);
      expect(await datagramSocketsOn(port)).toMatchObject([
        { local: { host, port }, remote: { port: 0 }, drops: 0, receiveQueue: 0, holder },
      ]);
      expect(await kernelDrops({ host, port })).toBe(0);
    },
  );

  test('without a port, every socket is told; a connected one with its peer', async () => {
    const server = await bind('127.0.0.1');
    const { socket } = await bind('127.0.0.1');
    socket.connect(server.port, '127.0.0.1');
    await once(socket, 'connect');

    const ends = (await datagramSocketsOn())?.map(({ local, remote }) => ({ local, remote }));
    expect(ends).toContainEqual({
      local: { host: '127.0.0.1', port: socket.address().port },
      remote: { host: '127.0.0.1', port: server.port },
    });
  });

  test('a closed socket is gone', async () => {
    const { port } = await bind('127.0.0.1');
    await cleanups.pop()?.();
    expect(await boundOn(port)).toEqual([]);
    expect(await kernelDrops({ host: '127.0.0.1', port })).toBeUndefined();
  });

  test('the zone of an address is not in the table, and does not keep its socket from being found', async ({
    skip,
  }) => {
    const { port } = await bind('::1').catch(() => skip('this machine has no IPv6'));
    expect(await kernelDrops({ host: '::1%lo', port })).toBe(0);
  });

  test('where two of this process share an address, the drops of neither are told', async () => {
    const { port } = await bind('127.0.0.1', { reuseAddr: true });
    await bind('127.0.0.1', { reuseAddr: true }, port);
    expect(await datagramSocketsOn(port)).toHaveLength(2);
    expect(await kernelDrops({ host: '127.0.0.1', port })).toBeUndefined();
  });
});

describe.runIf(LINUX)('a table with drops (Linux only)', () => {
  const FIXTURES = fileURLToPath(new URL('../../fixtures/proc-net-udp/', import.meta.url));
  const SHARED = { host: '0.0.0.0', port: 9003 };

  async function makeProc(own: readonly number[] = []): Promise<string> {
    const proc = await mkdtemp(join(tmpdir(), 'sockets-proc-'));
    cleanups.push(() => rm(proc, { recursive: true }));
    await mkdir(join(proc, 'net'));
    await mkdir(join(proc, 'self/fd'), { recursive: true });
    for (const table of ['udp', 'udp6']) {
      await cp(`${FIXTURES}${table}.txt`, join(proc, 'net', table));
    }
    const links = own.map((inode, fd) => symlink(`socket:[${inode}]`, join(proc, `self/fd/${fd}`)));
    await Promise.all(links);
    return proc;
  }

  test('are told by the address, and by the inode of a descriptor', async () => {
    const proc = await makeProc();
    const local = { host: '127.0.0.1', port: 9001 };
    expect(await kernelDrops(local, { proc })).toBe(15);
    expect(await kernelDrops(local, { proc, inode: 2_787_105 })).toBe(15);
    expect(await kernelDrops(local, { proc, inode: 1 })).toBeUndefined();
    expect(await kernelDrops({ host: '127.0.0.2', port: 9001 }, { proc })).toBeUndefined();
  });

  test('of two that share an address, the inode decides, or whose they are', async () => {
    const neither = await makeProc();
    expect(await kernelDrops(SHARED, { proc: neither })).toBeUndefined();
    expect(await kernelDrops(SHARED, { proc: neither, inode: 2_787_108 })).toBe(0);
    expect(await kernelDrops(SHARED, { proc: await makeProc([2_787_107]) })).toBe(0);
    const both = await makeProc([2_787_107, 2_787_108]);
    expect(await kernelDrops(SHARED, { proc: both })).toBeUndefined();
  });
});
