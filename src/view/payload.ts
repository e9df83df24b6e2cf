import { formatAddress } from '../event/address.ts';
import type { EventOf } from '../event/event.ts';
import type { Text } from '../text/text.ts';
import { padEnd, width } from './columns.ts';
import { udpHeader } from './udp-header.ts';
import { quoted, visibleText } from './visible.ts';

type Octets = EventOf<'send' | 'receive'>;

/** How much of a payload a line shows where lines have no end. */
const PREVIEW = 60;
/** The opcode of a Close frame (RFC 6455 §5.5.1), whose code and reason are told in words. */
const CLOSE = 0x8;
/** A payload that would have less room behind its address gets a row of its own. */
const LEAST = 12;

/**
 * The octets of a send or receive as its line shows them, in about `room` columns: `"hello\n"`. A datagram's stand behind its other
 * end, for each may have another one: `127.0.0.1:40001 "hello\n"`; two rows where that is too wide.
 */
export function preview(event: Octets, text: Text, room: number): string {
  const { data, bytes, datagram, remote } = event;
  const shown = (columns: number) =>
    datagram && bytes === 0
      ? text.udp.empty
      : quoted(data, Math.min(PREVIEW, Math.max(8, columns)));
  if (!datagram || !remote) return shown(room);
  const address = visibleText(formatAddress(remote));
  const left = room - width(address) - 1;
  return left < LEAST ? `${address}\n${shown(room)}` : `${address} ${shown(left)}`;
}

/** A frame's payload behind what is said of it, in as much room as there is. */
export function framePreview(
  words: string,
  { data, opcode }: EventOf<'ws-frame'>,
  room: number,
): string {
  if (data.length === 0 || opcode === CLOSE) return words;
  const left = room - width(words) - 2;
  return `${words}  ${quoted(data, Math.min(PREVIEW, left < LEAST ? Math.max(8, room) : left))}`;
}

/** The fields of a datagram's header, a line each; none of a stream's octets. */
export function headerLines(event: Octets, text: Text): string[] {
  if (!event.datagram) return [];
  const fields = udpHeader(event, text);
  const widest = Math.max(...fields.map(({ name }) => width(name)));
  return fields.map(({ name, value }) => `${padEnd(name, widest)}  ${value}`);
}
