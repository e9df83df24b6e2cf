import { formatAddress } from '../event/address.ts';
import type { EventOf, SocketEvent } from '../event/event.ts';
import type { Text } from '../text/text.ts';
import { padEnd, width } from './columns.ts';
import { udpHeader } from './udp-header.ts';
import { quoted, visibleText } from './visible.ts';

type Octets = EventOf<'send' | 'receive'>;

/** How much of a payload a line shows where lines have no end. */
const PREVIEW = 60;
/** The opcode of a Close frame (RFC 6455 §5.5.1), whose code and reason are told in words. */
const CLOSE = 0x8;
/** Those of data frames (RFC 6455 §5.6). */
const TEXT = 0x1;
const BINARY = 0x2;
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

/** The payload of a frame or message behind what is said of it, in as much room as there is. */
export function framePreview(
  words: string,
  { data, ...event }: EventOf<'ws-frame' | 'ws-message'>,
  room: number,
): string {
  if (data.length === 0 || ('opcode' in event && event.opcode === CLOSE)) return words;
  const left = room - width(words) - 2;
  return `${words}  ${quoted(data, Math.min(PREVIEW, left < LEAST ? Math.max(8, room) : left))}`;
}

/** Whether what the peer sent is complete with this event: octets, or a message, and not a frame that is a part of one, or deflated. */
export function isWhole(
  event: SocketEvent,
): event is EventOf<'receive' | 'ws-frame' | 'ws-message'> {
  if (event.type === 'ws-message') return event.by === 'peer';
  if (event.type !== 'ws-frame') return event.type === 'receive';
  const { by, fin, opcode, rsv } = event;
  return by === 'peer' && fin && rsv === 0 && (opcode === TEXT || opcode === BINARY);
}

/** The fields of a datagram's header, a line each; none of a stream's octets. */
export function headerLines(event: Octets, text: Text): string[] {
  if (!event.datagram) return [];
  const fields = udpHeader(event, text);
  const widest = Math.max(...fields.map(({ name }) => width(name)));
  return fields.map(({ name, value }) => `${padEnd(name, widest)}  ${value}`);
}
