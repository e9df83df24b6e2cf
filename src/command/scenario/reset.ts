import { SocketsError } from '../../error.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import { type Scene, type SegmentEvent, senderOf } from './scene.ts';

/** More than one read takes: Node may have begun one before it was told not to. */
const UNREAD = 100_000;

/** Three ways to a reset (RFC 9293 §3.5.2): on purpose, for octets that nobody reads any more, and for a port where nobody listens. */
export async function showReset(scene: Scene): Promise<void> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.opening);
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve }, emit);
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({});
  const { socket: accepted } = await scene.until('accept', 'accept');
  await scene.state(client.label, 'ESTABLISHED');

  stage.chapter(words.reset.onPurpose);
  client.reset();
  const first = await resetBy(scene, client.label);
  await scene.until('reset', 'reset', ({ socket, by }) => socket === accepted && by === 'peer');
  await server.close();

  const second = await leaveUnread(scene);
  const { port } = server.address;

  stage.chapter(words.reset.nobody({ port }));
  const refused = connectTcp({ port, labels }, emit);
  await refused.catch((error: unknown) => {
    if (!(error instanceof SocketsError)) throw error;
  });
  const third = await scene.segment(
    'RST,ACK',
    ({ flags, time }) => flags.includes('RST') && flags.includes('ACK') && time > second.time,
  );
  await scene.until('attempt-failed', 'ECONNREFUSED', ({ code }) => code === 'ECONNREFUSED');
  await scene.saw(
    words.reset.seen({ flags: [first, second, third].map(({ flags }) => flags.join(',')) }),
  );
}

/** Who closes with octets that it has not read resets: they would be lost, and the peer is to know (RFC 1122 §4.2.2.13). */
async function leaveUnread(scene: Scene): Promise<SegmentEvent> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.reset.unread);
  const serve = makeService('discard');
  await using server = await listenTcp(
    {
      ...{ port: 0, labels },
      serve: (connection) => {
        connection.pause();
        return serve(connection);
      },
    },
    emit,
  );
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({});
  client.send(Buffer.alloc(UNREAD, 'x'));
  const { socket } = await scene.until('queues', 'receive queue', ({ receive }) => receive > 0);
  server.connections.get(socket)?.close();
  const reset = await resetBy(scene, socket);
  await client.closed;
  await server.close();
  return reset;
}

function resetBy(scene: Scene, socket: string): Promise<SegmentEvent> {
  return scene.segment(
    `RST (${socket})`,
    (segment) => segment.flags.includes('RST') && senderOf(segment) === socket,
  );
}
