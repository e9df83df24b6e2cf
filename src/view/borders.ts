import { type Address, isPath } from '../event/address.ts';
import type { EventOf, SocketEvent, SocketLabel } from '../event/event.ts';
import { Parties } from '../ladder/parties.ts';

/** The part of one send that a read, a segment or a datagram carried. `send` is `undefined` where nobody watched who sent. */
export interface Piece {
  readonly send: number | undefined;
  /** How many octets. */
  readonly bytes: number;
  /** The first of them, as far as they were kept. */
  readonly data: Uint8Array;
  /** Whether the send's first octet is among them, and its last. */
  readonly begins: boolean;
  readonly ends: boolean;
}

/** One step that moves octets, with the borders of the sends it is made of. */
export interface Stroke {
  readonly event: EventOf<'send' | 'receive' | 'segment' | 'datagram'>;
  /** The socket it stands at, and the one at the other end. */
  readonly socket: SocketLabel;
  readonly peer: SocketLabel | undefined;
  /** The way its octets go: all that go from one socket to another have the same. */
  readonly way: string;
  /** Its number among those of its kind on this way. */
  readonly number: number;
  readonly pieces: readonly Piece[];
}

/** What was sent with one call: its octets are counted from the first of the stream on. */
interface Sent {
  readonly number: number;
  readonly from: number;
  readonly behind: number;
}

/** One way of a conversation. */
interface Way {
  readonly sends: Sent[];
  sent: number;
  read: number;
  readonly counts: { send: number; segment: number; receive: number; datagram: number };
  /** Datagrams that were sent and not received yet. */
  waiting: EventOf<'send'>[];
  readonly numbers: WeakMap<EventOf<'send'>, number>;
}

/** Sends of one way that are remembered until they are read, at the most. */
const MOST_SENDS = 10_000;
/** Ways that are remembered. */
const MOST_WAYS = 10_000;

/**
 * Finds out which send landed in which read: of a stream by counting its octets, whose order TCP keeps (RFC 9293 §3.8); of datagrams, which
 * are kept whole or lost (RFC 768), by their octets.
 */
export class Borders {
  readonly #parties = new Parties();
  readonly #ways = new Map<string, Way>();
  /** Sockets whose octets are in a security layer or in frames: those on the wire are others than those that are sent. */
  readonly #layered = new Set<SocketLabel>();

  /** What a step moved; `undefined` for one that moves nothing, or octets that no send can be found for. */
  stroke(event: SocketEvent): Stroke | undefined {
    this.#parties.learn(event);
    if (event.type.startsWith('tls-') || event.type.startsWith('ws-')) this.#layer(event.socket);
    switch (event.type) {
      case 'send':
        return this.#send(event);
      case 'receive':
        return this.#receive(event);
      case 'segment':
        return event.bytes > 0 ? this.#segment(event) : undefined;
      case 'datagram':
        return this.#datagram(event);
      default:
        return undefined;
    }
  }

  #layer(socket: SocketLabel): void {
    if (this.#layered.size < MOST_WAYS) this.#layered.add(socket);
  }

  #send(event: EventOf<'send'>): Stroke {
    const peer = this.#peerOf(event);
    const [key, way] = this.#way(event.socket, event.datagram && portOf(event.remote));
    const number = ++way.counts.send;
    if (event.datagram) {
      way.waiting = [...way.waiting.slice(1 - MOST_WAITING), event];
      way.numbers.set(event, number);
    } else {
      if (way.sends.length >= MOST_SENDS) way.sends.shift();
      way.sends.push({ number, from: way.sent, behind: way.sent + event.bytes });
      way.sent += event.bytes;
    }
    const pieces = [{ ...whole(event), send: number }];
    return { event, socket: event.socket, peer, way: key, number, pieces };
  }

  #receive(event: EventOf<'receive'>): Stroke {
    const peer = this.#peerOf(event);
    const from = peer ?? `? ${event.socket}`;
    const [key, way] = this.#way(from, event.datagram && portOf(event.local));
    const number = ++way.counts.receive;
    const stroke = { event, socket: event.socket, peer, way: key, number };
    if (event.datagram) {
      return { ...stroke, pieces: [{ ...whole(event), send: this.#take(way, event) }] };
    }
    const pieces = piecesOf(way.sends, way.read, event);
    way.read += event.bytes;
    while ((way.sends[0]?.behind ?? Number.POSITIVE_INFINITY) <= way.read) way.sends.shift();
    return { ...stroke, pieces };
  }

  #take(way: Way, { data, bytes }: EventOf<'receive'>): number | undefined {
    const found = way.waiting.find((sent) => sent.bytes === bytes && isSame(sent.data, data));
    return found && way.numbers.get(found);
  }

  #segment(event: EventOf<'segment'>): Stroke | undefined {
    const [sender, receiver] = this.#between(event);
    if (sender === undefined || event.relativeSeq === undefined) return undefined;
    if (this.#layered.has(sender)) return undefined;
    const [key, way] = this.#way(sender, undefined);
    const number = ++way.counts.segment;
    const pieces = piecesOf(way.sends, event.relativeSeq - 1, event);
    return { event, socket: sender, peer: receiver, way: key, number, pieces };
  }

  #datagram(event: EventOf<'datagram'>): Stroke | undefined {
    const [sender, receiver] = this.#between(event);
    if (sender === undefined) return undefined;
    const [key, way] = this.#way(sender, portOf(event.by === 'us' ? event.remote : event.local));
    const number = ++way.counts.datagram;
    const sent = way.waiting.findLast(
      ({ bytes, data }) => bytes === event.bytes && isSame(data, event.data),
    );
    const pieces = [{ ...whole(event), send: sent && way.numbers.get(sent) }];
    return { event, socket: sender, peer: receiver, way: key, number, pieces };
  }

  #between(event: EventOf<'segment' | 'datagram'>) {
    const other = event.to ?? this.#peerOf(event);
    return event.by === 'us' ? [event.socket, other] : [other, event.socket];
  }

  #peerOf(event: SocketEvent): SocketLabel | undefined {
    const { ends, rail } = this.#parties.place(event);
    return ends[rail === 'left' ? 'right' : 'left'].socket;
  }

  /** A datagram socket may speak with many: each has its own way, told by the port at its end. */
  #way(from: string, to: number | undefined): [string, Way] {
    const key = to === undefined ? from : `${from} ${to}`;
    const known = this.#ways.get(key);
    if (known) return [key, known];
    if (this.#ways.size >= MOST_WAYS) this.#ways.clear();
    const made: Way = {
      ...{ sends: [], sent: 0, read: 0, waiting: [], numbers: new WeakMap() },
      counts: { send: 0, segment: 0, receive: 0, datagram: 0 },
    };
    this.#ways.set(key, made);
    return [key, made];
  }
}

function portOf(address: Address | undefined): number | undefined {
  return address && !isPath(address) ? address.port : undefined;
}

/** Datagrams of one way that may still come. */
const MOST_WAITING = 256;

function whole({ bytes, data }: { readonly bytes: number; readonly data: Uint8Array }) {
  return { bytes, data, begins: true, ends: true };
}

/** The octets from so many on, cut where one send ends and the next begins. */
function piecesOf(
  sends: readonly Sent[],
  from: number,
  { bytes, data }: { readonly bytes: number; readonly data: Uint8Array },
): Piece[] {
  const behind = from + bytes;
  const among = sends.filter((sent) => sent.behind > from && sent.from < behind);
  const pieces: Piece[] = [];
  let at = from;
  const add = (to: number, of: Omit<Piece, 'bytes' | 'data'>) => {
    if (to > at) pieces.push({ ...of, bytes: to - at, data: data.subarray(at - from, to - from) });
    at = Math.max(at, to);
  };
  const unknown = { send: undefined, begins: false, ends: false };
  for (const sent of among) {
    add(Math.min(sent.from, behind), unknown);
    const to = Math.min(sent.behind, behind);
    add(to, { send: sent.number, begins: sent.from === at, ends: sent.behind === to });
  }
  add(behind, unknown);
  return pieces;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((octet, at) => octet === other[at]);
}
