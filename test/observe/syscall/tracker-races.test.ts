import { describe, expect, test } from 'vitest';
import { traceOption } from '../../../src/observe/syscall/calls.ts';
import { callsIn, read, story } from './recorded.ts';

/** Lines without their times: each gets one, a microsecond after the one before. */
function traced(...lines: string[]) {
  const text = lines.map((line, at) => line.replace(' ', ` 1.${String(at).padStart(6, '0')} `));
  const { facts, reader } = read(`${text.join('\n')}\n`);
  return { facts, reader, lines: story(facts) };
}

const SOCKET = '7 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<TCP:[50]>';
const CONNECTED = '3<TCP:[127.0.0.1:1->127.0.0.1:2]>';
const THREAD = '7 clone(flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 8';

describe('between the entry of close and its return', () => {
  test('another thread may be given the number: both sockets are told apart', () => {
    const { lines, reader } = traced(
      SOCKET,
      THREAD,
      '7 close(3<TCP:[50]> <unfinished ...>',
      '8 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 3<UDP:[51]>',
      '7 <... close resumed>) = 0',
      '8 close(3<UDP:[51]>) = 0',
    );
    expect(lines).toEqual([
      '1 socket #1',
      '1 socket #2',
      '1 close #1',
      '1 gone #1 close',
      '1 close #2',
      '1 gone #2 close',
    ]);
    expect(reader.unclosed()).toEqual([]);
  });

  test('the process may be killed: the socket is gone once', () => {
    const { lines } = traced(
      SOCKET,
      '7 close(3<TCP:[50]> <unfinished ...>',
      '7 +++ killed by SIGKILL +++',
    );
    expect(lines).toEqual(['1 socket #1', '1 gone #1 close', '1 exit SIGKILL']);
  });
});

describe('children', () => {
  const FORKING = [
    '7 clone(flags=SIGCHLD <unfinished ...>',
    '9 clone(flags=SIGCHLD <unfinished ...>',
  ];

  test('of two parents that fork at once get their own parent’s sockets, though their lines come first', () => {
    const { facts, reader } = traced(
      SOCKET,
      '9 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<TCP:[60]>',
      ...FORKING,
      '11 close(3) = 0',
      '10 shutdown(3, SHUT_WR) = 0',
      '7 <... clone resumed>) = 10',
      '9 <... clone resumed>) = 11',
      '10 +++ exited with 0 +++',
    );
    const [closed] = callsIn(facts, 'close');
    const [shut] = callsIn(facts, 'shutdown');
    expect([closed?.process, closed?.socket?.id]).toEqual([11, 2]);
    expect([shut?.process, shut?.socket?.id]).toEqual([10, 1]);
    expect(reader.unclosed().map(({ socket, processes }) => [socket.id, processes])).toEqual([
      [1, [7]],
      [2, [9]],
    ]);
  });

  test('whose parent is killed before it knew them are told of all the same', () => {
    const { facts } = traced(
      SOCKET,
      ...FORKING.slice(0, 1),
      `10 shutdown(${CONNECTED}, SHUT_WR) = 0`,
      '7 +++ killed by SIGKILL +++',
    );
    expect(callsIn(facts, 'shutdown')).toMatchObject([
      { process: 10, socket: { inherited: true } },
    ]);
  });

  test('that share the table of descriptors, and no more, open and close for both', () => {
    const { lines } = traced(
      SOCKET,
      '7 clone(flags=CLONE_FILES|SIGCHLD) = 8',
      '8 close(3<TCP:[50]>) = 0',
      '7 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<TCP:[51]>',
      '7 +++ exited with 0 +++',
      '8 close(3<TCP:[51]>) = 0',
    );
    expect(lines).toEqual([
      '1 socket #1',
      '2 close #1',
      '2 gone #1 close',
      '1 socket #2',
      '1 exit 0',
      '2 close #2',
      '2 gone #2 close',
    ]);
  });

  test('may be given the number of one whose end was not seen', () => {
    const { lines } = traced(
      SOCKET,
      '7 fork() = 8',
      '7 close(3<TCP:[50]>) = 0',
      '7 fork() = 8',
      '8 close(3) = -1 EBADF (Bad file descriptor)',
    );
    expect(lines).toEqual(['1 socket #1', '1 close #1', '2 exit undefined', '2 gone #1 exit']);
  });
});

describe('a descriptor nobody was seen to open', () => {
  test('is an inherited socket, by its note', () => {
    const { facts } = traced(
      `7 shutdown(${CONNECTED}, SHUT_WR) = 0`,
      '7 listen(5<UNIX:[9,"/tmp/a"]>, 1) = 0',
    );
    const [stream, unix] = callsIn(facts);
    expect(stream?.socket).toMatchObject({
      inherited: true,
      domain: 'inet',
      kind: 'stream',
      remote: { port: 2 },
    });
    expect(unix?.socket).toMatchObject({
      inherited: true,
      domain: 'unix',
      local: { path: '/tmp/a' },
    });
    expect(unix?.socket?.kind).toBeUndefined();
  });

  test('is a socket that is known already, in another process, where the note is that socket’s', () => {
    const { facts } = traced(`7 shutdown(${CONNECTED}, SHUT_WR) = 0`, `9 close(${CONNECTED}) = 0`);
    expect(callsIn(facts).map(({ socket }) => socket?.id)).toEqual([1, 1]);
  });

  test.each([
    ['another socket', '3<TCP:[51]>', [1, 2]],
    ['another protocol', '3<UDP:[0.0.0.0:5]>', [1, 2]],
    ['a file', '3</tmp/file>', [1, undefined]],
  ])('replaces a socket whose close was not seen: %s', (_, note, ids) => {
    const { facts } = traced(SOCKET, `7 setsockopt(${note}, SOL_SOCKET, SO_KEEPALIVE, [1], 4) = 0`);
    expect(callsIn(facts).map(({ socket }) => socket?.id)).toEqual(ids);
    expect(facts).toContainEqual(expect.objectContaining({ type: 'gone', by: 'unseen' }));
  });

  test('is no other socket when its address changes on the way', () => {
    const { facts } = traced(
      SOCKET,
      '7 bind(3<TCP:[50]>, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("0.0.0.0")}, 16) = 0',
      '7 connect(3<TCP:[0.0.0.0:1]>, {sa_family=AF_INET, sin_port=htons(2), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
      `7 close(${CONNECTED}) = 0`,
    );
    expect(callsIn(facts).map(({ socket }) => socket?.id)).toEqual([1, 1, 1, 1]);
    expect(callsIn(facts, 'close')[0]?.socket).toMatchObject({
      local: { host: '127.0.0.1', port: 1 },
    });
  });
});

test('without notes (strace without -y) the numbers are followed', () => {
  const { lines } = traced(
    '7 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3',
    '7 write(1, "x", 1) = 1',
    '7 accept(3, NULL, NULL) = 4',
    '7 write(4, "x", 1) = 1',
    '7 close(4) = 0',
  );
  expect(lines).toEqual([
    '1 socket #1',
    '1 accept #1 made #2',
    '1 write #2 1 B',
    '1 close #2',
    '1 gone #2 close',
  ]);
});

test('notes of inodes alone (strace -y) do as well; a connection has its listener’s address', () => {
  const { facts, lines } = traced(
    '7 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3<socket:[50]>',
    '7 bind(3<socket:[50]>, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
    '7 accept(3<socket:[50]>, NULL, NULL) = 4<socket:[51]>',
    '7 read(4<socket:[51]>, "", 1) = 0',
    '7 shutdown(5<socket:[52]>, SHUT_RD) = 0',
  );
  expect(lines).toEqual([
    '1 socket #1',
    '1 bind #1',
    '1 accept #1 made #2',
    '1 read #2 0 B',
    '1 shutdown #3',
  ]);
  const [read, shutdown] = callsIn(facts, 'read', 'shutdown');
  expect(read?.socket).toMatchObject({ inode: 51, kind: 'stream', local: { port: 9 } });
  expect(shutdown?.socket).toMatchObject({ domain: 'other', inherited: true, inode: 52 });
});

test('a program that uses io_uring is said to move octets nobody sees', () => {
  const { facts } = traced('7 io_uring_setup(8, {flags=0}) = 5<anon_inode:[io_uring]>');
  expect(facts).toMatchObject([{ type: 'blind', call: 'io_uring_setup' }]);
});

test('a call that a signal breaks off is told as such, and again when it is made again', () => {
  const { facts } = traced(
    SOCKET,
    '7 accept4(3<TCP:[50]>, NULL, NULL, 0) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
    '7 accept4(3<TCP:[50]>, NULL, NULL, 0) = -1 EAGAIN (Resource temporarily unavailable)',
  );
  expect(callsIn(facts, 'accept4').map(({ outcome }) => outcome)).toEqual([
    'interrupted',
    { errno: 'EAGAIN' },
  ]);
});

test('strace is asked for a socket’s life, or for its octets as well', () => {
  const life = traceOption('lifecycle').split(',');
  const all = traceOption('all').split(',');
  expect(life).toEqual(
    expect.arrayContaining(['?socket', '?accept4', '?close', '?clone3', '?execve']),
  );
  expect(life).not.toContain('?read');
  expect(all).toEqual(expect.arrayContaining([...life, '?read', '?sendto', '?writev']));
  expect(all).not.toContain('?epoll_wait');
});
