import type { EventOf } from '../event/event.ts';
import { opcodeName } from '../text/close-frame.ts';
import { bytes } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import { padEnd, width } from '../view/columns.ts';
import { hexdump } from '../view/hexdump.ts';
import { decodeHeader } from '../ws/frame-header.ts';
import { type HeaderBits, headerBits } from '../ws/header-bits.ts';
import { masked } from '../ws/mask.ts';

/** `Payload len`: what has no longer bits than an octet's stands in one column. */
const BITS_WIDTH = 7;

/** A frame field by field and bit by bit (RFC 6455 §5.2), then its payload: as it passed, and unmasked. */
export function frameDetails(
  { header, data, masked: isMasked }: EventOf<'ws-frame'>,
  { bits: words }: Text,
  columns = 80,
): string[] {
  const decoded = decodeHeader(header, 0);
  if (!decoded) return [];
  const rows = headerBits(decoded);
  const room = Math.max(...rows.map(({ field }) => width(field)));
  const lines = rows.map(
    (row) =>
      `  ${padEnd(row.field, room)}  ${padEnd(inOctets(row), BITS_WIDTH)}  ${says(row, words)}`,
  );
  const dump = (octets: Uint8Array) =>
    hexdump(octets, { columns: Math.min(80, columns) - 4 }).map((line) => `    ${line}`);
  const key = decoded.maskingKey;
  if (!isMasked || key === undefined || data.length === 0) return [...lines, ...dump(data)];
  const wire = [`  ${words.onTheWire}`, ...dump(masked(data, key))];
  return [...lines, ...wire, `  ${words.unmaskedPayload}`, ...dump(data)];
}

/** The bits of a field; of a long one, octet by octet. */
function inOctets({ bits }: HeaderBits): string {
  return bits.replace(/.{8}(?=.)/g, '$& ');
}

/** What a field's bits say. */
function says({ meaning, value }: HeaderBits, words: Text['bits']): string {
  if (meaning === 'length') return typeof value === 'bigint' ? `${value} B` : bytes(value);
  if (meaning === 'opcode') return opcodeName(Number(value)) ?? words.reservedOpcode;
  if (meaning !== 'masking-key') return words[meaning];
  return `0x${value.toString(16).padStart(8, '0')}`;
}
