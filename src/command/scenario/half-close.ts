import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import { duration } from '../../text/quantity.ts';
import type { Scene } from './scene.ts';

const LATE = ['one\n', 'two\n', 'three\n'] as const;

/** One end has sent its FIN and still receives; then the other ends, too (RFC 9293 §3.6). */
export async function showHalfClose(scene: Scene): Promise<void> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.opening);
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve, halfOpen: true }, emit);
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({});
  const { socket } = await scene.until('accept', 'accept');

  stage.chapter(words.halfClose.end);
  client.end();
  const { time: ended } = await scene.state(client.label, 'FIN-WAIT-2');
  await scene.state(socket, 'CLOSE-WAIT');

  stage.chapter(words.halfClose.goOn);
  let received = 0;
  for (const line of LATE) {
    server.connections.get(socket)?.send(line);
    received += line.length;
    await scene.received(client.label, received);
  }
  await scene.until('receive', 'receive', ({ data }) => Buffer.from(data).includes('three'));

  stage.chapter(words.halfClose.other);
  server.connections.get(socket)?.end();
  await client.closed;
  await scene.over(client.label);
  const { time: over } = await scene.until(
    'close',
    'close',
    (event) => event.socket === client.label,
  );
  await server.close();
  const fins = scene.segments([client.label, socket]).filter(({ flags }) => flags.includes('FIN'));
  const open = duration(over - ended);
  await scene.saw(words.halfClose.seen({ received, open, fins: fins.length }));
}
