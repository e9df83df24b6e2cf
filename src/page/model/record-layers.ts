import type { EventOf } from '../../event/event.ts';
import { bytes } from '../../text/quantity.ts';
import { visibleText } from '../../view/visible.ts';
import type { PageLanguage } from './languages.ts';
import { payloadLayer, type ShownField, type ShownLayer, type ShownOctets } from './shown-layer.ts';

/** Octets of a record's header (RFC 8446 §5.1), and of a handshake message's (§4). */
const HEADER = 5;
const MESSAGE_HEADER = 4;

/** A TLS record: its header in plain, and the header of the first message in it where that can be read. */
export function recordLayers(
  event: EventOf<'tls-record'>,
  { page }: PageLanguage,
): ShownOctets | undefined {
  const { data, length } = event;
  if (data.length < HEADER) return undefined;
  const message = messageLayer(event);
  const at = message?.end ?? HEADER;
  const rest = data.length > at ? [payloadLayer(page.layers.payload, data, at)] : [];
  const layers = [recordLayer(event, page.layers.record), ...(message ? [message] : []), ...rest];
  return { octets: data, all: HEADER + length, layers };
}

function recordLayer(
  { content, version, length, data }: EventOf<'tls-record'>,
  title: string,
): ShownLayer {
  return {
    ...{ title, start: 0, end: HEADER },
    fields: [
      field('type', `${data[0] ?? 0} (${content})`, 0, 1),
      field('legacy_record_version', visibleText(version), 1, 3),
      field('length', bytes(length), 3, HEADER),
    ],
  };
}

/** What goes before the messages of a handshake that can be read: a piece of a longer one has no header of its own. */
function messageLayer({
  content,
  readable,
  messages: [first],
  data,
}: EventOf<'tls-record'>): ShownLayer | undefined {
  const end = HEADER + MESSAGE_HEADER;
  const isMessage = content === 'handshake' && readable && first && first.name !== 'fragment';
  if (!isMessage || data.length < end) return undefined;
  const [type = 0, high = 0, middle = 0, low = 0] = data.subarray(HEADER, end);
  return {
    ...{ title: 'Handshake', start: HEADER, end },
    fields: [
      field('msg_type', `${type} (${visibleText(first.name)})`, HEADER, HEADER + 1),
      field('length', bytes(high * 65_536 + middle * 256 + low), HEADER + 1, end),
    ],
  };
}

function field(name: string, value: string, start: number, end: number): ShownField {
  return { name, value, start, end, bits: undefined };
}
