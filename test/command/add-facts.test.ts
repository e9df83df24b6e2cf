import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { addFacts } from '../../src/command/add-facts.ts';
import { type Failures, SocketsError } from '../../src/error.ts';
import { LINUX, testNeeding } from '../support/tools.ts';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

async function listening(server: Server): Promise<Server> {
  cleanups.push(() => server.close());
  await once(server, 'listening');
  return server;
}

async function tcpOn(host: string): Promise<number> {
  const server = await listening(createServer().listen(0, host));
  // A server on a port has an address with a port.
  return (server.address() as AddressInfo).port;
}

async function udpOn(host: string): Promise<number> {
  const socket = createSocket('udp4');
  cleanups.push(() => socket.close());
  socket.bind(0, host);
  await once(socket, 'listening');
  return socket.address().port;
}

async function holderOf(code: 'port-taken' | 'path-taken', facts: Failures[typeof code]) {
  const cause = new Error('EADDRINUSE');
  const error = await addFacts(new SocketsError('system', code, facts, { cause }));
  expect(error).toMatchObject({ code, facts, cause, fault: 'system' });
  return 'holder' in error.facts ? error.facts.holder : undefined;
}

const US = expect.stringMatching(`\\(pid ${process.pid}\\)$`);

testNeeding([LINUX], 'who holds a TCP port is looked for among listeners', async () => {
  const port = await tcpOn('127.0.0.1');
  expect(await holderOf('port-taken', { address: `127.0.0.1:${port}`, port })).toEqual(US);
  expect(await holderOf('port-taken', { address: `0.0.0.0:${port}`, port })).toEqual(US);
  const address = `127.0.0.1:${port}`;
  expect(await holderOf('port-taken', { address, port, protocol: 'udp' })).toBeUndefined();
});

testNeeding([LINUX], 'who holds a UDP port is looked for among datagram sockets', async () => {
  const port = await udpOn('0.0.0.0');
  const address = `127.0.0.1:${port}`;
  expect(await holderOf('port-taken', { address, port, protocol: 'udp' })).toEqual(US);
  expect(await holderOf('port-taken', { address, port })).toBeUndefined();
});

testNeeding([LINUX], 'a socket with the port on another address is not blamed', async () => {
  const port = await tcpOn('127.0.0.2');
  expect(await holderOf('port-taken', { address: `127.0.0.1:${port}`, port })).toBeUndefined();
});

testNeeding([LINUX], 'who listens at a path', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  const path = join(folder, 'chat.sock');
  expect(await holderOf('path-taken', { path })).toBeUndefined();
  await listening(createServer().listen(path));
  expect(await holderOf('path-taken', { path })).toEqual(US);
});

test('an error without more to say is the same error', async () => {
  const error = new SocketsError('usage', 'not-a-port', { value: 'x' });
  expect(await addFacts(error)).toBe(error);
});
