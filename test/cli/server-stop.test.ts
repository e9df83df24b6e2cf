import { expect, test } from 'vitest';
import { connectPeer, isRefused } from '../support/peer.ts';
import { startSockets } from '../support/sockets-process.ts';

test('SIGINT stops the listening and ends our half of every connection; the status is 130', async () => {
  await using server = startSockets(['tcp-server', '0']);
  const port = await server.port;
  using first = await connectPeer(port);
  using second = await connectPeer(port);
  first.socket.write('one');
  second.socket.write('two');
  await Promise.all([first.until('one'), second.until('two')]);
  server.signal('SIGINT');
  await Promise.all([first.everything(), second.everything()]);
  expect(await isRefused(port)).toBe(true);
  await server.untilError(/stopping: no new clients; waiting for S1, S2 to end/);
  first.socket.end('bye');
  second.socket.end();
  expect(await server.exited).toEqual({ status: 130, signal: null });
  expect(server.stderr).toMatch(/L1 +close +2 connections accepted/);
  expect(server.stderr).toMatch(/S1 +close +6 B in, 3 B out/);
  expect(server.stderr).toMatch(/S2 +close +3 B in, 3 B out/);
});

test('a second SIGINT cuts the connections whose peers do not end, and names them', async () => {
  await using server = startSockets(['tcp-server', '0']);
  const port = await server.port;
  using stubborn = await connectPeer(port);
  using polite = await connectPeer(port);
  polite.socket.write('x');
  await polite.until('x');
  server.signal('SIGINT');
  await polite.everything();
  polite.socket.end();
  await server.untilError(/S2 +close/);
  server.signal('SIGINT');
  expect(await server.exited).toEqual({ status: 130, signal: null });
  expect(server.stderr).toMatch(/S1 +──▶ reset/);
  expect(server.stderr).toMatch(/^cut: S1$/m);
  // After end of stream nobody reads any more, so only writing finds out: EPIPE, as of a reset in CLOSE-WAIT.
  stubborn.socket.write('hello?');
  expect(await stubborn.gone()).toBe('EPIPE');
});

test('without connections SIGINT ends the server at once', async () => {
  await using server = startSockets(['tcp-server', '0']);
  await server.port;
  server.signal('SIGINT');
  expect(await server.exited).toEqual({ status: 130, signal: null });
  expect(server.stderr).toMatch(/L1 +close +0 connections accepted/);
});

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s stops it as SIGINT does, with status %i', async (signal, status) => {
  await using server = startSockets(['tcp-server', '0']);
  using peer = await connectPeer(await server.port);
  peer.socket.write('x');
  await peer.until('x');
  server.signal(signal);
  await peer.everything();
  peer.socket.end();
  expect(await server.exited).toEqual({ status, signal: null });
});
