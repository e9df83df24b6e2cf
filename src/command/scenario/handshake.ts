import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import { duration, grouped } from '../../text/quantity.ts';
import { hasFlags, type Scene } from './scene.ts';

/** The three segments that open a connection, with their real numbers (RFC 9293 §3.5), beside what connect(2) says. */
export async function showHandshake(scene: Scene): Promise<void> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.handshake.listen);
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve }, emit);
  await scene.state(server.label, 'LISTEN');

  stage.chapter(words.handshake.connect);
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({});
  const syn = await scene.segment('SYN', (segment) => hasFlags(segment, 'SYN'));
  const synAck = await scene.segment('SYN,ACK', (segment) => hasFlags(segment, 'SYN', 'ACK'));
  const ack = await scene.segment('ACK', (segment) => hasFlags(segment, 'ACK'));
  const { elapsed } = await scene.until('connect', 'connect');
  await scene.until('accept', 'accept');
  await scene.state(client.label, 'ESTABLISHED');

  stage.chapter(words.closing);
  client.end();
  await client.closed;
  await scene.over(client.label);
  await server.close();
  await scene.saw(
    words.handshake.seen({
      x: grouped(syn.seq),
      y: grouped(synAck.seq),
      synAckNumber: grouped(synAck.ack ?? 0),
      ackNumber: grouped(ack.ack ?? 0),
      answered: duration(synAck.time - syn.time),
      connected: duration(elapsed),
    }),
  );
}
