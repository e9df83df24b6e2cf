import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { until } from '../support/pair.ts';
import { connectPeer } from '../support/peer.ts';
import { binary, ping, text } from './frames.ts';
import { connected, listening, rawClient, requestOf } from './ws-peer.ts';

const MEBIBYTE = 1024 * 1024;

test('a client that sends and never reads makes the server stop reading, not grow', async () => {
  const { server, trace, port } = await listening();
  await using _server = server;
  using raw = await rawClient(port);
  raw.peer.socket.pause();
  const frame = binary(Buffer.alloc(MEBIBYTE));
  let most = 0;
  // More than the kernel's buffers of both directions hold.
  for (let count = 0; count < 64; count += 1) raw.peer.socket.write(frame);
  await until(trace, ({ type }) => type === 'blocked', 'a full buffer');
  const [ours] = server.sockets.values();
  for (let turn = 0; turn < 20; turn += 1) {
    const { ws, inbox } = await connected({ port }); // others are served meanwhile
    ws.send('there?');
    await inbox.next();
    ws.reset();
    most = Math.max(most, ours?.pending ?? 0);
  }
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(3 * MEBIBYTE);
  expect(ours?.connection.received).toBeLessThan(40 * MEBIBYTE);
  raw.peer.socket.resume();
  while (raw.peer.socket.bytesRead < 64 * MEBIBYTE) await once(raw.peer.socket, 'data');
});

test('pings without end to a server whose answers nobody reads are answered once', async () => {
  const { server, port } = await listening({ serve: () => ({}) });
  await using _server = server;
  using raw = await rawClient(port);
  raw.peer.socket.pause();
  const pings = Buffer.concat(Array.from({ length: 8192 }, () => ping('x'.repeat(125))));
  for (let count = 0; count < 32; count += 1) raw.peer.socket.write(pings);
  const [ours] = server.sockets.values();
  const all = 32 * pings.length;
  while ((ours?.connection.received ?? 0) < all) {
    const { ws } = await connected({ port });
    ws.close();
    await ws.closed;
  }
  expect(ours?.pending).toBeLessThan(MEBIBYTE);
});

test('200 clients with random octets leave a server alive', async () => {
  const { server, port } = await listening({ closeTimeout: 50, handshakeTimeout: 50 });
  await using _server = server;
  const hostile = async (number: number) => {
    using peer = await connectPeer(port);
    if (number % 4 > 0) peer.socket.write(requestOf());
    if (number % 4 > 1) peer.socket.write(text('ok', { fin: number % 8 < 4 }));
    peer.socket.write(randomBytes(1 + ((number * 37) % 3000)));
    if (number % 3 === 0) peer.socket.resetAndDestroy();
    else if (number % 3 === 1) peer.socket.end();
    else peer.socket.resume();
    if (number % 3 > 0) await peer.ended;
  };
  await Promise.all(Array.from({ length: 200 }, (_, number) => hostile(number)));
  const { ws, inbox } = await connected({ port });
  ws.send('alive?');
  expect(Buffer.from((await inbox.next()).bytes).toString()).toBe('alive?');
  ws.close();
  await ws.closed;
});

test('a client that is cut while its message goes back in fragments harms nobody else', async () => {
  const { server, trace, port } = await listening({ fragment: 10 });
  await using _server = server;
  for (let count = 0; count < 20; count += 1) {
    using raw = await rawClient(port);
    raw.send(text('x'.repeat(1000)), text('y'.repeat(1000)));
    raw.peer.socket.resetAndDestroy();
  }
  await until(trace, ({ type }) => type === 'close', 'a close');
  const { ws, inbox } = await connected({ port });
  ws.send('alive?');
  expect(Buffer.from((await inbox.next()).bytes).toString()).toBe('alive?');
});
