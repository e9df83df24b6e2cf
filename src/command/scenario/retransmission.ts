import type { Connection } from '../../stream/connection.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp, type TcpServer } from '../../tcp/listen.ts';
import { duration } from '../../text/quantity.ts';
import { type Scene, type SegmentEvent, senderOf } from './scene.ts';

const WRITES = ['one ', 'two ', 'three ', 'four ', 'five ', 'six\n'] as const;

/** A lost segment is sent again: when a timer goes off (RFC 6298), and long before when ACKs tell of those behind it (RFC 8985, RFC 2018). */
export async function showRetransmission(scene: Scene): Promise<void> {
  const { stage, words, network } = scene;
  const { labels, emit } = stage;
  await network.prepare();
  stage.chapter(words.opening);
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve }, emit);
  const alone = await connected(scene, server);
  stage.chapter(words.retransmission.alone);
  await lose(scene);
  alone.send('hello\n');
  const byTimer = await sentAgain(scene, alone);
  await scene.received(stage.accepted(), 6);

  stage.chapter(words.retransmission.another);
  const crowded = await connected(scene, server);
  stage.chapter(words.retransmission.crowd({ writes: WRITES.length }));
  await lose(scene);
  for (const write of WRITES) crowded.send(write);
  const byAcks = await sentAgain(scene, crowded);
  const telling = scene
    .segments([crowded.label, stage.accepted()])
    .filter(
      (segment) =>
        senderOf(segment) !== crowded.label &&
        (segment.options?.sack?.length ?? 0) > 0 &&
        segment.time <= byAcks.time,
    );

  stage.chapter(words.closing);
  for (const client of [alone, crowded]) client.end();
  await Promise.all([alone.closed, crowded.closed]);
  await server.close();
  await scene.saw(
    words.retransmission.seen({
      timer: duration(byTimer.after ?? 0),
      acks: telling.length,
      missed: duration(byAcks.after ?? 0),
      faster: Math.round((byTimer.after ?? 0) / Math.max(1, byAcks.after ?? 0)),
    }),
  );
}

async function connected(scene: Scene, { address }: TcpServer): Promise<Connection> {
  const { labels, emit } = scene.stage;
  const client = await connectTcp({ port: address.port, labels, noDelay: true }, emit);
  client.handle({});
  await scene.state(client.label, 'ESTABLISHED');
  return client;
}

/** The next segment with data from a client is lost. */
async function lose({ network }: Scene): Promise<void> {
  await network.set({ drop: [{ segment: 'data', from: 'client', count: 1 }] });
}

async function sentAgain(scene: Scene, client: Connection): Promise<SegmentEvent> {
  await scene.until('dropped', 'dropped', ({ socket }) => socket === client.label);
  return scene.segment(
    'retransmission',
    (segment) => senderOf(segment) === client.label && segment.after !== undefined,
  );
}
