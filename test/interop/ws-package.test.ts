import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { type ClientOptions, type PerMessageDeflateOptions, WebSocket, WebSocketServer } from 'ws';
import type { DeflateParameters } from '../../src/ws/extension-offer.ts';
import { within } from '../support/deadline.ts';
import { until } from '../support/pair.ts';
import { connected, listening } from '../ws/ws-peer.ts';

const MESSAGES: readonly (string | Buffer)[] = [
  ...['', '안녕하세요', 'x'.repeat(125), 'x'.repeat(126), 'x'.repeat(65_536)],
  ...[Buffer.alloc(0), Buffer.of(0, 255), randomBytes(65_535), randomBytes(1024 * 1024)],
  ...['again '.repeat(5000), 'again '.repeat(5000)],
];

const COMPRESSIONS: readonly { name: string; deflate: boolean | PerMessageDeflateOptions }[] = [
  { name: 'no compression', deflate: false },
  { name: 'compression', deflate: { threshold: 0 } },
  ...[9, 12, 15].map((bits) => ({
    name: `windows of ${bits} bits`,
    deflate: { threshold: 0, serverMaxWindowBits: bits, clientMaxWindowBits: bits },
  })),
  {
    name: 'compression without context takeover',
    deflate: { threshold: 0, serverNoContextTakeover: true, clientNoContextTakeover: true },
  },
];

function first<Value>(fact: Promise<Value>, wanted: string): Promise<Value> {
  return within(fact, wanted, () => 'nothing');
}

/** A client of the package's, connected. */
async function theirs(port: number, options: ClientOptions = {}, protocols: string[] = []) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, protocols, options);
  await first(once(socket, 'open'), 'opening');
  return socket;
}

async function echoOf(socket: WebSocket, message: string | Buffer): Promise<string | Buffer> {
  const came = once(socket, 'message');
  socket.send(message);
  const [data, isBinary] = await first(came, 'message');
  const octets = Buffer.from(data);
  return isBinary ? octets : octets.toString();
}

/** What its Close event says. */
async function closeOf(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const [code, reason] = await first(once(socket, 'close'), 'close');
  return { code, reason: String(reason) };
}

describe('the ws package as client of our server', () => {
  test.each(COMPRESSIONS)('every message comes back: $name', async ({ deflate }) => {
    const { server, trace, port } = await listening({ deflate: {} });
    await using _server = server;
    const socket = await theirs(port, { perMessageDeflate: deflate });
    expect(socket.extensions !== '').toBe(deflate !== false);
    for (const message of MESSAGES) {
      const back = await echoOf(socket, message);
      expect(typeof back).toBe(typeof message);
      // Comparing octet by octet, as toEqual does, takes seconds.
      expect(Buffer.compare(Buffer.from(back), Buffer.from(message))).toBe(0);
    }
    const closed = closeOf(socket);
    socket.close(4321, '그만');
    expect(await closed).toMatchObject({ code: 4321, reason: '' });
    await until(trace, ({ type }) => type === 'close', 'close');
    expect(trace.of('ws-violation')).toEqual([]);
    expect(trace.of('ws-closed')).toMatchObject([{ code: 4321, reason: '그만', clean: true }]);
  });

  test('fragments, pings and pongs, a subprotocol, and our close', async () => {
    const { server, port } = await listening({ subprotocols: ['chat'], fragment: 100 });
    await using _server = server;
    const socket = await theirs(port, {}, ['other', 'chat']);
    expect(socket.protocol).toBe('chat');
    const pong = once(socket, 'pong');
    const message = once(socket, 'message');
    socket.send('a'.repeat(500), { fin: false });
    socket.ping('between');
    socket.send('b'.repeat(500), { fin: true });
    expect(String((await first(pong, 'pong'))[0])).toBe('between');
    expect(String((await first(message, 'message'))[0])).toBe('a'.repeat(500) + 'b'.repeat(500));
    const [ours] = server.sockets.values();
    const pinged = once(socket, 'ping');
    ours?.ping(Buffer.from('there?'));
    expect(String((await first(pinged, 'ping'))[0])).toBe('there?');
    const closed = closeOf(socket);
    ours?.close(1013, 'later');
    expect(await closed).toMatchObject({ code: 1013, reason: 'later' });
    expect(await ours?.closed).toMatchObject({ code: 1013, reason: 'later', clean: true });
  });

  test('is told which status refused it', async () => {
    const { server, port } = await listening({ path: '/chat' });
    await using _server = server;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/other`);
    const [error] = await first(once(socket, 'error'), 'error');
    expect(String(error)).toContain('404');
  });
});

/** A server of the package's that echoes, on a free port. */
async function theirServer(deflate: boolean | PerMessageDeflateOptions = false) {
  const server = new WebSocketServer({
    ...{ port: 0, host: '127.0.0.1', perMessageDeflate: deflate },
    handleProtocols: (names) => (names.has('chat') ? 'chat' : false),
  });
  server.on('connection', (socket) => {
    socket.on('message', (data, binary) => socket.send(data, { binary }));
  });
  await first(once(server, 'listening'), 'listening');
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const socket = once(server, 'connection').then(([one]): WebSocket => one);
  return { port, socket, [Symbol.dispose]: () => void server.close() };
}

const OFFER: DeflateParameters = {
  ...{ serverNoContextTakeover: false, clientNoContextTakeover: false },
  clientMaxWindowBits: 'any',
};

describe('our client of the ws package', () => {
  test.each(COMPRESSIONS)('every message comes back: $name', async ({ deflate }) => {
    using server = await theirServer(deflate);
    const { port } = server;
    const { ws, inbox, trace } = await connected({ port, deflate: [OFFER], fragment: 50_000 });
    expect(trace.of('ws-open')[0]?.compression !== undefined).toBe(deflate !== false);
    for (const message of MESSAGES) {
      ws.send(message);
      const { kind, bytes } = await inbox.next();
      expect(kind).toBe(typeof message === 'string' ? 'text' : 'binary');
      expect(Buffer.compare(bytes, Buffer.from(message))).toBe(0);
    }
    const closed = closeOf(await server.socket);
    ws.close(4321, '그만');
    expect(await closed).toMatchObject({ code: 4321, reason: '그만' });
    expect(await ws.closed).toMatchObject({ code: 4321, reason: '그만', clean: true });
  });

  test('pings and pongs, a subprotocol, and its close', async () => {
    using server = await theirServer();
    const { ws, trace } = await connected({ port: server.port, subprotocols: ['x', 'chat'] });
    expect(ws.subprotocol).toBe('chat');
    const socket = await server.socket;
    const pong = once(socket, 'pong');
    socket.ping('there?');
    expect(String((await first(pong, 'pong'))[0])).toBe('there?');
    ws.ping(Buffer.from('and you?'));
    await until(trace, ({ type }) => type === 'ws-round-trip', 'round trip');
    socket.close(1013, 'later');
    expect(await ws.closed).toMatchObject({ code: 1013, reason: 'later', clean: true });
  });
});
