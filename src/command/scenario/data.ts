import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import { duration } from '../../text/quantity.ts';
import { hasFlags, type Scene, senderOf } from './scene.ts';

const WRITES = ['hello', ' ', 'world\n'] as const;

/** Each write with its sequence number, and the acknowledgment that covers it (RFC 9293 §3.4). */
export async function showData(scene: Scene): Promise<void> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.opening);
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve }, emit);
  const client = await connectTcp({ port: server.address.port, labels, noDelay: true }, emit);
  client.handle({});
  await scene.segment('ACK', (segment) => hasFlags(segment, 'ACK'));

  const rows: { seq: number; bytes: number; ack: number; after: string }[] = [];
  let next = 1;
  for (const [i, write] of WRITES.entries()) {
    stage.chapter(words.data.write({ chapter: i + 2, bytes: write.length, seq: next }));
    client.send(write);
    const seq = next;
    next += write.length;
    const data = await scene.segment(
      `seq ${seq}`,
      (segment) => segment.relativeSeq === seq && segment.bytes === write.length,
    );
    const ack = await scene.segment(
      `ack ${next}`,
      (segment) => senderOf(segment) !== client.label && segment.relativeAck === next,
    );
    rows.push({ seq, bytes: write.length, ack: next, after: duration(ack.time - data.time) });
  }

  stage.chapter(words.closing);
  client.end();
  await client.closed;
  await scene.over(client.label);
  await server.close();
  await scene.saw(words.data.seen({ rows, total: next - 1 }));
}
