import type { Text } from '../../text/text.ts';
import { padEnd, width } from '../../view/columns.ts';
import { connectWs } from '../../ws/connect.ts';
import { listenWs, type WsServer } from '../../ws/listen.ts';
import { OPCODE } from '../../ws/opcode.ts';
import { makeWsService } from '../../ws/services.ts';
import type { WsConnection } from '../../ws/ws-connection.ts';
import { frameDetails } from '../ws-frame-details.ts';
import type { Stage } from './stage.ts';
import { showRefusal, showSilence, showViolation } from './ws-failures.ts';

type WsWords = Text['demo']['ws'];

/** A WebSocket server and clients of our own: handshake, frames, fragments, ping, compression, what is refused, and the close. */
export async function showWs(stage: Stage, text: Text): Promise<void> {
  const { ws: words } = text.demo;
  const { labels, emit } = stage;
  stage.title(words.title);
  stage.chapter(words.request);
  const serve = makeWsService('upper');
  await using server = await listenWs({ port: 0, labels, serve, deflate: {} }, emit);
  const { port } = server.address;
  const client = await connectWs({ port, labels, target: '/chat' }, emit);
  client.handle({});

  showKey(stage, words);
  await showRefusal(stage, words.refused, port);
  await showFrames(stage, text, client);
  await showSilence(stage, words.silent);
  await showCompression(stage, words, server);
  await showViolation(stage, words.violation, port);

  stage.chapter(words.close);
  client.close(1000, 'bye');
  await client.closed;
  await server.close();
  await stage.close(text.demo.seen, words.next);
}

/** How the answer to the key is made, step by step (RFC 6455 §4.2.2). */
function showKey(stage: Stage, words: WsWords): void {
  stage.chapter(words.accept);
  const [key] = stage.trace.of('ws-key');
  if (!key) return;
  const rows = [
    [words.joined, key.joined],
    [words.hashed, key.sha1],
    [words.encoded, key.accept],
  ] as const;
  const room = Math.max(...rows.map(([head]) => width(head)));
  stage.show(rows.map(([head, value]) => `  ${padEnd(head, room)}  ${value}`));
}

async function showFrames(stage: Stage, text: Text, client: WsConnection): Promise<void> {
  const { ws: words } = text.demo;
  stage.chapter(words.frame);
  client.send('hello');
  await frames(stage, client.label, 'peer', 1);
  const [frame] = stage.of('ws-frame', client.label);
  if (frame) stage.show([words.bits, ...frameDetails(frame, text)]);

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
  await stage.acceptedIsClosed();
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
