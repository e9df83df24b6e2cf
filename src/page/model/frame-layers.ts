import type { EventOf } from '../../event/event.ts';
import { opcodeName } from '../../text/close-frame.ts';
import { bytes } from '../../text/quantity.ts';
import { decodeHeader } from '../../ws/frame-header.ts';
import { type HeaderBits, headerBits } from '../../ws/header-bits.ts';
import type { PageLanguage } from './languages.ts';
import {
  bitsOf,
  joined,
  payloadLayer,
  type ShownField,
  type ShownLayer,
  type ShownOctets,
} from './shown-layer.ts';

/** A WebSocket frame: its header bit by bit (RFC 6455 §5.2), and its payload as it was before it was masked. */
export function frameLayers(
  { header, data, bytes: size, masked }: EventOf<'ws-frame'>,
  language: PageLanguage,
): ShownOctets {
  const { page } = language;
  const title = masked ? page.layers.unmasked : page.layers.payload;
  const octets = joined(header, data);
  const payload = data.length > 0 ? [payloadLayer(title, octets, header.length)] : [];
  const layers = [headerLayer(header, language), ...payload];
  return { octets, all: header.length + size, layers };
}

/** A header that is cut, or too long, is no header as far as that. */
function headerLayer(header: Uint8Array, language: PageLanguage): ShownLayer {
  const decoded = decodeHeader(header, 0);
  const fields: ShownField[] = [];
  let at = 0;
  for (const row of decoded ? headerBits(decoded) : []) {
    fields.push(fieldOf(row, at, header, language));
    at += row.bits.length;
  }
  const end = header.length;
  const rest = payloadLayer('', header, at / 8).fields;
  return {
    title: 'WebSocket',
    start: 0,
    end,
    fields: at / 8 < end ? [...fields, ...rest] : fields,
  };
}

function fieldOf(
  row: HeaderBits,
  at: number,
  header: Uint8Array,
  { bits: words }: PageLanguage,
): ShownField {
  const start = Math.floor(at / 8);
  const end = Math.ceil((at + row.bits.length) / 8);
  const isWhole = at % 8 === 0 && row.bits.length % 8 === 0;
  const place = { from: at - start * 8, to: at - start * 8 + row.bits.length };
  return {
    ...{ name: row.field, value: says(row, words), start, end },
    bits: isWhole ? undefined : bitsOf(header.subarray(start, end), place),
  };
}

function says({ meaning, value }: HeaderBits, words: PageLanguage['bits']): string {
  if (meaning === 'length') return typeof value === 'bigint' ? `${value} B` : bytes(value);
  if (meaning === 'opcode')
    return `${value} (${opcodeName(Number(value)) ?? words.reservedOpcode})`;
  if (meaning === 'masking-key') return `0x${value.toString(16).padStart(8, '0')}`;
  return words[meaning];
}
