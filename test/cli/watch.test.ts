import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { startProgram } from '../support/sockets-process.ts';
import { program, STRACE, testNeeding } from '../support/tools.ts';
import { fixture, livesIn, PYTHON, python, watched } from '../support/watched.ts';

const CC = program('cc', 'gcc');
const JAVA = program('javac', 'default-jdk-headless');

const callsIn = (events: readonly SocketEvent[]): EventOf<'syscall'>[] =>
  events.flatMap((event) => (event.type === 'syscall' ? [event] : []));

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'watch-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

testNeeding(
  [STRACE, PYTHON],
  'a Python server and its client are told call by call, from socket to close',
  async () => {
    const { status, events } = await watched(python('strace/programs/forking.py'));

    expect(status).toBe(0);
    expect(livesIn(events, 'L1')).toEqual(['socket', 'bind', 'listen', 'close', 'close', 'close']);
    expect(livesIn(events).slice(0, 6)).toEqual([
      ...['L1 socket', 'L1 bind', 'L1 listen', 'C1 socket', 'C1 connect', 'S1 accept'],
    ]);
    const [socket] = callsIn(events);
    expect(socket).toMatchObject({ source: 'syscall', call: 'socket', result: 3 });
  },
);

testNeeding([STRACE, PYTHON], 'forked children are told apart by their processes', async () => {
  const { events } = await watched(python('strace/programs/forking.py'));
  const closers = callsIn(events).filter(({ call, socket }) => call === 'close' && socket === 'S1');

  expect(new Set(closers.map(({ process }) => process)).size).toBe(2);
  // The second child ends without closing: of it and its parent, it is the last to have S2.
  const left = events.find(({ type }) => type === 'left-open');
  expect(left).toMatchObject({ socket: 'S2' });
  expect(livesIn(events, 'S2')).toEqual(['accept', 'close', 'left-open']);
});

testNeeding(
  [STRACE, CC],
  'a C program that forks has its sockets at a path told, and its exit status passed on',
  () =>
    inFolder(async (folder) => {
      const binary = join(folder, 'forking');
      await using compiler = startProgram('cc', ['-o', binary, fixture('watch/forking.c')]);
      expect(await compiler.exited).toMatchObject({ status: 0 });
      const path = join(folder, 'path.sock');
      const { status, events } = await watched([binary, path]);

      expect(status).toBe(3);
      expect(livesIn(events, 'L1')).toEqual(['socket', 'bind', 'listen', 'close']);
      expect(livesIn(events, 'C1')).toEqual(['socket', 'connect', 'left-open']);
      expect(livesIn(events, 'S1')).toEqual(['accept', 'close']);
      const order = livesIn(events);
      expect(order.indexOf('C1 connect')).toBeLessThan(order.indexOf('S1 accept'));
      expect(callsIn(events).find(({ call }) => call === 'connect')).toMatchObject({
        arguments: `4, ${path}`,
      });
      expect(await readdir(folder)).toEqual(['forking']);
    }),
);

testNeeding([STRACE], 'a Node.js server and its client', async () => {
  const { status, events } = await watched([
    process.execPath,
    fixture('strace/programs/server.mjs'),
  ]);

  expect(status).toBe(0);
  expect(livesIn(events, 'L1')).toEqual(['socket', 'bind', 'listen', 'close']);
  expect(livesIn(events, 'C1')).toEqual(['socket', 'connect', 'shutdown', 'close']);
  expect(livesIn(events, 'S1')).toEqual(['accept', 'shutdown', 'close']);
});

testNeeding([STRACE, JAVA], 'a program in Java, without the sockets it only tries out', () =>
  inFolder(async (folder) => {
    await using compiler = startProgram('javac', ['-d', folder, fixture('watch/Pair.java')]);
    expect(await compiler.exited).toMatchObject({ status: 0 });
    const { status, events } = await watched(['java', '-cp', folder, 'Pair']);

    expect(status).toBe(0);
    expect(livesIn(events, 'L1')).toEqual(['socket', 'bind', 'listen', 'shutdown', 'close']);
    expect(livesIn(events, 'C1').slice(0, 2)).toEqual(['socket', 'connect']);
    expect(livesIn(events, 'S1')[0]).toBe('accept');
    // Which features the kernel has it finds out with sockets that it makes and closes: what else it has are pairs.
    const others = new Set(events.map(({ socket }) => socket));
    for (const socket of ['L1', 'C1', 'S1']) others.delete(socket);
    for (const socket of others) expect(livesIn(events, socket)[0]).toBe('socketpair');
  }),
);

testNeeding([STRACE, PYTHON], 'threads of one process are told apart', async () => {
  const { events } = await watched(python('strace/programs/threads.py'));
  const calls = callsIn(events);

  expect(new Set(calls.map(({ process }) => process)).size).toBe(1);
  const connecting = calls.filter(({ call }) => call === 'connect');
  expect(new Set(connecting.map(({ thread }) => thread)).size).toBe(4);
  const labels = new Set(events.map(({ socket }) => socket));
  expect([...labels].sort()).toEqual(['C1', 'C2', 'C3', 'C4', 'L1', 'S1', 'S2', 'S3', 'S4']);
  for (const socket of ['S1', 'S2', 'S3', 'S4']) {
    expect(livesIn(events, socket)).toEqual(['accept', 'close']);
  }
});

testNeeding([STRACE, PYTHON], 'datagrams, with the calls that move them on request', async () => {
  const args = ['--lanes', 'syscall', '--syscalls', 'all'];
  const { events } = await watched(python('strace/programs/datagrams.py'), args);
  const ofReceiver = callsIn(events).filter(({ socket }) => socket === 'U1');

  expect(ofReceiver.map(({ call }) => call).filter((call) => call !== 'getsockname')).toEqual([
    ...['socket', 'bind', 'recvfrom', 'recvmsg', 'close'],
  ]);
  expect(ofReceiver.find(({ call }) => call === 'recvfrom')).toMatchObject({
    bytes: 5,
    data: new Uint8Array(Buffer.from('first')),
  });
  const [sent] = callsIn(events).filter(({ call }) => call === 'sendto');
  expect(sent).toMatchObject({ socket: 'U2', bytes: 5 });
});

testNeeding([STRACE, PYTHON], 'the kernel’s states stand among the calls', async () => {
  const lanes = ['--lanes', 'syscall,kernel'];
  const { events } = await watched(python('strace/programs/unclosed.py'), lanes);

  expect(new Set(events.map(({ source }) => source))).toEqual(new Set(['syscall', 'kernel']));
  const states = events.flatMap((event) => (event.type === 'state' ? [event.socket] : []));
  expect(states.length).toBeGreaterThan(0);
  for (const socket of states) expect(['L1', 'S1', 'C1']).toContain(socket);
});
