import type { Connection } from '../../stream/connection.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { duration } from '../../text/quantity.ts';
import { HeldListener } from './held-listener.ts';
import { hasFlags, type Scene } from './scene.ts';

const BACKLOG = 1;

/** A queue that is full: who comes then has to wait, and its SYN is not answered (listen(2)). */
export async function showBacklog(scene: Scene): Promise<void> {
  const { stage, words } = scene;
  stage.chapter(words.backlog.listen({ backlog: BACKLOG }));
  await using server = await HeldListener.open(BACKLOG, stage.emit);
  await scene.state(server.label, 'LISTEN');

  stage.chapter(words.backlog.fill);
  const queued = [await connected(scene, server), await connected(scene, server)];
  const { waiting, limit } = await scene.until(
    'accept-queue',
    'accept queue',
    (event) => event.waiting > event.limit,
  );

  stage.chapter(words.backlog.third);
  const third = connected(scene, server);
  const again = await scene.segment(
    'SYN',
    (segment) => hasFlags(segment, 'SYN') && segment.after !== undefined,
  );

  stage.chapter(words.backlog.accept);
  server.accept();
  const last = await third;
  const { elapsed } = await scene.until(
    'connect',
    'connect',
    ({ socket }) => socket === last.label,
  );
  await scene.until('accept', 'accept', () => scene.seen.of('accept').length >= 3);

  stage.chapter(words.closing);
  for (const client of [...queued, last]) client.end();
  await server.close();
  const syns = scene.segments([again.socket]).filter((segment) => hasFlags(segment, 'SYN'));
  await scene.saw(
    words.backlog.seen({
      waiting,
      limit,
      backlog: BACKLOG,
      waited: duration(elapsed),
      syns: syns.length,
    }),
  );
}

async function connected({ stage }: Scene, { port }: HeldListener): Promise<Connection> {
  const client = await connectTcp({ port, labels: stage.labels }, stage.emit);
  client.handle({});
  return client;
}
