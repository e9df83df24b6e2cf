import { expect, test } from 'vitest';
import { connectPeer } from '../support/peer.ts';
import { startSockets } from '../support/sockets-process.ts';

const ALL_OCTETS = Buffer.from(Uint8Array.from({ length: 256 }, (_, octet) => octet));

test('echo is the default, and sends every octet back as it is', async () => {
  await using server = startSockets(['tcp-server', '0', '--quiet']);
  using peer = await connectPeer(await server.port);
  peer.socket.end(ALL_OCTETS);
  expect(await peer.everything()).toEqual(ALL_OCTETS);
});

test('discard answers nothing, and ends when the peer does', async () => {
  await using server = startSockets(['tcp-server', '0', '--service', 'discard']);
  using peer = await connectPeer(await server.port);
  peer.socket.end('into the void');
  expect(await peer.everything()).toHaveLength(0);
  await server.untilError(/receive +13 B/);
});

test('chargen sends lines of 72 printable characters, each starting one further (RFC 864)', async () => {
  await using server = startSockets(['tcp-server', '0', '--service', 'chargen', '--quiet']);
  using peer = await connectPeer(await server.port);
  const lines = (await peer.untilOctets(97 * 74)).toString('latin1').split('\r\n').slice(0, 97);
  const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join('');
  const expected = lines.map((_, i) => (printable + printable).slice(i % 95, (i % 95) + 72));
  expect(lines).toEqual(expected);
});

test('daytime tells the time in one line and ends at once (RFC 867)', async () => {
  await using server = startSockets(['tcp-server', '0', '--service', 'daytime', '--quiet']);
  const before = Math.floor(Date.now() / 1000) * 1000;
  using peer = await connectPeer(await server.port);
  const line = (await peer.everything()).toString();
  expect(line).toMatch(/^[^\r\n]+\r\n$/);
  expect(Date.parse(line)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(line)).toBeLessThanOrEqual(Date.now());
});

test('upper answers in capitals, and leaves what is no ASCII letter alone', async () => {
  await using server = startSockets(['tcp-server', '0', '--service', 'upper', '--quiet']);
  using peer = await connectPeer(await server.port);
  peer.socket.end('hello, 세계 é 1\n');
  expect((await peer.everything()).toString()).toBe('HELLO, 세계 é 1\n');
});

test('chat passes every line on to all the others, with the name of its sender', async () => {
  await using server = startSockets(['tcp-server', '0', '--service', 'chat', '--quiet']);
  const port = await server.port;
  using first = await connectPeer(port);
  using second = await connectPeer(port);
  using third = await connectPeer(port);
  // A connection may be established before it is accepted: whoever hears is in the room.
  third.socket.write('I am the third\n');
  await Promise.all([first.until('S3: I am the third\n'), second.until('S3: I am the third\n')]);
  first.socket.write('half a li');
  second.socket.write('안녕\n');
  await Promise.all([first.until('S2: 안녕\n'), third.until('S2: 안녕\n')]);
  first.socket.write('ne\n');
  expect(await second.until('half')).toBe('S3: I am the third\nS1: half a line\n');
  expect(await third.until('half')).toBe('S2: 안녕\nS1: half a line\n');
  expect(first.received.toString()).toBe('S3: I am the third\nS2: 안녕\n');
});

test('pipe joins one peer to standard input and output, and then the server is done', async () => {
  await using server = startSockets(['tcp-server', '0', '--service', 'pipe']);
  using peer = await connectPeer(await server.port);
  peer.socket.end(ALL_OCTETS);
  expect(await server.untilOctets(256)).toEqual(ALL_OCTETS);
  server.endInput(ALL_OCTETS);
  expect(await peer.everything()).toEqual(ALL_OCTETS);
  expect(await server.exited).toEqual({ status: 0, signal: null });
  expect(server.stdout).toEqual(ALL_OCTETS);
});
