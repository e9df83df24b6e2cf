import { createHash } from 'node:crypto';
import { useEthernetPackets } from '../../lab/bottleneck.ts';
import type { Connection } from '../../stream/connection.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp, type TcpServer } from '../../tcp/listen.ts';
import { bytes } from '../../text/quantity.ts';
import { type Scene, senderOf } from './scene.ts';

const LARGE = 20_000;
const SMALL = Array.from({ length: 10 }, (_none, i) => `line ${i}\n`);
const SMALL_BYTES = SMALL.join('').length;

/** A write is cut into segments and read in other pieces; small writes are put together (RFC 9293 §3.7.4). The octets stay the same. */
export async function showStream(scene: Scene): Promise<void> {
  const { stage, words } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.opening);
  await useEthernetPackets();
  const received = createHash('sha256');
  const taken = {
    receive: (_connection: Connection, octets: Uint8Array) => void received.update(octets),
  };
  await using server = await listenTcp({ port: 0, labels, serve: () => taken }, emit);
  const sent = createHash('sha256');
  const octets = pattern(LARGE);
  sent.update(octets);

  const client = await connected(scene, server);
  stage.chapter(words.stream.large({ bytes: bytes(LARGE) }));
  client.send(octets);
  const large = await counted(scene, client, LARGE);

  stage.chapter(words.stream.small({ writes: SMALL.length }));
  for (const line of SMALL) {
    sent.update(line);
    client.send(line);
  }
  const all = await counted(scene, client, LARGE + SMALL_BYTES);

  stage.chapter(words.closing);
  client.end();
  await client.closed;
  await scene.over(client.label);
  await server.close();
  const digests = [sent, received].map((hash) => hash.digest('hex'));
  const small = { segments: all.segments - large.segments, reads: all.reads - large.reads };
  await scene.saw(
    words.stream.seen({
      ...{ large, small, writes: SMALL.length, size: bytes(LARGE) },
      digest: digests[1]?.slice(0, 16) ?? '',
      equal: digests[0] === digests[1],
    }),
  );
}

async function connected(scene: Scene, { address }: TcpServer): Promise<Connection> {
  const { labels, emit } = scene.stage;
  const client = await connectTcp({ port: address.port, labels }, emit);
  client.handle({});
  await scene.state(client.label, 'ESTABLISHED');
  return client;
}

/** How many segments and reads so many octets took, since the connection began. */
async function counted(
  scene: Scene,
  client: Connection,
  octets: number,
): Promise<{ segments: number; reads: number }> {
  const socket = scene.stage.accepted();
  await scene.received(socket, octets);
  await scene.segment(`ack ${octets + 1}`, ({ relativeAck }) => relativeAck === octets + 1);
  const data = scene.segments([client.label]).filter((segment) => segment.bytes > 0);
  const segments = data.filter((segment) => senderOf(segment) === client.label);
  return { segments: segments.length, reads: scene.stage.of('receive', socket).length };
}

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_none, i) => 0x20 + (i % 95));
}
