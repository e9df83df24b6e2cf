import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  mkdtemp,
  open as openFile,
  readFile,
  rm,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { connect, createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { peerOf } from '../../../src/observe/kernel/unix-peer.ts';
import { LINUX, program, testNeeding } from '../../support/tools.ts';

const SS = program('ss', 'iproute2');
const cleanups: (() => unknown)[] = [];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  cleanups.push(() => rm(folder, { recursive: true }));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

async function serve() {
  const path = join(folder, 'chat room.sock');
  // Not read from, so that its accepted ends stay open whatever becomes of their peers.
  const server = createServer({ pauseOnConnect: true }).listen(path);
  cleanups.push(() => server.close());
  await once(server, 'listening');
  /** The accepted end of the next connection, once somebody has made it. */
  const accept = async (): Promise<Socket> => {
    const [socket] = await once(server, 'connection');
    if (!(socket instanceof Socket)) throw new Error('no socket');
    cleanups.push(() => socket.destroy());
    return socket;
  };
  return { path, accept };
}

function descriptorOf(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, '_handle');
  const descriptor: unknown = handle instanceof Object ? Reflect.get(handle, 'fd') : undefined;
  if (typeof descriptor !== 'number') throw new Error('no descriptor');
  return descriptor;
}

const CLIENT = "require('node:net').connect(process.argv[1])";

async function connectChild(path: string, accept: () => Promise<Socket>, argv0 = 'node') {
  const accepted = accept();
  const child = spawn(process.execPath, ['-e', CLIENT, path], { argv0, stdio: 'ignore' });
  cleanups.push(() => child.kill('SIGKILL'));
  return { child, socket: await accepted };
}

/** Another `ss` first on the PATH. */
async function fakeSs(script: string): Promise<void> {
  const { PATH = '' } = process.env;
  await writeFile(join(folder, 'ss'), `#!/bin/sh\nREAL_PATH='${PATH}'\n${script}\n`);
  await chmod(join(folder, 'ss'), 0o755);
  vi.stubEnv('PATH', `${folder}:${PATH}`);
}

testNeeding(
  [LINUX, SS],
  'a client in another process is told by pid, user and command',
  async () => {
    const { path, accept } = await serve();
    const { child, socket } = await connectChild(path, accept);
    expect(await peerOf(descriptorOf(socket))).toEqual({
      pid: child.pid,
      uid: process.geteuid?.(),
      command: `node -e ${CLIENT}`,
    });
  },
);

testNeeding([LINUX, SS], 'what a process calls itself cannot write to the terminal', async () => {
  const { path, accept } = await serve();
  const { socket } = await connectChild(path, accept, 'cl\x1b[2Jear\u202E",pid=1');
  expect((await peerOf(descriptorOf(socket)))?.command).toMatch(/^cl\?\[2Jear\?",pid=1 -e/);
});

testNeeding([LINUX, SS], 'a client whose process has gone is unknown', async () => {
  const { path, accept } = await serve();
  const { child, socket } = await connectChild(path, accept);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await peerOf(descriptorOf(socket))).toBeUndefined();
});

testNeeding(
  [LINUX, SS],
  'many questions at once are one run of ss, and each gets its own answer',
  async () => {
    const { path, accept } = await serve();
    const accepted = accept();
    const client = connect(path);
    cleanups.push(() => client.destroy());
    const ours = await accepted;
    const { child, socket: theirs } = await connectChild(path, accept);
    const runs = join(folder, 'runs');
    await fakeSs(`echo run >> '${runs}'; PATH="$REAL_PATH" exec ss "$@"`);

    const asked = [ours, theirs, client].flatMap((end) => Array(20).fill(descriptorOf(end)));
    const pids = (await Promise.all(asked.map(peerOf))).map((peer) => peer?.pid);
    expect(pids).toEqual([
      ...Array(20).fill(process.pid),
      ...Array(20).fill(child.pid),
      ...Array(20).fill(process.pid),
    ]);
    expect(await readFile(runs, 'utf8')).toBe('run\n');
  },
);

testNeeding([LINUX, SS], 'a question that comes while ss runs gets the next run', async () => {
  const { path, accept } = await serve();
  const open = async () => {
    const accepted = accept();
    const client = connect(path);
    cleanups.push(() => client.destroy());
    return descriptorOf(await accepted);
  };
  const gate = join(folder, 'gate');
  execFileSync('mkfifo', [gate]);
  // The first run has looked before it waits at the gate; later ones find no gate.
  await fakeSs(`PATH="$REAL_PATH"; ss "$@"; [ -p '${gate}' ] && cat '${gate}'; exit 0`);

  const early = peerOf(await open());
  const opened = await openFile(gate, 'w'); // Waits until it is read from.
  const late = peerOf(await open());
  await unlink(gate);
  await opened.close();
  expect((await early)?.pid).toBe(process.pid);
  expect((await late)?.pid).toBe(process.pid);
});

testNeeding(
  [LINUX],
  'without ss, with one that fails, lies or hangs, nothing is known',
  async () => {
    const { path, accept } = await serve();
    const accepted = accept();
    const client = connect(path);
    cleanups.push(() => client.destroy());
    const descriptor = descriptorOf(await accepted);

    vi.stubEnv('PATH', join(folder, 'nowhere'));
    expect(await peerOf(descriptor)).toBeUndefined();
    vi.unstubAllEnvs();
    for (const script of [
      'exit 1',
      "echo 'u_str ESTAB 0 0 * 1 * 2'",
      'PATH="$REAL_PATH" exec yes',
      'PATH="$REAL_PATH" exec sleep 3600',
    ]) {
      await fakeSs(script);
      expect(await peerOf(descriptor)).toBeUndefined();
      vi.unstubAllEnvs();
    }
  },
);

test('a descriptor that is no socket has no peer', async () => {
  expect(await peerOf(-1)).toBeUndefined();
  expect(await peerOf(1 << 20)).toBeUndefined();
});
