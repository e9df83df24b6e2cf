import { existsSync } from 'node:fs';
import { lstat, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectNoStack } from '../support/advice.ts';
import { connectPath } from '../support/paths.ts';
import {
  type RunningProcess,
  type StartOptions,
  startSockets,
} from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';
import { LINUX, program, testNeeding } from '../support/tools.ts';

const ALL_OCTETS = Buffer.from(Uint8Array.from({ length: 256 }, (_, octet) => octet));
const SS = program('ss', 'iproute2');

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  path = join(folder, 'it.sock');
});

afterEach(() => rm(folder, { recursive: true }));

async function serve(args: readonly string[] = [], options?: StartOptions) {
  const server = startSockets(['unix-server', path, ...args], options);
  await server.untilError(/listening on/);
  return server;
}

test('the path is the first thing said, then socket, bind and listen with its backlog', async () => {
  await using server = await serve(['--backlog', '7']);
  await server.untilError(/L1 +listen/);
  expect(server.stderr.split('\n')[0]).toBe(`listening on ${path} · echo · Ctrl-C stops`);
  expect(server.stderr).toMatch(/L1 +socket +.*Unix domain/);
  expect(server.stderr).toMatch(new RegExp(`L1 +bind +${path}\n.*L1 +listen +backlog 7`));
  expect((await lstat(path)).isSocket()).toBe(true);
});

test('a relative path is one of the folder it is started in', async () => {
  const through = ['sh', '-c', 'cd "$0" && exec "$@"', folder];
  await using server = startSockets(['unix-server', basename(path)], { through });
  await server.untilError(/listening on it\.sock · echo/);
  using peer = await connectPath(path);
  peer.socket.end('here');
  expect((await peer.everything()).toString()).toBe('here');
  server.signal('SIGINT');
  await server.exited;
  expect(existsSync(path)).toBe(false);
});

describe('services', () => {
  test.each([
    ['echo', /^hello\n$/],
    ['discard', /^$/],
    ['upper', /^HELLO\n$/],
    ['daytime', /^[^\r\n]+ \d\d:\d\d:\d\d[^\r\n]*\r\n$/],
    ['chargen', /^ !"#.{68}\r\n/],
  ])('%s answers as it does over TCP', async (service, answer) => {
    await using server = await serve(['--service', service, '--quiet']);
    using peer = await connectPath(path);
    peer.socket.end('hello\n');
    if (service === 'chargen') await peer.until('\r\n');
    else await peer.everything();
    expect(peer.received.toString('latin1')).toMatch(answer);
    expectNoStack(server.stderr);
  });

  test('chat passes every line on to all the others, with the name of its sender', async () => {
    await using _server = await serve(['--service', 'chat', '--quiet']);
    using first = await connectPath(path);
    using second = await connectPath(path);
    second.socket.write('안녕\n');
    expect(await first.until('\n')).toBe('S2: 안녕\n');
  });

  test('pipe joins one peer to standard input and output, and then the server is done', async () => {
    await using server = await serve(['--service', 'pipe']);
    using peer = await connectPath(path);
    peer.socket.end(ALL_OCTETS);
    expect(await server.untilOctets(256)).toEqual(ALL_OCTETS);
    server.endInput(ALL_OCTETS);
    expect(await peer.everything()).toEqual(ALL_OCTETS);
    expect(await server.exited).toEqual({ status: 0, signal: null });
    expect(existsSync(path)).toBe(false);
  });
});

describe('options', () => {
  test('--once serves one connection; meanwhile the path is gone already', async () => {
    await using server = await serve(['--once']);
    using peer = await connectPath(path);
    await server.untilError(/L1 +unlink.*\n.*L1 +close/);
    expect(existsSync(path)).toBe(false);
    peer.socket.end('once');
    expect((await peer.everything()).toString()).toBe('once');
    expect(await server.exited).toEqual({ status: 0, signal: null });
  });

  test('--max-connections turns a further client away', async () => {
    await using server = await serve(['--max-connections', '1']);
    using first = await connectPath(path);
    await server.untilError(/S1 +accept/);
    using second = await connectPath(path);
    expect(await second.everything()).toHaveLength(0);
    await server.untilError(/L1 +turned-away .*closed at once: the limit is 1/);
    first.socket.end('still here');
    expect((await first.everything()).toString()).toBe('still here');
  });

  test('--idle-timeout ends the half of a silent connection', async () => {
    await using server = await serve(['--idle-timeout', '50ms']);
    using peer = await connectPath(path);
    await peer.everything();
    await server.untilError(/S1 +timeout +not an octet for 50 ms\n.*S1 +──▶ shutdown/);
  });

  test('--half-open keeps our half when the peer has ended its own', async () => {
    await using server = await serve(['--half-open']);
    using peer = await connectPath(path);
    peer.socket.end('still there?');
    await peer.until('still there?');
    await server.untilError(/S1 +◀── end-of-stream/);
    expect(server.stderr).not.toMatch(/shutdown/);
    server.signal('SIGINT');
    await peer.everything();
    expect((await server.exited).status).toBe(130);
  });

  test('--pause-accept: a client connects and sends although nobody accepted it', async () => {
    await using server = await serve(['--pause-accept', '--backlog', '5']);
    await server.untilError(/not accepting/);
    using peer = await connectPath(path);
    peer.socket.write('hello');
    using _second = await connectPath(path);
    expect(server.stderr).not.toMatch(/S1/);
    server.write('\n');
    await peer.until('hello');
    await server.untilError(/accepting now\n.*S1 +accept/);
  });
});

describe('the file is removed', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s, which is told and ends with status %i', async (signal, status) => {
    await using server = await serve();
    server.signal(signal);
    expect(await server.exited).toEqual({ status, signal: null });
    expect(existsSync(path)).toBe(false);
    expect(server.stderr).toMatch(/L1 +unlink .*\n.*L1 +close +0 connections accepted/);
  });

  test('as soon as it listens no more, while connections go on', async () => {
    await using server = await serve();
    using peer = await connectPath(path);
    await server.untilError(/S1 +accept/);
    server.signal('SIGINT');
    await server.untilError(/waiting for S1 to end/);
    expect(existsSync(path)).toBe(false);
    peer.socket.end('bye');
    expect((await peer.everything()).toString()).toBe('');
    expect((await server.exited).status).toBe(130);
  });

  test('when nobody reads its output any more', async () => {
    await using server = await serve(['--json']);
    await server.untilOutput(/"listen"/);
    server.closeOutput();
    using _peer = await connectPath(path);
    expect((await server.exited).status).toBe(0);
    expect(existsSync(path)).toBe(false);
    expectNoStack(server.stderr);
  });

  test('when nobody read its output even before it began to accept', async () => {
    await using server = await serve(['--json', '--pause-accept'], { stdin: 'pipe' });
    server.closeOutput();
    await server.untilError(/not accepting/);
    server.write('\n');
    using _peer = await connectPath(path);
    expect((await server.exited).status).toBe(0);
    expect(existsSync(path)).toBe(false);
  });

  test('also where a client does not end: a second SIGINT cuts it', async () => {
    await using server = await serve();
    using peer = await connectPath(path);
    await server.untilError(/S1 +accept/);
    server.signal('SIGINT');
    await server.untilError(/waiting for S1 to end/);
    server.signal('SIGINT');
    expect(await server.exited).toEqual({ status: 130, signal: null });
    expect(server.stderr).toMatch(/^cut: S1$/m);
    expect(server.stderr).not.toMatch(/reset/);
    peer.socket.write('hello?');
    expect(await peer.gone()).toBe('EPIPE');
  });
});

describe('who the peer is', () => {
  const credentials = (client: RunningProcess) =>
    new RegExp(`S1 +credentials +.*pid ${client.pid}, uid ${process.getuid?.()}`);

  testNeeding([LINUX, SS], 'the kernel tells, and the trace says so', async () => {
    const record = join(folder, 'trace.jsonl');
    await using server = await serve(['--record', record]);
    await using client = startSockets(['unix-client', path]);
    await server.untilError(credentials(client));
    client.endInput();
    await client.exited;
    server.signal('SIGINT');
    await server.exited;
    const events = await eventsOf(await readFile(record));
    expect(events.find(({ type }) => type === 'credentials')).toMatchObject({
      source: 'kernel',
      socket: 'S1',
      local: { path },
      pid: client.pid,
      uid: process.getuid?.(),
    });
  });

  test('nothing is told of a client once it is gone', async () => {
    await using server = await serve(['--json']);
    for (let i = 1; i <= 20; i += 1) {
      using peer = await connectPath(path);
      peer.socket.end('x');
      await peer.everything();
    }
    server.signal('SIGINT');
    const events = await eventsOf((await server.finished()).stdout);
    for (let i = 1; i <= 20; i += 1) expect(stepsOf(events, `S${i}`).at(-1)).toBe('close');
  });
});
