import type { Connection } from '../../stream/connection.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import type { Text } from '../../text/text.ts';
import type { Stage } from './stage.ts';

/** What is written four times, here and over UDP. */
export const WRITES = ['one ', 'two ', 'three ', 'four '] as const;

/** A server and a client of our own talk over loopback, waiting for what happens and not for time. */
export async function showTcp(stage: Stage, { demo }: Text): Promise<void> {
  const { labels, trace, emit } = stage;
  stage.title(demo.tcp.title);

  stage.chapter(demo.tcp.listen);
  const serve = makeService('upper');
  await using server = await listenTcp({ port: 0, labels, serve }, emit);

  stage.chapter(demo.tcp.connect);
  const client = await connectTcp({ port: server.address.port, labels, noDelay: true }, emit);
  await trace.until('accept');
  const answers = readAll(client);

  stage.chapter(demo.tcp.talk);
  client.send('hello\n');
  await stage.received(client.label, 6);

  stage.chapter(demo.tcp.stream);
  const readsBefore = stage.of('receive', 'S1').length;
  for (const write of WRITES) client.send(write);
  await stage.received(client.label, 6 + WRITES.join('').length);
  const reads = stage.of('receive', 'S1').length - readsBefore;
  stage.seen(demo.tcp.streamSeen({ writes: WRITES.length, reads }));

  stage.chapter(demo.tcp.halfClose);
  client.send('bye\n');
  client.end();
  await answers;
  await client.closed;

  stage.chapter(demo.tcp.stop);
  await server.close();
  await stage.close(demo.seen, demo.tcp.next);
}

async function readAll(connection: Connection): Promise<void> {
  for await (const _octets of connection);
}
