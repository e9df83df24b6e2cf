import { layerFields } from '../../observe/packet/layer-fields.ts';
import { decodePacket } from '../../observe/packet/packet.ts';
import { makeService } from '../../stream/services.ts';
import { connectTcp } from '../../tcp/connect.ts';
import { listenTcp } from '../../tcp/listen.ts';
import { layerLines } from '../../view/layers.ts';
import type { Scene } from './scene.ts';

const MESSAGE = 'hello\n';

/** One real packet, unwrapped header by header: every octet belongs to a field of some layer. */
export async function showLayers(scene: Scene): Promise<void> {
  const { stage, words, columns } = scene;
  const { labels, emit } = stage;
  stage.chapter(words.opening);
  const serve = makeService('discard');
  await using server = await listenTcp({ port: 0, labels, serve }, emit);
  const client = await connectTcp({ port: server.address.port, labels }, emit);
  client.handle({});
  await scene.state(client.label, 'ESTABLISHED');

  stage.chapter(words.layers.send);
  client.send(MESSAGE);
  const segment = await scene.segment('data', (event) => event.bytes === MESSAGE.length);

  stage.chapter(words.layers.unwrap);
  const octets = Buffer.concat([segment.header, segment.data]);
  const layers = layerFields(decodePacket(segment.link, octets));
  const named = {
    layer: (facts: { name: string; from: number; to: number; length: number }) =>
      words.layers.layer({ ...facts, name: words.layers.names[facts.name] ?? facts.name }),
  };
  stage.show(layerLines(octets, layers, named, columns));

  stage.chapter(words.closing);
  client.end();
  await client.closed;
  await scene.over(client.label);
  await server.close();
  const owned = layers
    .flatMap(({ fields }) => fields)
    .reduce((bits, field) => bits + bitsOf(field), 0);
  await scene.saw(
    words.layers.seen({
      layers: layers.map(({ layer, length }) => ({ name: layer, length })),
      octets: octets.length,
      owned: owned / 8,
      payload: MESSAGE.length,
    }),
  );
}

function bitsOf({
  start,
  end,
  bits,
}: {
  readonly start: number;
  readonly end: number;
  readonly bits: { readonly from: number; readonly to: number } | undefined;
}): number {
  return bits ? bits.to - bits.from : (end - start) * 8;
}
