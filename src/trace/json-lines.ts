import { type Address, formatAddress, isPath } from '../event/address.ts';
import type { Microseconds } from '../event/clock.ts';
import {
  type EventOf,
  PAYLOAD_LIMIT,
  type SocketEvent,
  type SocketLabel,
  type UnknownEvent,
} from '../event/event.ts';
import { encodeAddress } from './address-text.ts';
import { TRACE_FORMAT, TRACE_VERSION, type TraceHeader } from './format.ts';
import { withUnknown } from './unknown-fields.ts';

export type { TraceHeader } from './format.ts';

/** The first line of a trace, with its newline, in ASCII. */
export function encodeHeader({ program, created, unknown = {} }: TraceHeader): string {
  const known = { format: TRACE_FORMAT, version: TRACE_VERSION, program, time: created };
  return `${ascii(withUnknown(known, unknown))}\n`;
}

/** The line of an event, with its newline, in ASCII: `{"time":…,"source":"app","socket":"S1","type":"accept",…}`. */
export function encodeEvent(event: SocketEvent): string {
  const isCarrying = event.type === 'send' || event.type === 'receive';
  if (isCarrying && event.unknown === undefined) return encodeCarrying(event);
  if (event.type === 'close') constantParts.delete(event.socket);
  const { time, source, socket, type, local, remote, unknown, ...rest } = event;
  const own = {
    ...rest,
    ...('header' in rest && { header: base64(rest.header) }),
    ...('data' in rest && { data: base64(rest.data) }),
  };
  const known = { time, source, socket, type, ...addresses(event), ...own };
  return `${ascii(unknown === undefined ? known : withUnknown(known, unknown))}\n`;
}

/** The line of an event whose type is not known here, with all it had: `encodeEvent` for what `readTrace` tells of besides. */
export function encodeUnknown(event: UnknownEvent): string {
  const { time, source, socket, type, unknown = {} } = event;
  return `${ascii(withUnknown({ time, source, socket, type, ...addresses(event) }, unknown))}\n`;
}

function addresses({ local, remote }: SocketEvent | UnknownEvent) {
  return { local: local && encodeAddress(local), remote: remote && encodeAddress(remote) };
}

type CarryingEvent = EventOf<'send' | 'receive'>;

/** An event per write and per read: a few hundred nanoseconds each, where JSON.stringify takes a few thousand. */
function encodeCarrying(event: CarryingEvent): string {
  const { who, where } = constantPart(event);
  const { time, type, bytes, data } = event;
  const end = event.datagram ? DATAGRAM_END : END;
  return `{"time":${digits(time)}${who}${type}${where}${bytes},"data":"${base64(data)}${end}`;
}
const END = '"}\n';
const DATAGRAM_END = '","datagram":true}\n';

/** The octets in base64 with padding (RFC 4648 §4), as far as an event keeps them. */
function base64(data: Uint8Array): string {
  const octets = Buffer.isBuffer(data)
    ? data
    : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return octets.toString('base64', 0, PAYLOAD_LIMIT);
}

interface ConstantPart {
  readonly source: CarryingEvent['source'];
  readonly local: Address | undefined;
  readonly remote: Address | undefined;
  /** `,"source":…,"type":"`, between the time and the type. */
  readonly who: string;
  /** `","local":…`, behind the type: what a socket's datagrams have in common, whoever sent them. */
  readonly from: string;
  /** `","local":…,"remote":…,"bytes":`, between the type and the count. */
  readonly where: string;
}

/** Sockets whose constant part is kept. More than that at once only costs time. */
const MOST_PARTS = 16_384;
const constantParts = new Map<SocketLabel, ConstantPart>();

function constantPart(event: CarryingEvent): ConstantPart {
  const { source, socket, local, remote } = event;
  const known = constantParts.get(socket);
  const isSameSocket = known !== undefined && known.source === source && isSame(known.local, local);
  if (isSameSocket && isSame(known.remote, remote)) return known;
  const { who, from } = isSameSocket ? known : socketPart(event);
  const where = [from, remoteField(remote), ',"bytes":'];
  // Joined, not added: V8 keeps a sum as its many summands, and walks them again for each line.
  const part = { source, local, remote, who, from, where: where.join('') };
  if (!isSameSocket && constantParts.size >= MOST_PARTS) constantParts.clear();
  constantParts.set(socket, part);
  return part;
}

function socketPart({ source, socket, local }: CarryingEvent): { who: string; from: string } {
  const who = [',"source":', ascii(source), ',"socket":', ascii(socket), ',"type":"'];
  const from = local === undefined ? ['"'] : ['","local":', ascii(encodeAddress(local))];
  return { who: who.join(''), from: from.join('') };
}

/** What needs no escape in JSON: any address but one with a zone, whose name the system chose. */
const PLAIN_HOST = /^[\d.:a-f]+$/;

/** `,"remote":"127.0.0.1:9000"`: made anew for each datagram where senders take turns, so without JSON.stringify. */
function remoteField(remote: Address | undefined): string {
  if (remote === undefined) return '';
  if (isPath(remote) || !PLAIN_HOST.test(remote.host)) {
    return `,"remote":${ascii(encodeAddress(remote))}`;
  }
  return `,"remote":"${formatAddress(remote)}"`;
}

function isSame(one: Address | undefined, other: Address | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  if (isPath(one)) return isPath(other) && one.path === other.path;
  return !isPath(other) && one.port === other.port && one.host === other.host;
}

const THOUSAND = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));
let lastMillisecond = { number: 0, digits: '0' };

/** A time in decimal. Printing a number beyond 31 bits is slow (126 ns), and neighbours share all but three digits. */
function digits(time: Microseconds): string {
  const millisecond = Math.floor(time / 1000);
  if (millisecond !== lastMillisecond.number) {
    lastMillisecond = { number: millisecond, digits: String(millisecond) };
  }
  const rest = THOUSAND[time - millisecond * 1000];
  // The first millisecond of 1970, or no whole number of microseconds at all.
  return rest === undefined || millisecond <= 0 ? String(time) : lastMillisecond.digits + rest;
}

/** JSON in ASCII alone, so that a character is an octet whatever the file's encoding is said to be. */
function ascii(value: unknown): string {
  return JSON.stringify(value).replace(BEYOND_ASCII, escapeUnit);
}
const BEYOND_ASCII = /[\u007f-\uffff]/g;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
