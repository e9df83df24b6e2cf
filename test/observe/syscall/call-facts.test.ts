import { describe, expect, test } from 'vitest';
import { callsIn, read, recorded, story } from './recorded.ts';

test('datagrams have their addresses, and a refusal comes with the next send', () => {
  const { facts } = read(recorded('datagrams'));
  const [first, second, nobody, refused, six] = callsIn(facts, 'sendto', 'sendmsg');
  const [from] = callsIn(facts, 'recvfrom');
  const [receiver] = callsIn(facts, 'getsockname');
  expect(first).toMatchObject({ octets: 5, address: receiver?.socket?.local });
  expect(first?.socket?.remote).toBeUndefined();
  expect(from?.address).toMatchObject({ host: '127.0.0.1' });
  expect(second?.socket?.remote).toEqual(receiver?.socket?.local);
  expect(Buffer.from(second?.data ?? []).toString()).toBe('second');
  expect(nobody).toMatchObject({ outcome: { value: 9 }, octets: 9 });
  expect(refused).toMatchObject({ outcome: { errno: 'ECONNREFUSED' }, direction: 'sent' });
  expect(refused?.octets).toBeUndefined();
  expect(six?.socket).toMatchObject({ domain: 'inet6', kind: 'dgram', local: { host: '::1' } });
});

describe('Unix domain sockets', () => {
  const { facts, reader } = read(recorded('unix'));

  test('have their names whole, whatever is in them', () => {
    const names = ['a"b<c>d],[e\nf->g.sock', '채팅.sock', '@abstract'];
    expect(
      callsIn(facts, 'bind')
        .flatMap(({ address }) => address)
        .slice(0, 3),
    ).toEqual(names.map((path) => ({ path })));
    const accepted = callsIn(facts, 'accept4').map(({ made }) => made?.[0]?.socket);
    expect(accepted.map((socket) => socket?.local)).toEqual(names.map((path) => ({ path })));
    const clients = callsIn(facts, 'write').map(({ socket }) => socket);
    expect(clients.map((socket) => socket?.remote)).toEqual(names.map((path) => ({ path })));
    expect(clients.map((socket) => socket?.peerInode)).toEqual(accepted.map((its) => its?.inode));
  });

  test('a pair is two sockets', () => {
    const [pair] = callsIn(facts, 'socketpair');
    const [left, right] = pair?.made ?? [];
    expect(pair?.socket).toBeUndefined();
    expect(left?.socket).toMatchObject({ domain: 'unix', kind: 'seqpacket' });
    expect(left?.socket.peerInode).toBe(right?.socket.inode);
  });

  test('a socket in a message is the same one where it arrives, though its sender has closed it', () => {
    const [, , , passed] = callsIn(facts, 'listen');
    const id = passed?.socket?.id;
    expect(story(facts).filter((line) => line.includes(`#${id}`))).toEqual([
      ...[
        'socket',
        'bind',
        'listen',
        'close',
        'getsockname',
        'getsockopt',
        'getsockopt',
        'close',
      ].map((call) => `1 ${call} #${id}`),
      `1 gone #${id} close`,
    ]);
    expect(reader.unclosed()).toEqual([]);
  });
});

test('a connect that does not wait is concluded by SO_ERROR', () => {
  const { facts } = read(recorded('nonblocking'));
  const connects = callsIn(facts, 'connect');
  const answers = callsIn(facts, 'getsockopt');
  expect(connects.map(({ outcome }) => outcome)).toEqual([
    { errno: 'EINPROGRESS' },
    { errno: 'EINPROGRESS' },
    { errno: 'ECONNREFUSED' },
  ]);
  expect(answers.map(({ concludes, option }) => [concludes, option?.value])).toEqual([
    ['connect', 0],
    ['connect', 'ECONNREFUSED'],
  ]);
  expect(answers.map(({ address }) => address)).toEqual(
    connects.slice(0, 2).map(({ address }) => address),
  );
  expect(answers[0]?.socket?.remote).toEqual(connects[0]?.address);
  expect(answers[1]?.socket?.remote).toBeUndefined();
  expect(connects[2]?.socket?.remote).toBeUndefined();
});

describe('node:net', () => {
  const { facts, reader } = read(recorded('node'));

  test('makes these calls of a server and its client', () => {
    const lines = story(facts).filter((line) =>
      / (?:socket|setsockopt|bind|listen|accept4|connect) /.test(line),
    );
    expect(lines).toEqual([
      '1 socket #1',
      '1 setsockopt #1',
      '1 bind #1',
      '1 listen #1',
      '1 socket #2',
      '1 connect #2 EINPROGRESS',
      '1 accept4 #1 made #3',
    ]);
    expect(callsIn(facts, 'listen')[0]?.backlog).toBe(511);
    expect(reader.unclosed()).toEqual([]);
  });

  test('ends a stream with shutdown; the peer reads 0 octets', () => {
    const lines = story(facts);
    expect(lines.indexOf('1 shutdown #2')).toBeLessThan(lines.indexOf('1 read #3 0 B'));
    expect(lines.indexOf('1 read #3 0 B')).toBeGreaterThan(0);
  });
});
