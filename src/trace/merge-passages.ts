import type { Microseconds } from '../event/clock.ts';
import type { EventOf, SocketEvent, SocketLabel } from '../event/event.ts';
import { type EndPair, endOf, endPair, isDatagramSocket } from './merge-flow.ts';
import { keep } from './merge-memory.ts';

/** What one end sent, or received: the same flow at both ends, and its units counted the same. */
export interface Passage {
  readonly flow: string;
  readonly side: 'sent' | 'received';
  readonly time: Microseconds;
  /** So many more units, or as far as this one. */
  readonly units: { readonly more: number } | { readonly until: number };
}

/** A program is told of its shutdown(2), and of its close(2), so much later at the most, µs. */
const TOLD_LATE = 10_000;
/** Octets that tell one datagram from another. */
const MOST_CONTENT = 256;
const SENDING = /^(?:send|write|pwrite)/;
const RECEIVING = /^(?:recv|read|pread)/;

/**
 * Turns the events of one recording into passages: what its ends sent, no later than told, and what they received, no earlier. Octets under
 * a layer (TLS, WebSocket) are counted by its records and frames, whatever the program handed over.
 */
export class Passages {
  /** When a connection was asked for by a client whose own address is not known yet. */
  readonly #attempts = new Map<SocketLabel, Microseconds>();
  /** Sockets whose first octet was seen, and those with a layer. */
  readonly #opened = new Map<SocketLabel, true>();
  readonly #layered = new Map<SocketLabel, true>();

  /** The passages an event tells of, or that become certain with it. */
  of(event: SocketEvent): readonly Passage[] {
    const { socket, type, time } = event;
    if (isDatagramSocket(socket)) return datagramPassage(event);
    const isCall = type === 'syscall' && event.call === 'connect';
    if (type === 'attempt' || isCall) keep(this.#attempts, socket, time);
    if (/^(?:tls|ws)-/.test(type)) keep(this.#layered, socket, true);
    const pair = endPair(socket, event.local, event.remote);
    if (pair === undefined) return [];
    return [...this.#openings(event, pair), ...this.#carried(event, pair), ...endings(event, pair)];
  }

  #openings(event: SocketEvent, pair: EndPair): readonly Passage[] {
    const { socket, time } = event;
    const attempted = this.#attempts.get(socket);
    if (attempted !== undefined) {
      this.#attempts.delete(socket);
      keep(this.#opened, socket, true);
      return [one('open', 'sent', pair, attempted)];
    }
    const isAccept = event.type === 'syscall' && event.call.startsWith('accept');
    if (event.type !== 'accept' && !isAccept) return [];
    keep(this.#opened, socket, true);
    return [one('open', 'received', pair, time)];
  }

  #carried(event: SocketEvent, pair: EndPair): readonly Passage[] {
    const { socket, time } = event;
    switch (event.type) {
      case 'send':
      case 'receive': {
        if (this.#layered.has(socket)) return [];
        const side = event.type === 'send' ? 'sent' : 'received';
        return [{ ...one('octets', side, pair, time), units: { more: event.bytes } }];
      }
      case 'tls-record':
      case 'ws-frame': {
        const side = event.by === 'us' ? 'sent' : 'received';
        return [{ ...one(event.type, side, pair, time), units: { more: 1 } }];
      }
      case 'syscall': {
        const side = sideOfCall(event);
        if (side === undefined || !this.#opened.has(socket)) return [];
        return [{ ...one('calls', side, pair, time), units: { more: event.bytes ?? 0 } }];
      }
      case 'segment':
        return segmentPassage(event, pair);
      default:
        return [];
    }
  }
}

function one(
  what: string,
  side: Passage['side'],
  { own, mirrored }: EndPair,
  time: Microseconds,
): Passage {
  return { flow: `${what} ${side === 'sent' ? own : mirrored}`, side, time, units: { until: 1 } };
}

function sideOfCall({ call, arguments: said }: EventOf<'syscall'>): Passage['side'] | undefined {
  if (SENDING.test(call)) return 'sent';
  return RECEIVING.test(call) && !said.includes('MSG_PEEK') ? 'received' : undefined;
}

/** SYN and FIN have a number of their own (RFC 9293 §3.4). */
function segmentPassage(event: EventOf<'segment'>, pair: EndPair): readonly Passage[] {
  const { by, relativeSeq, bytes, flags, time } = event;
  if (relativeSeq === undefined) return [];
  const until =
    relativeSeq + bytes + flags.filter((flag) => flag === 'SYN' || flag === 'FIN').length;
  return [{ ...one('wire', by === 'us' ? 'sent' : 'received', pair, time), units: { until } }];
}

/** What only follows a FIN of the peer, whenever it was looked at; and what goes with our own, where that was seen as it happened. */
const AFTER_THEIRS: ReadonlySet<string> = new Set(['CLOSE-WAIT', 'CLOSING', 'TIME-WAIT']);
const WITH_OURS: ReadonlySet<string> = new Set(['FIN-WAIT-1', 'LAST-ACK']);

function endings(event: SocketEvent, pair: EndPair): readonly Passage[] {
  const { type, time } = event;
  if (type === 'shutdown' || type === 'close') return [one('end', 'sent', pair, time - TOLD_LATE)];
  if (type === 'end-of-stream') return [one('end', 'received', pair, time)];
  if (type === 'syscall' && event.call === 'shutdown') return [one('end', 'sent', pair, time)];
  if (type !== 'state') return [];
  if (AFTER_THEIRS.has(event.state)) return [one('end', 'received', pair, time)];
  const isOurs = event.how === 'traced' && WITH_OURS.has(event.state);
  return isOurs ? [one('end', 'sent', pair, time)] : [];
}

/** A datagram may be lost, and so none can be counted: each content is a flow of its own, whose nth arrival comes after its nth departure. */
function datagramPassage(event: SocketEvent): readonly Passage[] {
  const { type, time, local, remote } = event;
  if (type !== 'send' && type !== 'receive' && type !== 'datagram') return [];
  const isSent = type === 'datagram' ? event.by === 'us' : type === 'send';
  const [from, to] = isSent ? [local, remote] : [remote, local];
  // One end may be the wildcard address: only the ports are the same at both ends.
  const [source, destination] = [portOf(endOf(from)), portOf(endOf(to))];
  if (source === undefined || destination === undefined) return [];
  const content = String.fromCharCode(...event.data.subarray(0, MOST_CONTENT));
  const where = type === 'datagram' ? 'wire' : 'app';
  const flow = `udp ${where} ${source} ${destination} ${event.bytes} ${content}`;
  return [{ flow, side: isSent ? 'sent' : 'received', time, units: { more: 1 } }];
}

function portOf(end: string | undefined): string | undefined {
  return end?.split(' ')[1];
}
