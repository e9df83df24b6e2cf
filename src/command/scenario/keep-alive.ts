import { now } from '../../event/clock.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import { duration } from '../../text/quantity.ts';
import { type Scene, type SegmentEvent, senderOf } from './scene.ts';

/** Silence that is broken, ms. */
const IDLE = 500;

/** A silent connection: a limit of our own ends it, a probe finds the peer alive (RFC 9293 §3.8.4), and probes without an answer find it gone. */
export async function showKeepAlive(scene: Scene): Promise<void> {
  const { stage, words, network } = scene;
  const { labels, emit } = stage;
  await network.prepare();
  await showIdleLimit(scene);

  stage.chapter(words.keepAlive.probes);
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve }, emit);
  const client = await connectTcp({ port: server.address.port, labels, keepAlive: 1 }, emit);
  client.handle({});
  const isProbe = (segment: SegmentEvent) =>
    segment.judged?.includes('keep-alive') === true && senderOf(segment) === client.label;
  const probe = await scene.segment('keep-alive', isProbe);
  const answer = await scene.segment(
    'keep-alive ACK',
    (segment) => senderOf(segment) !== client.label && segment.time >= probe.time,
  );

  stage.chapter(words.keepAlive.gone);
  await network.set({ loss: 100 });
  const since = now();
  const { code, time } = await scene.until(
    'error',
    'ETIMEDOUT',
    ({ socket }) => socket === client.label,
  );
  const unanswered = scene.segments([client.label], since).filter(isProbe);
  await network.set({ clear: true });

  stage.chapter(words.closing);
  server.cut();
  await server.close();
  await scene.saw(
    words.keepAlive.seen({
      ...{ code, unanswered: unanswered.length, after: duration(answer.time - probe.time) },
      silent: duration(time - (unanswered[0]?.time ?? time)),
    }),
  );
}

async function showIdleLimit(scene: Scene): Promise<void> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.keepAlive.idle({ limit: duration(IDLE * 1000) }));
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve, idleTimeout: IDLE }, emit);
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({ endOfStream: (connection) => connection.end() });
  await scene.until('timeout', 'timeout');
  await client.closed;
  await server.close();
}
