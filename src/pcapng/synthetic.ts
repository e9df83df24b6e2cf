import type { EventOf, SocketEvent } from '../event/event.ts';
import type { CommentWords } from './comments.ts';
import { type Allowance, type Cause, Conversation, type TimedPacket } from './conversation.ts';
import type { IpAddress } from './ip-address.ts';
import { datagramOf } from './made-datagram.ts';
import type { Study } from './study.ts';
import { type Ends, endsOf } from './told-ends.ts';
import type { Quote, Unit } from './unit.ts';
import { UnitReader } from './unit-reader.ts';

/** Segments without a known octet that are made in all, at the most. */
const MOST_UNKNOWN = 2 ** 18;

/** Packets that are made up from what a program told, where nobody captured any: TCP connections and datagrams between known ends. */
export class Synthetic {
  readonly #study: Study;
  readonly #words: CommentWords['pcapng'];
  readonly #units: UnitReader;
  readonly #conversations = new Map<string, Conversation>();
  readonly #allowance: Allowance = { segments: MOST_UNKNOWN };

  constructor(study: Study, { pcapng }: CommentWords, quote: Quote) {
    this.#study = study;
    this.#words = pcapng;
    this.#units = new UnitReader(quote);
  }

  /** What an event would have looked like on the wire. */
  *take(event: SocketEvent): Generator<TimedPacket> {
    const unit = this.#units.take(event);
    if (event.source !== 'app') return;
    if ('datagram' in event && event.datagram) {
      const packet = unit && datagramOf(event, unit, this.#study.ends);
      if (packet) yield { ...packet, comment: `${this.#words.synthesized}; ${unit.text}` };
    } else if (event.type === 'attempt') yield* this.#attempt(event);
    else {
      const ends = endsOf(event);
      if (ends) yield* this.#stream(event, ends, unit);
    }
  }

  *#attempt(event: EventOf<'attempt'>): Generator<TimedPacket> {
    const ends = this.#study.ends.connectedBy(event);
    if (ends) yield* this.#opened(event, ends).begin(ends.local, causeOf(event));
  }

  *#stream(event: SocketEvent, ends: Ends, unit: Unit | undefined): Generator<TimedPacket> {
    const { local, remote } = ends;
    switch (event.type) {
      case 'connect':
        if (event.kind === undefined) {
          yield* this.#opened(event, ends).establish(local, causeOf(event));
        }
        break;
      case 'accept':
        yield* this.#opened(event, ends).establish(remote, causeOf(event));
        break;
      case 'turned-away':
        yield* this.#turnedAway(event, ends);
        break;
      case 'shutdown':
      case 'close':
        yield* this.#half(event, ends, local);
        break;
      case 'end-of-stream':
        if (!this.#study.ends.isPresent(remote, local)) yield* this.#half(event, ends, remote);
        break;
      case 'reset':
        yield* this.#known(ends)?.cut(event.by === 'us' ? local : remote, causeOf(event)) ?? [];
        break;
      default:
        if (unit) yield* this.#octets(event, ends, unit);
    }
  }

  /** The listener closed it at once. */
  *#turnedAway(event: SocketEvent, { local, remote }: Ends): Generator<TimedPacket> {
    const conversation = this.#known({ local, remote }) ?? this.#make({ local, remote });
    yield* conversation.establish(remote, causeOf(event));
    yield* conversation.finish(local, causeOf(event));
  }

  *#half(event: SocketEvent, ends: Ends, from: IpAddress): Generator<TimedPacket> {
    yield* this.#known(ends)?.finish(from, causeOf(event)) ?? [];
  }

  /** Each octet once: from who sent it, or else from who got it; with TLS, as records. */
  *#octets(event: SocketEvent, ends: Ends, unit: Unit): Generator<TimedPacket> {
    const { local, remote } = ends;
    const isStream = unit.layer === (this.#study.ends.isSecured(event.socket) ? 'record' : 'plain');
    const from = unit.by === 'us' ? local : remote;
    if (!isStream || (unit.by === 'peer' && this.#study.ends.isSending(remote, local))) return;
    const conversation = this.#known(ends) ?? this.#make(ends);
    conversation.claim(local, event.socket);
    const octets = { known: unit.octets().subarray(0, unit.bytes), bytes: unit.bytes };
    yield* conversation.carry(from, octets, { time: event.time, text: unit.text });
  }

  /** The connection of a socket that has just been opened: one of which the other end told already, or a new one. */
  #opened({ socket }: SocketEvent, ends: Ends): Conversation {
    const known = this.#known(ends);
    if (known?.claim(ends.local, socket)) return known;
    const made = this.#make(ends);
    made.claim(ends.local, socket);
    return made;
  }

  #known(ends: Ends): Conversation | undefined {
    return this.#conversations.get(nameOf(ends));
  }

  #make(ends: Ends): Conversation {
    const { local, remote } = ends;
    const made = new Conversation([local, remote], this.#words, this.#allowance);
    this.#conversations.set(nameOf(ends), made);
    return made;
  }
}

function causeOf({ time, socket, type }: SocketEvent): Cause {
  return { time, text: `${socket} ${type}` };
}

/** The same from both ends. */
function nameOf({ local, remote }: Ends): string {
  return [local.text, remote.text].toSorted().join(' ');
}
