import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DeflateParameters } from '../../src/ws/extension-offer.ts';
import type { WsConnection } from '../../src/ws/ws-connection.ts';
import { until } from '../support/pair.ts';
import { listenPeer } from '../support/peer.ts';
import { binary, continuation, ping, text } from './frames.ts';
import { connected, listening, rawClient, rawServer } from './ws-peer.ts';

const MEBIBYTE = 1024 * 1024;

describe('an echo server and a client of ours', () => {
  test('text, octets and nothing at all come back as they went', async () => {
    const { server, port } = await listening();
    await using _server = server;
    const { ws, inbox } = await connected({ port });
    for (const message of ['안녕하세요', '', Buffer.of(0, 255, 128), new Uint8Array(0)]) {
      ws.send(message);
      const kind = typeof message === 'string' ? 'text' : 'binary';
      const back = await inbox.next();
      expect(back).toMatchObject({ kind, frames: 1 });
      expect(Buffer.from(back.bytes)).toEqual(Buffer.from(message));
    }
    ws.close(1000, 'done');
    expect(await ws.closed).toEqual({ code: 1000, reason: '', clean: true, by: 'us', sent: 1000 });
  });

  test.each([
    { what: 'one frame', fragment: undefined },
    { what: 'frames of 64 octets', fragment: 64 },
  ])('16 MiB in $what come back', async ({ fragment }) => {
    const { server, port } = await listening();
    await using _server = server;
    const { ws, inbox } = await connected({ port, fragment });
    const message = randomBytes(16 * MEBIBYTE);
    ws.send(message);
    const { bytes } = await inbox.next();
    expect(Buffer.compare(bytes, message)).toBe(0);
    ws.close();
    expect(await ws.closed).toMatchObject({ clean: true });
  });

  test('a server that sends in fragments gives a message back in them', async () => {
    const { server, port } = await listening({ fragment: 1000 });
    await using _server = server;
    const { ws, inbox } = await connected({ port });
    const message = randomBytes(16_001);
    ws.send(message);
    const { bytes, frames } = await inbox.next();
    expect(frames).toBe(17);
    expect(Buffer.compare(bytes, message)).toBe(0);
    ws.reset();
  });
});

describe('pings', () => {
  test('are answered with the same octets, between the frames of a message too', async () => {
    const { server, port } = await listening();
    await using _server = server;
    using raw = await rawClient(port);
    const longest = 'x'.repeat(125);
    raw.send(ping(''), text('a', { fin: false }), ping('one'), continuation('b', { fin: false }));
    raw.send(ping(longest), continuation('c'));
    raw.send(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
    expect(await raw.untilEnd()).toEqual(['10:', '10:one', `10:${longest}`, '1:abc', 'close']);
  });

  test('tell how long they took when their pong has come', async () => {
    const { server, port } = await listening();
    await using _server = server;
    const { ws, trace } = await connected({ port });
    ws.ping(Buffer.from('there?'));
    await until(trace, ({ type }) => type === 'ws-round-trip', 'round trip');
    expect(trace.of('ws-round-trip')[0]?.elapsed).toBeGreaterThan(0);
    expect(ws.waitingSince).toBeUndefined();
    ws.reset();
  });

  test('without an answer end in the connection being cut', async () => {
    const { server, trace, port } = await listening({ pingInterval: 10, pongTimeout: 30 });
    await using _server = server;
    // What a RST right behind octets is to the other end's program is its runtime's matter: libuv says end of stream.
    using _raw = await rawClient(port);
    await until(trace, ({ type }) => type === 'ws-closed', 'the end');
    expect(trace.of('reset')).toMatchObject([{ by: 'us' }]);
    expect(trace.of('timeout')).toMatchObject([{ what: 'pong' }]);
  });
});

describe('a client of ours', () => {
  test('masks each of its frames with another key', async () => {
    await using listener = await listenPeer();
    const connecting = connected({ port: listener.port });
    using raw = await rawServer(listener);
    const { ws } = await connecting;
    ws.send('same');
    ws.send('same');
    ws.close();
    await raw.untilFrames(3);
    raw.peer.socket.end(Buffer.of(0x88, 0));
    await ws.closed;
    const keys = raw.frames.map(({ header }) => header.maskingKey);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(3);
  });

  test('reads the frames that came together with the answer', async () => {
    await using listener = await listenPeer();
    const connecting = connected({ port: listener.port });
    const early = [text('early', { masked: false }), binary('bird', { masked: false })];
    using _raw = await rawServer(listener, Buffer.concat(early));
    const { ws, inbox } = await connecting;
    expect(Buffer.from((await inbox.next()).bytes).toString()).toBe('early');
    expect(Buffer.from((await inbox.next()).bytes).toString()).toBe('bird');
    ws.reset();
  });
});

const BITS = [undefined, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const TAKEOVERS = [0, 1, 2, 3].map((mode) => ({
  serverNoContextTakeover: (mode & 1) !== 0,
  clientNoContextTakeover: (mode & 2) !== 0,
}));

describe('permessage-deflate', () => {
  test.each(BITS)('echoes whatever is offered with windows of %s bits', async (bits) => {
    const { server, port } = await listening({ deflate: {} });
    await using _server = server;
    for (const takeover of TAKEOVERS) {
      const windows = bits && { serverMaxWindowBits: bits, clientMaxWindowBits: bits };
      const offer: DeflateParameters = { clientMaxWindowBits: 'any', ...takeover, ...windows };
      const { ws, inbox, trace } = await connected({ port, deflate: [offer] });
      expect(trace.of('ws-open')[0]?.compression).toMatch(/^permessage-deflate/);
      for (let size = 0; size < 20; size += 1) await echoed(ws, inbox, letters(3 ** (size / 2)));
      ws.close(1000);
      expect(await ws.closed).toMatchObject({ code: 1000, clean: true });
    }
  });

  test('compresses what says the same again and again', async () => {
    const { server, port } = await listening({ deflate: {} });
    await using _server = server;
    const { ws, inbox } = await connected({ port, deflate: [PLAIN], fragment: 16 });
    ws.send('again and '.repeat(1000));
    const { bytes, compressed } = await inbox.next();
    expect(bytes.length).toBe(10_000);
    expect(compressed).toBeLessThan(200);
    ws.reset();
  });
});

const PLAIN: DeflateParameters = { serverNoContextTakeover: false, clientNoContextTakeover: false };

function letters(length: number): string {
  return randomBytes(Math.ceil(length)).toString('hex').slice(0, Math.floor(length));
}

async function echoed(
  ws: WsConnection,
  inbox: { next(): Promise<{ bytes: Uint8Array }> },
  message: string,
): Promise<void> {
  ws.send(message);
  expect(Buffer.from((await inbox.next()).bytes).toString()).toBe(message);
}
