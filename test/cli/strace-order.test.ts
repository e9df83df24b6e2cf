import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { connectPeer, listenPeer } from '../support/peer.ts';
import { type RunningProcess, startSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';
import { STRACE, testNeeding } from '../support/tools.ts';

/** The steps whose names are those of their calls, or nearly so. */
const SUCCEEDED: Readonly<Record<string, string>> = {
  socket: 'socket',
  bind: 'bind',
  listen: 'listen',
  shutdown: 'shutdown',
  close: 'close',
};

/** What a system call on a TCP socket is in our words; a call that is none of ours gives nothing. */
function stepOf({ name, rest }: Call): string | undefined {
  const result = Number(/\) += (-?\d+)/.exec(rest)?.[1]);
  if (name === 'connect') return 'attempt'; // EINPROGRESS, as it does not block
  if (result < 0) return undefined;
  if (name === 'read') return result > 0 ? 'receive' : 'end-of-stream';
  // A write of nothing sends nothing: it asks whether the connection still stands.
  if (name === 'write' || name === 'writev') return result > 0 ? 'send' : undefined;
  if (name === 'setsockopt' && /TCP_NODELAY|SO_KEEPALIVE/.test(rest)) return 'setsockopt';
  return SUCCEEDED[name];
}

/** One completed call: its name, what stood between the parentheses, and its result. */
interface Call {
  readonly name: string;
  readonly rest: string;
}

/** The calls of strace's log. One that another thread's call came between stands in two parts. */
function* callsIn(log: string): Generator<Call> {
  const begun = new Map<string, string>();
  for (const line of log.split('\n')) {
    const [, thread = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (text.endsWith(' <unfinished ...>')) {
      begun.set(thread, text.replace(/ <unfinished \.\.\.>$/, ''));
      continue;
    }
    const whole = text.replace(/^<\.\.\. \w+ resumed>/, () => begun.get(thread) ?? '');
    const [, name, rest] = /^(\w+)\((.*)$/.exec(whole) ?? [];
    if (name !== undefined && rest !== undefined) yield { name, rest };
  }
}

/** The descriptor of a TCP socket that a call made, and the step that is; `undefined` for any other call. */
function bornOf({ name, rest }: Call): { descriptor: string; step: string } | undefined {
  const [, descriptor] = /= (\d+)$/.exec(rest) ?? [];
  if (descriptor === undefined) return undefined;
  if (name === 'accept4') return { descriptor, step: 'accept' };
  const isTcp = name === 'socket' && /AF_INET6?, SOCK_STREAM/.test(rest);
  return isTcp ? { descriptor, step: 'socket' } : undefined;
}

/** The steps of each socket, from its socket(2) or accept4(2) to its close(2). */
function callsBySocket(log: string): string[][] {
  const open = new Map<string, string[]>();
  const all: string[][] = [];
  for (const call of callsIn(log)) {
    const born = bornOf(call);
    if (born) {
      const steps = [born.step];
      open.set(born.descriptor, steps);
      all.push(steps);
      continue;
    }
    const [descriptor = ''] = /^\d+/.exec(call.rest) ?? [];
    const step = stepOf(call);
    if (step !== undefined) open.get(descriptor)?.push(step);
    if (call.name === 'close') open.delete(descriptor);
  }
  return all.map(withoutLastEnd);
}

/**
 * The steps without an end of stream that comes when our half is closed already: epoll(7) then reports EPOLLHUP,
 * and libuv need not call read(2) to know.
 */
function withoutLastEnd(steps: readonly string[]): string[] {
  const shutdown = steps.indexOf('shutdown');
  return steps.filter((step, i) => step !== 'end-of-stream' || shutdown < 0 || i < shutdown);
}

/** Our steps of a socket that are system calls; the others merely happen. */
function callsOf(events: readonly SocketEvent[], socket: string): string[] {
  const steps = stepsOf(events, socket);
  return withoutLastEnd(steps.filter((step) => step !== 'connect' && step !== 'lookup'));
}

/** Runs sockets under strace, and gives its events and the calls of its TCP sockets. */
async function traced(
  args: readonly string[],
  meanwhile: (running: RunningProcess) => Promise<void> = async () => undefined,
): Promise<{ events: SocketEvent[]; calls: string[][] }> {
  const folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  try {
    const log = join(folder, 'strace.log');
    const through = ['strace', '-f', '-o', log, '-e', 'trace=network,read,write,writev,close'];
    await using running = startSockets([...args, '--json'], { through });
    await meanwhile(running);
    const { stdout } = await running.finished();
    return { events: await eventsOf(stdout), calls: callsBySocket(await readFile(log, 'utf8')) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

testNeeding(
  [STRACE],
  'the steps of the demo are the system calls of its sockets, in their order',
  async () => {
    const { events, calls } = await traced(['demo', '--lanes', 'app']);
    expect(calls).toHaveLength(3);
    for (const socket of ['L1', 'S1', 'C1']) expect(calls).toContainEqual(callsOf(events, socket));
    expect(callsOf(events, 'L1')).toEqual(['socket', 'bind', 'listen', 'close']);
  },
);

testNeeding([STRACE], 'the steps of a client are its system calls', async () => {
  await using server = await listenPeer();
  const args = ['tcp-client', '127.0.0.1', String(server.port), '--no-delay', '--send', 'a'];
  const { events, calls } = await traced([...args, '--send', 'b'], async (client) => {
    const peer = await server.next();
    await peer.until('ab');
    peer.socket.end('c');
    await client.exited;
  });
  expect(calls).toEqual([callsOf(events, 'C1')]);
  expect(calls[0]).toEqual([
    'socket',
    'attempt',
    'setsockopt',
    'send',
    'send',
    'shutdown',
    'receive',
    'close',
  ]);
});

testNeeding(
  [STRACE],
  'the steps of a server are its system calls, for every socket it accepts',
  async () => {
    const { events, calls } = await traced(['tcp-server', '0'], async (server) => {
      const port = await server.port;
      for (const text of ['one', 'two']) {
        using peer = await connectPeer(port);
        peer.socket.write(text);
        await peer.until(text);
        peer.socket.end();
        await peer.everything();
      }
      await server.untilOutput(/"socket":"S2","type":"close"/);
      process.kill(await childOf(server.pid), 'SIGINT');
    });
    const told = ['L1', 'S1', 'S2'].map((socket) => callsOf(events, socket));
    expect(calls).toEqual(told);
    expect(told[1]).toEqual(['accept', 'receive', 'send', 'end-of-stream', 'shutdown', 'close']);
  },
);

/** The process that strace has started. */
async function childOf(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]);
}
