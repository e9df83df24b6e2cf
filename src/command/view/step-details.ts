import type { SocketEvent } from '../../event/event.ts';
import { layerFields } from '../../observe/packet/layer-fields.ts';
import { decodePacket } from '../../observe/packet/packet.ts';
import { bytes } from '../../text/quantity.ts';
import { type Glossary, TERMS } from '../../text/terms.ts';
import { loadGlossary, loadScenarioText, type Text } from '../../text/text.ts';
import { wrap } from '../../view/columns.ts';
import { dumped } from '../../view/dumped.ts';
import { hexdump } from '../../view/hexdump.ts';
import { type LayerWords, layerLines } from '../../view/layers.ts';
import type { FrameParts } from '../../view/stepper-frame.ts';
import { frameDetails } from '../ws-frame-details.ts';

/** A dump is no wider than this. */
const WIDEST = 80;

/** What is said of an event while one steps: what its kind is; its octets, and what each of them says. */
export async function detailsIn(text: Text): Promise<FrameParts['details']> {
  const glossary = await loadGlossary(text.language);
  const { layers } = await loadScenarioText(text.language);
  const words: LayerWords = {
    layer: (facts) => layers.layer({ ...facts, name: layers.names[facts.name] ?? facts.name }),
  };
  return (event, panel, columns) =>
    panel === 'explain'
      ? explanation(event, glossary, text, columns)
      : octetLines(event, { text, words, columns });
}

function explanation(
  { type }: SocketEvent,
  glossary: Glossary,
  { help }: Text,
  columns: number,
): string[] {
  const { brief, more } = glossary[type];
  return [
    ...wrap(`${type}: ${brief} ${more}`, columns),
    ...wrap(`${help.explainMore} ${TERMS[type].source}`, columns),
  ];
}

interface Look {
  readonly text: Text;
  readonly words: LayerWords;
  readonly columns: number;
}

function octetLines(event: SocketEvent, { text, words, columns }: Look): string[] {
  if (event.type === 'ws-frame') return frameDetails(event, text, columns);
  const octets = octetsOf(event);
  if (octets === undefined) return [];
  const { data, all } = octets;
  const dump = hexdump(data, { columns: Math.min(WIDEST, columns) });
  const cut = all > data.length ? [text.moreBytes(bytes(all))] : [];
  const layers = 'link' in event ? layerFields(decodePacket(event.link, data)) : [];
  return [...dump, ...cut, ...layerLines(data, layers, words, columns)];
}

function octetsOf(event: SocketEvent) {
  const own = dumped(event);
  if (own !== undefined) return own;
  if (!('data' in event) || event.data === undefined) return undefined;
  const { data } = event;
  return { data, all: ('bytes' in event ? event.bytes : undefined) ?? data.length };
}
