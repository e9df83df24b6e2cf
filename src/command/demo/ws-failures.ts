import { connectTcp } from '../../tcp/connect.ts';
import { connectWs } from '../../ws/connect.ts';
import { listenWs } from '../../ws/listen.ts';
import { makeWsService } from '../../ws/services.ts';
import { BROKEN_FRAMES } from '../parse-frame.ts';
import type { Stage } from './stage.ts';

/** A request as anybody can type it, without the key that the answer has to be made of. */
const KEYLESS = [
  'GET /chat HTTP/1.1',
  'Host: localhost',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  '\r\n',
].join('\r\n');

/** How often a server asks, and how long it waits, ms: short, as somebody is watching. */
const PING_INTERVAL = 250;
const PONG_TIMEOUT = 500;

/** A handshake that breaks a rule, over plain TCP. */
export async function showRefusal(stage: Stage, title: string, port: number): Promise<void> {
  const { labels, emit } = stage;
  stage.chapter(title);
  const client = await connectTcp({ port, labels }, emit);
  client.handle({});
  client.send(KEYLESS);
  await stage.told(client.label, 'end-of-stream');
  client.end();
  await client.closed;
  await stage.acceptedIsClosed();
}

/** A client that answers the first ping and then reads no more: its kernel still acknowledges, and the server finds out all the same. */
export async function showSilence(stage: Stage, title: string): Promise<void> {
  const { labels, emit } = stage;
  stage.chapter(title);
  const heartbeat = { pingInterval: PING_INTERVAL, pongTimeout: PONG_TIMEOUT };
  const serve = makeWsService('discard');
  await using server = await listenWs({ port: 0, labels, serve, ...heartbeat }, emit);
  const client = await connectWs({ port: server.address.port, labels }, emit);
  client.handle({});
  const accepted = stage.accepted();
  // On a machine that is busy enough even the first pong may be late.
  const settled = ['ws-round-trip', 'timeout'];
  await stage.trace.until(({ socket, type }) => socket === accepted && settled.includes(type));
  client.connection.pause();
  await stage.told(accepted, 'timeout');
  client.connection.resume();
  await client.closed;
  await server.close();
}

/** A frame that breaks a rule. */
export async function showViolation(stage: Stage, title: string, port: number): Promise<void> {
  const { labels, emit } = stage;
  stage.chapter(title);
  const client = await connectWs({ port, labels }, emit);
  client.handle({});
  client.sendFrame(BROKEN_FRAMES['reserved-bit']);
  await client.closed;
  await stage.acceptedIsClosed();
}
