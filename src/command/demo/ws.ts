import type { Text } from '../../text/text.ts';
import { connectWs } from '../../ws/connect.ts';
import { listenWs, type WsServer } from '../../ws/listen.ts';
import { masked } from '../../ws/mask.ts';
import { OPCODE } from '../../ws/opcode.ts';
import { makeWsService } from '../../ws/services.ts';
import type { WsConnection } from '../../ws/ws-connection.ts';
import { BROKEN_FRAMES } from '../parse-frame.ts';
import type { Stage } from './stage.ts';

type WsWords = Text['demo']['ws'];

/** A WebSocket server and clients of our own: handshake, frames, fragments, ping, compression, a broken frame, and the close. */
export async function showWs(stage: Stage, { demo }: Text): Promise<void> {
  const { ws: words } = demo;
  const { labels, emit } = stage;
  stage.title(words.title);
  stage.chapter(words.request);
  const serve = makeWsService('upper');
  await using server = await listenWs({ port: 0, labels, serve, deflate: {} }, emit);
  const client = await connectWs({ port: server.address.port, labels, target: '/chat' }, emit);
  client.handle({});

  stage.chapter(words.accept);
  const [key] = stage.trace.of('ws-key');
  if (key) stage.seen(`${key.key} → SHA-1 ${key.sha1} → ${key.accept}`);

  await showFrames(stage, words, client);
  await showCompression(stage, words, server);
  await showViolation(stage, words, server);

  stage.chapter(words.close);
  client.close(1000, 'bye');
  await client.closed;
  await server.close();
  stage.close(demo.seen, words.next);
}

async function showFrames(stage: Stage, words: WsWords, client: WsConnection): Promise<void> {
  stage.chapter(words.frame);
  client.send('hello');
  await frames(stage, client.label, 'peer', 1);

  stage.chapter(words.mask);
  const [frame] = stage.of('ws-frame', client.label);
  if (frame) {
    const keyAt = frame.header.length - 4;
    const view = new DataView(frame.header.buffer, frame.header.byteOffset + keyAt);
    stage.dump(words.masked, masked(frame.data, view.getUint32(0)));
    stage.dump(words.unmasked, frame.data);
  }

  stage.chapter(words.fragments);
  client.sendFrame({ fin: false, opcode: OPCODE.text, payload: Buffer.from('one ') });
  client.ping(Buffer.from('between'));
  client.sendFrame({ fin: true, opcode: OPCODE.continuation, payload: Buffer.from('two') });
  await frames(stage, client.label, 'peer', 3);

  stage.chapter(words.ping);
  client.ping(Buffer.from('there?'));
  await stage.trace.until(() => stage.of('ws-round-trip', client.label).length >= 2);
}

async function showCompression(stage: Stage, words: WsWords, server: WsServer): Promise<void> {
  const { labels, emit } = stage;
  stage.chapter(words.compression);
  const offer = {
    serverNoContextTakeover: false,
    clientNoContextTakeover: false,
    clientMaxWindowBits: 'any',
  } as const;
  const { port } = server.address;
  const client = await connectWs({ port, labels, deflate: [offer] }, emit);
  client.handle({});
  client.send('again and again '.repeat(50));
  await frames(stage, client.label, 'peer', 1);
  client.close(1000);
  await client.closed;
}

async function showViolation(stage: Stage, words: WsWords, server: WsServer): Promise<void> {
  const { labels, emit } = stage;
  stage.chapter(words.violation);
  const client = await connectWs({ port: server.address.port, labels }, emit);
  client.handle({});
  client.sendFrame(BROKEN_FRAMES['reserved-bit']);
  await client.closed;
}

/** Resolves when so many frames have passed one way at a socket. */
async function frames(
  stage: Stage,
  socket: string,
  by: 'us' | 'peer',
  count: number,
): Promise<void> {
  const passed = () => stage.of('ws-frame', socket).filter((frame) => frame.by === by).length;
  await stage.trace.until(() => passed() >= count);
}
