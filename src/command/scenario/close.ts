import type { SocketLabel } from '../../event/event.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import { hasFlags, type Scene, type SegmentEvent, senderOf } from './scene.ts';

/** Both ends close: in four segments, and in three where the kernel sends FIN and ACK in one (RFC 9293 §3.6). */
export async function showClose(scene: Scene): Promise<void> {
  const four = await closeApart(scene);
  const three = await closeAtOnce(scene);
  const told = (segments: readonly SegmentEvent[]) => segments.map(({ flags }) => flags.join(','));
  await scene.saw(scene.words.close.seen({ apart: told(four), together: told(three) }));
}

/** The server takes its time: its ACK has gone long before it closes, too. */
async function closeApart(scene: Scene): Promise<SegmentEvent[]> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.opening);
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve, halfOpen: true }, emit);
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({});
  const { socket } = await scene.until('accept', 'accept');
  await scene.state(client.label, 'ESTABLISHED');

  stage.chapter(words.close.half);
  client.end();
  await acknowledged(scene, client.label);
  await scene.state(client.label, 'FIN-WAIT-2');
  await scene.state(socket, 'CLOSE-WAIT');

  stage.chapter(words.close.other);
  server.connections.get(socket)?.end();
  await acknowledged(scene, socket);
  await scene.state(client.label, 'TIME-WAIT');
  await server.close();
  return closing(scene, client.label, socket);
}

/** The server closes as soon as it hears of it: its own FIN may catch the ACK that was put off. */
async function closeAtOnce(scene: Scene): Promise<SegmentEvent[]> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.close.again);
  await using server = await listenTcp({ port: 0, labels, serve: makeService('echo') }, emit);
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({});
  client.send('hello\n');
  await scene.received(client.label, 6);
  const socket = stage.accepted();
  await scene.segment(
    'ACK',
    (segment) =>
      segment.socket === client.label && hasFlags(segment, 'ACK') && segment.relativeAck === 7,
  );

  stage.chapter(words.close.together);
  client.end();
  await acknowledged(scene, client.label);
  await acknowledged(scene, socket);
  await scene.over(client.label);
  await server.close();
  return closing(scene, client.label, socket);
}

/** Resolves when an end's FIN has been acknowledged. */
async function acknowledged(scene: Scene, socket: SocketLabel): Promise<void> {
  await scene.segment(`ACK of FIN (${socket})`, (segment) => {
    const { acknowledgesFin, by, to } = segment;
    const whose = by === 'us' ? to : segment.socket;
    return acknowledgesFin === true && whose === socket;
  });
}

/** What was sent from the first FIN on. */
function closing(scene: Scene, ...sockets: readonly SocketLabel[]): SegmentEvent[] {
  const all = scene.segments(sockets);
  const first = all.findIndex(({ flags }) => flags.includes('FIN'));
  return all.slice(first).filter((segment) => senderOf(segment) !== undefined);
}
