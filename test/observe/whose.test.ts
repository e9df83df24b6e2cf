import { beforeEach, expect, test } from 'vitest';
import type { InternetAddress } from '../../src/event/address.ts';
import type { SocketEvent } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { Whose } from '../../src/observe/whose.ts';

const server: InternetAddress = { host: '127.0.0.1', port: 9000 };
const client: InternetAddress = { host: '127.0.0.1', port: 50_000 };
const other: InternetAddress = { host: '127.0.0.1', port: 50_001 };
const seen = { time: 0, source: 'app' } as const;

const listen: SocketEvent = { ...seen, socket: 'L1', type: 'listen', backlog: 5, local: server };
const accept: SocketEvent = {
  ...seen,
  ...{ socket: 'S1', type: 'accept', listener: 'L1', local: server, remote: client },
};
const attempt: SocketEvent = { ...seen, socket: 'C1', type: 'attempt', remote: server };
const connect: SocketEvent = {
  ...seen,
  ...{ socket: 'C1', type: 'connect', elapsed: 50, local: client, remote: server },
};

let whose: Whose;
beforeEach(() => {
  whose = new Whose(new Labels());
});

function learn(...events: SocketEvent[]): void {
  for (const event of events) whose.learn(event);
}

test('a packet between two sockets of ours has both labels, the sender first', () => {
  learn(listen, accept, connect);
  expect(whose.ends(client, server)).toEqual({ socket: 'C1', by: 'us', to: 'S1' });
  expect(whose.ends(server, client)).toEqual({ socket: 'S1', by: 'us', to: 'C1' });
});

test('a packet of a stranger belongs to the socket it goes to', () => {
  learn(listen, accept);
  expect(whose.ends(client, server)).toEqual({ socket: 'S1', by: 'peer' });
  expect(whose.ends(server, client)).toEqual({ socket: 'S1', by: 'us' });
});

test('until a connection is accepted, its packets are the listener’s', () => {
  learn(listen, accept);
  expect(whose.ends(other, server)).toEqual({ socket: 'L1', by: 'peer' });
});

test('a client that knows its port when it is connected has its SYN before that', () => {
  learn(attempt);
  expect(whose.ends(client, server)).toEqual({ socket: 'C1', by: 'us' });
  expect(whose.ends(server, client)).toEqual({ socket: 'C1', by: 'peer' });
});

test('once a client is connected, another’s packets to the same server are not its own', () => {
  learn(attempt, connect);
  expect(whose.ends(other, server)).toBeUndefined();
});

test('a listener at the wildcard address has what comes to its port, whatever the address', () => {
  learn({ ...listen, local: { host: '0.0.0.0', port: 9000 } });
  expect(whose.ends(client, { host: '192.0.2.1', port: 9000 })).toMatchObject({ socket: 'L1' });
});

test('an IPv4 address in IPv6 is the IPv4 address, and a zone belongs to this machine alone', () => {
  learn({ ...accept, local: { host: '::ffff:127.0.0.1', port: 9000 } });
  expect(whose.ends(client, server)).toEqual({ socket: 'S1', by: 'peer' });
  const near = { host: 'fe80::1%eth0', port: 9000 };
  learn({ ...listen, socket: 'L2', local: near });
  expect(whose.bound({ host: 'fe80::1', port: 9000 })).toBe('L2');
});

test('a datagram says who sent it, not who its socket’s peer is', () => {
  const from = { time: 0, source: 'app', socket: 'U1', local: server } as const;
  learn({ ...from, type: 'bind' });
  const octets = { bytes: 1, data: new Uint8Array(1), datagram: true } as const;
  learn({ ...from, remote: client, type: 'receive', ...octets });
  expect(whose.ends(other, server)).toEqual({ socket: 'U1', by: 'peer' });
});

test('packets that are nobody’s stay nobody’s', () => {
  learn(listen);
  expect(whose.ends(client, other)).toBeUndefined();
});

test('a connection stays known when its socket is closed, for packets come after', () => {
  learn(listen, accept);
  const ended = { received: 0, sent: 0, unsent: 0, elapsed: 9 };
  learn({ ...seen, socket: 'S1', type: 'close', local: server, remote: client, ...ended });
  expect(whose.ends(server, client)).toEqual({ socket: 'S1', by: 'us' });
});

test('a client that is refused has its own label on its calls, though it has no peer any more', () => {
  learn({ ...attempt, socket: 'C7' });
  const socket = { id: 1, kind: 'stream', listening: false };
  whose.learnCall(socket);
  whose.learnCall({ ...socket, local: client, remote: server }, 'connect');
  whose.learnCall({ ...socket, local: client });
  expect(whose.called(1)).toBe('C7');
});
