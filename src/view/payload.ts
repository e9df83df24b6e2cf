import { formatAddress } from '../event/address.ts';
import type { EventOf, SocketEvent } from '../event/event.ts';
import type { Text } from '../text/text.ts';
import { padEnd, width } from './columns.ts';
import { quoted } from './quoted.ts';
import { udpHeader } from './udp-header.ts';
import { visibleText } from './visible.ts';

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

/** The payload of a frame, packet or system call behind what is said of it, in as much room as there is. */
export function behindWords(words: string, event: SocketEvent, room: number): string {
  const data = payloadOf(event);
  if (data === undefined || data.length === 0) return words;
  const left = room - width(words) - 2;
  return `${words}  ${quoted(data, Math.min(PREVIEW, left < LEAST ? Math.max(8, room) : left))}`;
}

function payloadOf(event: SocketEvent): Uint8Array | undefined {
  if (event.type === 'ws-frame') return event.opcode === CLOSE ? undefined : event.data;
  const carries =
    event.type === 'ws-message' ||
    event.type === 'segment' ||
    event.type === 'datagram' ||
    event.type === 'syscall';
  return carries ? event.data : undefined;
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
export function headerLines(event: SocketEvent, text: Text): string[] {
  if (event.type !== 'send' && event.type !== 'receive') return [];
  if (!event.datagram) return [];
  const fields = udpHeader(event, text);
  const widest = Math.max(...fields.map(({ name }) => width(name)));
  return fields.map(({ name, value }) => `${padEnd(name, widest)}  ${value}`);
}
