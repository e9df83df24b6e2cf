import { describe, expect, test } from 'vitest';
import { callsIn, ends, read, recorded, story } from './recorded.ts';

function told(name: string): string[] {
  return story(read(recorded(name)).facts).filter((line) => !line.includes('getsockname'));
}

describe('a server and its client in two threads', () => {
  const { facts, reader } = read(recorded('tcp'));

  test('have three sockets, each with its own life', () => {
    expect([...new Set(facts.map(({ process }) => process))]).toHaveLength(1);
    const lines = told('tcp');
    expect(lines.filter((line) => /#1\b/.test(line))).toEqual([
      '1 socket #1',
      '1 setsockopt #1',
      '1 bind #1',
      '1 listen #1',
      '1 accept4 #1 made #3',
      '1 close #1',
      '1 gone #1 close',
    ]);
    expect(lines.filter((line) => /#2\b/.test(line))).toEqual([
      '1 socket #2',
      '1 connect #2',
      '1 sendto #2 6 B',
      '1 shutdown #2',
      expect.stringMatching(/^1 recvfrom #2 \d+ B$/),
      ...lines.filter((line) => /recvfrom #2 \d+ B/.test(line)).slice(1),
      '1 close #2',
      '1 gone #2 close',
    ]);
    expect(reader.unclosed()).toEqual([]);
  });

  test('have what the calls asked for', () => {
    const [listen] = callsIn(facts, 'listen');
    const [option] = callsIn(facts, 'setsockopt');
    const [shutdown] = callsIn(facts, 'shutdown');
    const [socket] = callsIn(facts, 'socket');
    expect(listen?.backlog).toBe(5);
    expect(option?.option).toEqual({ level: 'SOL_SOCKET', name: 'SO_REUSEADDR', value: 1 });
    expect(shutdown?.how).toBe('SHUT_WR');
    expect(socket).toMatchObject({
      flags: ['SOCK_STREAM', 'SOCK_CLOEXEC'],
      socket: { domain: 'inet', kind: 'stream', protocol: 'IPPROTO_IP', inherited: false },
    });
  });

  test('have each other’s addresses', () => {
    const [listen] = callsIn(facts, 'listen');
    const [accept] = callsIn(facts, 'accept4');
    const [sent] = callsIn(facts, 'sendto');
    const accepted = accept?.made?.[0]?.socket;
    const { local, remote } = sent?.socket ?? {};
    expect(accepted && ends(accepted)).toBe(ends({ local: remote, remote: local }));
    expect(accept?.address).toEqual(local);
    expect(listen?.socket?.local).toEqual(remote);
  });

  test('an accept that waited says when it was entered, and when it returned', () => {
    const [accept] = callsIn(facts, 'accept4');
    const [connect] = callsIn(facts, 'connect');
    expect(accept?.time).toBeLessThan(connect?.time ?? 0);
    expect(accept?.returned).toBeGreaterThan(connect?.time ?? 0);
    expect(Number.isInteger(accept?.time)).toBe(true);
  });

  test('every octet is there up to where strace cut it, and the count is exact', () => {
    const [hello, all, digits] = callsIn(facts, 'sendto');
    expect(Buffer.from(hello?.data ?? []).toString()).toBe('hello\n');
    expect([...(all?.data ?? [])]).toEqual([...Array(256).keys()]);
    expect(digits?.octets).toBe(500);
    expect(Buffer.from(digits?.data ?? []).toString()).toBe('0123456789'.repeat(50).slice(0, 256));
  });

  test.each(['tcp-x', 'tcp-xx'])('%s, another spelling, tells the same', (name) => {
    const other = read(recorded(name)).facts;
    const data = (from: typeof facts) => callsIn(from, 'sendto').map((call) => call.data);
    expect(data(other)).toEqual(data(facts));
    expect(story(other).sort()).toEqual(story(facts).sort());
    const accepted = callsIn(other, 'accept4')[0]?.made?.[0]?.socket;
    expect(accepted && ends(accepted)).toMatch(/^127\.0\.0\.1:\d+ > 127\.0\.0\.1:\d+$/);
  });

  test('without the calls on octets the life is the same', () => {
    const whole = told('tcp').filter((line) => !/ B$/.test(line));
    expect(told('tcp-lifecycle').sort()).toEqual(whole.sort());
  });
});

test('a forking server: a socket lives until the last process closes it', () => {
  const { facts, reader } = read(recorded('forking'));
  const lines = story(facts);
  expect(facts.filter(({ type }) => type === 'fork')).toHaveLength(2);
  expect(lines.filter((line) => /#3\b/.test(line))).toEqual([
    '1 accept4 #1 made #3',
    '1 getsockname #3',
    '1 close #3',
    '2 sendto #3 14 B',
    '2 close #3',
    '2 gone #3 close',
  ]);
  // The second child leaves its connection to the kernel.
  expect(lines.filter((line) => /#5\b/.test(line)).slice(-2)).toEqual([
    '3 sendto #5 14 B',
    '3 gone #5 exit',
  ]);
  expect(lines.filter((line) => /gone #1 /.test(line))).toEqual(['1 gone #1 close']);
  const child = facts.findLast(({ type }) => type === 'fork');
  expect(reader.unclosed()).toMatchObject([
    {
      socket: { id: 5 },
      why: 'exited',
      status: 2,
      processes: [child && 'child' in child && child.child],
    },
  ]);
});

test('threads that serve one client each do not mix their sockets up', () => {
  const { facts, reader } = read(recorded('threads'));
  const sent = callsIn(facts, 'sendto').map(({ socket, data }) => ({
    ...socket,
    text: Buffer.from(data ?? []).toString(),
  }));
  expect(sent).toHaveLength(8);
  for (const client of sent.filter(({ text }) => text.startsWith('client'))) {
    const answer = sent.find(({ text }) => text === client.text.toUpperCase());
    expect(answer && ends(answer)).toBe(ends({ local: client.remote, remote: client.local }));
  }
  expect(facts.filter(({ type }) => type === 'gone')).toHaveLength(9);
  expect(reader.unclosed()).toEqual([]);
});

test('sockets nobody closed are named, with the status their process ended with', () => {
  const { facts, reader } = read(recorded('unclosed'));
  expect(story(facts).slice(-5)).toEqual([
    '1 exit 3',
    ...[1, 2, 3, 4].map((id) => `1 gone #${id} exit`),
  ]);
  expect(reader.unclosed()).toMatchObject(
    [1, 2, 3, 4].map((id) => ({ socket: { id }, why: 'exited', status: 3 })),
  );
});

test('a signal that kills breaks accept off, and leaves the sockets to the kernel', () => {
  const { facts, reader } = read(recorded('killed'));
  expect(facts).toContainEqual(expect.objectContaining({ type: 'signal', signal: 'SIGALRM' }));
  expect(story(facts).slice(-4)).toEqual([
    '1 accept4 #1 interrupted',
    '1 exit SIGALRM',
    '1 gone #1 exit',
    '1 gone #2 exit',
  ]);
  expect(reader.unclosed()).toMatchObject([
    { socket: { id: 1, listening: true }, why: 'killed', signal: 'SIGALRM' },
    { socket: { id: 2, domain: 'unix' }, why: 'killed', signal: 'SIGALRM' },
  ]);
});

test('execve by a second thread keeps what is inheritable and closes the rest', () => {
  const { facts, reader } = read(recorded('exec'));
  expect(facts.filter(({ type }) => type === 'exec')).toHaveLength(2);
  const lines = story(facts);
  expect(lines).toContain('1 gone #2 exec');
  expect(lines.slice(-3)).toEqual(['1 close #1', '1 gone #1 close', '1 exit 0']);
  expect(callsIn(facts).every(({ socket }) => socket?.inherited === false)).toBe(true);
  expect(reader.unclosed()).toEqual([]);
});

describe('descriptors', () => {
  const { facts, reader } = read(recorded('descriptors'));
  const lines = story(facts);

  test('a socket is the same under every number, and gone with the last of them', () => {
    expect(lines.filter((line) => /#1\b/.test(line))).toEqual([
      '1 socketpair made #1 made #2',
      '1 writev #1 7 B',
      '1 write #1 14 B',
      '1 read #1 14 B',
      '1 dup2 #1',
      '1 fcntl #1',
      '1 close #1',
      '1 close_range #1',
      '1 close_range #1',
      '1 gone #1 close',
    ]);
  });

  test('dup2 of another file takes a socket’s number away', () => {
    expect(lines).toContain('1 gone #2 replaced');
  });

  test('a child of vfork has its parent’s, whose return is told later', () => {
    const child = facts.find((fact) => fact.type === 'fork');
    expect(callsIn(facts, 'dup2')[0]).toMatchObject({
      process: child?.type === 'fork' ? child.child : 0,
      socket: { id: 2 },
    });
    expect(reader.unclosed()).toEqual([]);
  });

  test('splice moves octets from a socket or to one', () => {
    expect(callsIn(facts, 'splice').map(({ direction, octets }) => [direction, octets])).toEqual([
      ['received', 14],
      ['sent', 14],
    ]);
  });

  test('gathered and scattered octets are one run', () => {
    const [out] = callsIn(facts, 'writev');
    const [in_] = callsIn(facts, 'readv');
    expect(Buffer.from(out?.data ?? []).toString()).toBe('one two');
    expect(in_?.data).toEqual(out?.data);
  });

  test('each datagram of one call is a fact of its own', () => {
    const sent = callsIn(facts, 'sendmmsg');
    expect(sent.map(({ message, octets }) => [message, octets])).toEqual([
      [{ number: 1, of: 2 }, 3],
      [{ number: 2, of: 2 }, 4],
    ]);
    const [cut] = callsIn(facts, 'recvmmsg');
    expect(cut).toMatchObject({ octets: 3, flags: ['MSG_TRUNC'] });
    expect(Buffer.from(cut?.data ?? []).toString()).toBe('on');
  });

  test('a call on what is no socket fails without one', () => {
    const failed = callsIn(facts, 'bind').slice(1);
    expect(failed.map(({ outcome, socket }) => [outcome, socket])).toEqual([
      [{ errno: 'EBADF' }, undefined],
      [{ errno: 'ENOTSOCK' }, undefined],
    ]);
  });
});
