import type { EventOf, Side, SocketEvent } from '../event/event.ts';
import { bytes } from '../text/quantity.ts';

/** Octets as people are shown them: `"hello\n"`, and not many of them. Nothing in it may act on a terminal. */
export type Quote = (octets: Uint8Array) => string;

/** Which of the layers told of octets: the program above TLS (or without it), TLS, a system call. */
export type Layer = 'plain' | 'record' | 'call';

/** Octets of a stream that one event tells of. */
export interface Unit {
  /** Who sent them. */
  readonly by: Side;
  readonly layer: Layer;
  /** How many they are on the stream. */
  readonly bytes: number;
  /** The first of them, as they pass. */
  readonly octets: () => Uint8Array;
  /** The event in few words: `C1 send 6 B "hello\n"`. */
  readonly text: string;
}

/** What an event tells of octets of a stream or of a datagram; `undefined` for those that carry none. */
export function unitOf(event: SocketEvent, quote: Quote): Unit | undefined {
  switch (event.type) {
    case 'send':
      return plain(event, 'us', quote);
    case 'receive':
      return plain(event, 'peer', quote);
    case 'syscall':
      return ofCall(event, quote);
    case 'tls-record':
      return ofRecord(event);
    case 'ws-frame':
      return ofFrame(event, quote);
    case 'ws-request':
    case 'ws-response':
      return ofHead(event, quote);
    default:
      return undefined;
  }
}

function plain(event: EventOf<'send' | 'receive'>, by: Side, quote: Quote): Unit {
  const { type, data } = event;
  return { by, layer: 'plain', ...told(event, type, event.bytes, quote(data)), octets: () => data };
}

/** How a text begins, and how much it is about; `shown` is empty where there is nothing to show. */
function told({ socket }: SocketEvent, what: string, size: number, shown: string) {
  const facts = [socket, what, bytes(size), ...(size > 0 && shown !== '' ? [shown] : [])];
  return { bytes: size, text: facts.join(' ') };
}

const SENDING: ReadonlySet<string> = new Set([
  ...['write', 'writev', 'send', 'sendto', 'sendmsg', 'sendmmsg', 'sendfile'],
]);

/** A system call that moved octets. */
function ofCall(event: EventOf<'syscall'>, quote: Quote): Unit | undefined {
  const { call, bytes: size, data } = event;
  if (size === undefined) return undefined;
  const octets = data ?? new Uint8Array();
  const by = SENDING.has(call) ? 'us' : 'peer';
  const shown = data ? quote(data) : '';
  return { by, layer: 'call', ...told(event, call, size, shown), octets: () => octets };
}

/** The header of a TLS record (RFC 8446 §5.1). */
const RECORD_HEADER = 5;
/** A message's name, if it is one: a trace may have been written by anybody. */
const NAME = /^[a-z_]{1,40}$/;

function ofRecord(event: EventOf<'tls-record'>): Unit {
  const { by, content, length, messages, data } = event;
  const [name = ''] = messages.map((message) => message.name);
  const shown = name !== content && NAME.test(name) ? name : '';
  const { text } = told(event, `tls-record ${content}`, length, shown);
  return { by, layer: 'record', bytes: RECORD_HEADER + length, octets: () => data, text };
}

/** RFC 6455 §5.2. */
const OPCODES: ReadonlyMap<number, string> = new Map([
  ...([
    [0x0, 'continuation'],
    [0x1, 'text'],
    [0x2, 'binary'],
    [0x8, 'close'],
    [0x9, 'ping'],
    [0xa, 'pong'],
  ] as const),
]);

const CLOSE = 0x8;

function ofFrame(event: EventOf<'ws-frame'>, quote: Quote): Unit {
  const { by, opcode, header, data, bytes: size } = event;
  const what = `ws-frame ${OPCODES.get(opcode) ?? opcode}`;
  const { text } = told(event, what, size, opcode === CLOSE ? reasonOf(data, quote) : quote(data));
  const octets = () => joined(header, masked(event));
  return { by, layer: 'plain', bytes: header.length + size, octets, text };
}

/** The status code of a Close frame, and the reason behind it (RFC 6455 §5.5.1). */
function reasonOf(data: Uint8Array, quote: Quote): string {
  const [high, low, ...reason] = data;
  if (high === undefined || low === undefined) return '';
  const code = String(high * 256 + low);
  return reason.length === 0 ? code : `${code} ${quote(data.subarray(2))}`;
}

/** The payload as it passed: each octet with one of the key, which are the last four of the header (RFC 6455 §5.3). */
function masked({ masked, header, data }: EventOf<'ws-frame'>): Uint8Array {
  if (!masked) return data;
  const key = header.subarray(-4);
  return data.map((octet, place) => octet ^ (key[place % 4] ?? 0));
}

function ofHead(event: EventOf<'ws-request' | 'ws-response'>, quote: Quote): Unit {
  const { socket, by, type } = event;
  const octets = headOf(event);
  const said =
    event.type === 'ws-request'
      ? quote(latin1(`${event.method} ${event.target}`))
      : String(event.status);
  const text = `${socket} ${type} ${said}`;
  return { by, layer: 'plain', bytes: octets.length, octets: () => octets, text };
}

/** The head as RFC 9112 §2.1 has it. Whoever wrote it with other spaces wrote other octets. */
function headOf(event: EventOf<'ws-request' | 'ws-response'>): Uint8Array {
  const lines = event.headers.map(({ name, value }) => `${name}: ${value}\r\n`);
  return latin1(`${startLine(event)}\r\n${lines.join('')}\r\n`);
}

/** Where the first line was none, an event has it as it was: as target, or as reason. */
function startLine(event: EventOf<'ws-request' | 'ws-response'>): string {
  if (event.type === 'ws-response') {
    return event.status === 0 ? event.reason : `HTTP/1.1 ${event.status} ${event.reason}`;
  }
  return event.method === '?' ? event.target : `${event.method} ${event.target} HTTP/1.1`;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const octets = new Uint8Array(one.length + other.length);
  octets.set(one);
  octets.set(other, one.length);
  return octets;
}
