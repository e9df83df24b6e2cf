import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { SocketEvent } from '../../../src/event/event.ts';
import { Labels } from '../../../src/event/label.ts';
import type { Sighting } from '../../../src/observe/sighting.ts';
import { labelled } from '../../../src/observe/sighting.ts';
import { SyscallLane, type SyscallLaneOptions } from '../../../src/observe/syscall/syscall-lane.ts';
import { Whose } from '../../../src/observe/whose.ts';

type Options = Omit<SyscallLaneOptions, 'tell' | 'whose'>;

/** What a lane tells of lines, labels given when all are read: `L1 bind(3, 127.0.0.1:9000)`. */
async function told(lines: readonly string[], options: Options = {}) {
  const whose = new Whose(new Labels());
  const seen: (SocketEvent | Sighting)[] = [];
  const stream = new PassThrough();
  const lane = new SyscallLane(stream, { ...options, whose, tell: (one) => seen.push(one) });
  stream.end(lines.map((line, at) => numbered(line, at)).join(''));
  await lane.ended;
  const events = seen.flatMap((one) => ('seen' in one ? (labelled(one, whose) ?? []) : [one]));
  return { lane, whose, events, steps: events.map(step) };
}

/** `1 socket(...)` gets a time, a millisecond after the line before. */
function numbered(line: string, at: number): string {
  const [, process = '', call = ''] = /^(\d+) (.*)$/.exec(line) ?? [];
  return `${process} 1700000000.${String(at).padStart(3, '0')}000 ${call}\n`;
}

function step(event: SocketEvent): string {
  if (event.type !== 'syscall') return `${event.socket} ${event.type}`;
  return `${event.socket} ${event.call}(${event.arguments})`;
}

const SOCKET = '1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<TCP:[7001]> <0.000020>';
const address = (port: number) =>
  `{sa_family=AF_INET, sin_port=htons(${port}), sin_addr=inet_addr("127.0.0.1")}`;
const BIND = `1 bind(3<TCP:[7001]>, ${address(9000)}, 16) = 0 <0.000020>`;
const LISTEN = '1 listen(3<TCP:[127.0.0.1:9000]>, 5) = 0 <0.000020>';
const ACCEPT = `1 accept4(3<TCP:[127.0.0.1:9000]>, ${address(40000)}, [16], SOCK_CLOEXEC) = 4<TCP:[127.0.0.1:9000->127.0.0.1:40000]> <0.020000>`;
const SERVER = [SOCKET, BIND, LISTEN, ACCEPT];

test('calls a listener and what it accepts by what they are', async () => {
  const { steps } = await told([
    ...SERVER,
    '1 close(4<TCP:[127.0.0.1:9000->127.0.0.1:40000]>) = 0 <0.000020>',
    '1 close(3<TCP:[127.0.0.1:9000]>) = 0 <0.000020>',
  ]);

  expect(steps).toEqual([
    'L1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP)',
    'L1 bind(3, 127.0.0.1:9000)',
    'L1 listen(3, 5)',
    'S1 accept4(3, 127.0.0.1:40000, SOCK_CLOEXEC)',
    'S1 close(4)',
    'L1 close(3)',
  ]);
});

test('tells of accept when it returned, for before that nobody was there', async () => {
  const { events } = await told(SERVER);

  expect(events.map(({ time }) => time - 1_700_000_000_000_000)).toEqual([0, 1000, 2000, 23_000]);
});

test('says nothing of a look for clients that found none', async () => {
  const empty =
    '1 accept4(3<TCP:[127.0.0.1:9000]>, NULL, NULL, SOCK_NONBLOCK) = -1 EAGAIN (Resource temporarily unavailable) <0.000010>';
  const { steps } = await told([SOCKET, BIND, LISTEN, empty]);

  expect(steps).toHaveLength(3);
});

test('a socket that failed to connect is a client all the same', async () => {
  const { steps, lane } = await told([
    SOCKET,
    `1 connect(3<TCP:[7001]>, ${address(1)}, 16) = -1 ECONNREFUSED (Connection refused) <0.000020>`,
    '1 close(3<TCP:[7001]>) = 0 <0.000020>',
  ]);

  expect(steps).toEqual([
    'C1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP)',
    'C1 connect(3, 127.0.0.1:1)',
    'C1 close(3)',
  ]);
  expect(lane.lives.list()).toMatchObject([
    { failed: 'ECONNREFUSED', towards: { port: 1 }, end: { how: 'closed' } },
  ]);
});

test('a pair is told at both of its sockets', async () => {
  const { steps } = await told([
    '1 socketpair(AF_UNIX, SOCK_STREAM, 0, [3<UNIX-STREAM:[11->12]>, 4<UNIX-STREAM:[12->11]>]) = 0 <0.000020>',
  ]);

  expect(steps).toEqual([
    'T1 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4])',
    'T2 socketpair(AF_UNIX, SOCK_STREAM, 0, [3, 4])',
  ]);
});

test('inherited sockets are told of as asked: none, all but the standard streams, all', async () => {
  const lines = [
    '1 shutdown(1<UNIX-STREAM:[21->22]>, SHUT_WR) = 0 <0.000020>',
    '1 shutdown(5<UNIX-STREAM:[31->32]>, SHUT_WR) = 0 <0.000020>',
  ];
  const count = async (inherited?: Options['inherited']) =>
    (await told(lines, inherited ? { inherited } : {})).steps;

  expect(await count()).toEqual([]);
  expect(await count('but-standard')).toEqual(['T1 shutdown(5, SHUT_WR)']);
  expect(await count('all')).toHaveLength(2);
});

test('what only prepares the program is not told', async () => {
  const execve = (path: string) => `1 execve("${path}", ["x"], 0x7ffd /* 9 vars */) = 0 <0.000200>`;
  const early = '1 close(3<UNIX-STREAM:[41->42]>) = 0 <0.000020>';
  const { steps, lane } = await told(
    [execve('/bin/sh'), early, execve('/usr/bin/python3'), SOCKET],
    { preparing: 1, inherited: 'but-standard' },
  );

  expect(steps).toHaveLength(1);
  expect(lane.begun).toBe(true);
  expect(lane.processes.get(1)).toEqual({ id: 1, program: '/usr/bin/python3' });
});

test('what dup2 took the place of is told where it ended', async () => {
  const { steps } = await told([
    ...SERVER,
    '1 socketpair(AF_UNIX, SOCK_STREAM, 0, [5<UNIX-STREAM:[11->12]>, 6<UNIX-STREAM:[12->11]>]) = 0 <0.000020>',
    '1 dup2(5<UNIX-STREAM:[11->12]>, 4<TCP:[127.0.0.1:9000->127.0.0.1:40000]>) = 4<UNIX-STREAM:[11->12]> <0.000020>',
  ]);

  expect(steps.slice(-2)).toEqual(['T1 dup2(5, 4)', 'S1 dup2(5, 4)']);
});

test('also where it gave the number to a file', async () => {
  const { events } = await told([
    ...SERVER,
    '1 dup2(7</tmp/a>, 4<TCP:[127.0.0.1:9000->127.0.0.1:40000]>) = 4</tmp/a> <0.000020>',
  ]);

  expect(events.at(-1)).toMatchObject({ socket: 'S1', call: 'dup2', arguments: '…, 4', result: 4 });
});

test('what execve closed, and what a process left, is told as such', async () => {
  const { steps } = await told([
    '1 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<TCP:[7001]> <0.000020>',
    '1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 4<TCP:[7002]> <0.000020>',
    '1 execve("/usr/bin/other", ["other"], 0x7ffd /* 9 vars */) = 0 <0.000200>',
    '1 +++ killed by SIGKILL +++',
  ]);

  expect(steps.slice(-2)).toEqual(['T1 execve("/usr/bin/other")', 'T2 left-open']);
});

test('leaves out what the C library asks the name service cache', async () => {
  const { steps, lane } = await told([
    '1 socket(AF_UNIX, SOCK_STREAM, 0) = 3<UNIX-STREAM:[51]> <0.000020>',
    '1 connect(3<UNIX-STREAM:[51]>, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory) <0.000020>',
    '1 close(3<UNIX-STREAM:[51]>) = 0 <0.000020>',
  ]);

  expect(steps).toEqual([]);
  expect(lane.lives.list()).toEqual([]);
});

test('leaves out and counts what was never of use, where it is asked to', async () => {
  const lines = [SOCKET, '1 close(3<TCP:[7001]>) = 0 <0.000020>'];
  const hidden = await told(lines, { unused: 'hidden' });

  expect(hidden.steps).toEqual([]);
  expect(hidden.lane.lives).toMatchObject({ unused: 1 });
  expect((await told(lines)).steps).toHaveLength(2);
});

test('introduces each process but the first, and tells of io_uring once', async () => {
  const processes: unknown[] = [];
  const blind: number[] = [];
  await told(
    [
      '1 clone(child_stack=NULL, flags=SIGCHLD) = 2 <0.000100>',
      '2 execve("/usr/bin/curl", ["curl"], 0x7ffd /* 9 vars */) = 0 <0.000200>',
      '2 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<TCP:[7001]> <0.000020>',
      '2 close(3<TCP:[7001]>) = 0 <0.000020>',
      '2 io_uring_setup(8, {flags=0}) = 5<anon_inode:[io_uring]> <0.000020>',
      '2 io_uring_setup(8, {flags=0}) = 6<anon_inode:[io_uring]> <0.000020>',
    ],
    { onProcess: (process) => processes.push(process), onBlind: (process) => blind.push(process) },
  );

  expect(processes).toEqual([{ id: 2, parent: 1, program: '/usr/bin/curl' }]);
  expect(blind).toEqual([2]);
});

test('an attached process has its threads and its sockets from the beginning', async () => {
  const local = { host: '127.0.0.1', port: 9000 };
  const held = { descriptor: 3, inode: 7001, protocol: 'TCP', local, listening: true };
  const attached = { process: 1, threads: [1, 2], sockets: [held], time: 1_700_000_000_000_000 };
  const lines = [ACCEPT.replace(/^1/, '2')];
  const { events, lane, whose } = await told(lines, { attached, inherited: 'all' });

  expect(events).toMatchObject([{ socket: 'S1', process: 1, thread: 2 }]);
  expect(whose.bound(local)).toBe('L1');
  expect(lane.lives.list()).toMatchObject([
    { accepted: 1, end: { how: 'open' } },
    { socket: { remote: { port: 40_000 } } },
  ]);
});

test('a row of the kernel tells where a client is, by its number', async () => {
  const { whose } = await told([
    SOCKET,
    `1 connect(3<TCP:[7001]>, ${address(9000)}, 16) = 0 <0.000020>`,
  ]);
  const local = { host: '127.0.0.1', port: 40_000 };
  const remote = { host: '127.0.0.1', port: 9000 };
  expect(whose.of(local, remote)).toBeUndefined();
  whose.learnRow(7002, local, remote);
  expect(whose.of(local, remote)).toBeUndefined();
  whose.learnRow(7001, local, remote);
  expect(whose.of(local, remote)).toBe('C1');
});
