import type { Microseconds } from '../event/clock.ts';
import type { SocketLabel } from '../event/event.ts';
import type { TcpFlag } from '../event/wire-event.ts';
import type { CommentWords } from './comments.ts';
import type { IpAddress } from './ip-address.ts';
import type { MadePacket } from './ip-packet.ts';
import { type MadeSegment, madeSegment, mssBetween } from './made-segment.ts';

/** A packet that was made up, when it would have passed, and what it was made of. */
export interface TimedPacket extends MadePacket {
  readonly time: Microseconds;
  readonly comment: string;
}

/** The event that a packet is made of. */
export interface Cause {
  readonly time: Microseconds;
  readonly text: string;
}

/** Octets an event tells of: `bytes`, the first of which are known. */
export interface Octets {
  readonly known: Uint8Array;
  readonly bytes: number;
}

/** How many segments may still be made whose octets nobody knows: a trace may claim any number of them. */
export interface Allowance {
  segments: number;
}

interface Half {
  readonly address: IpAddress;
  socket: SocketLabel | undefined;
  /** The next sequence number. */
  next: number;
  finished: boolean;
}

/** Sequence numbers go round (RFC 9293 §3.4). */
const ROUND = 2 ** 32;
/** Segments without a known octet that are made of one event, at the most. */
const MOST_UNKNOWN = 1024;

/**
 * A TCP connection that is made up from what its ends tell. Both initial sequence numbers are 0, the windows 65,535, and each segment with
 * octets is acknowledged at once: no program sees any of that.
 */
export class Conversation {
  readonly #words: CommentWords['pcapng'];
  readonly #allowance: Allowance;
  readonly #halves: readonly [Half, Half];
  /** Who asked for the connection, if that was told. */
  #client: IpAddress | undefined;
  #established = false;
  #isReset = false;
  #leftOut = 0;

  constructor(
    ends: readonly [IpAddress, IpAddress],
    words: CommentWords['pcapng'],
    allowance: Allowance,
  ) {
    this.#words = words;
    this.#allowance = allowance;
    const half = (address: IpAddress) => ({ address, socket: undefined, next: 0, finished: false });
    this.#halves = [half(ends[0]), half(ends[1])];
  }

  /** Gives an end to a socket. False where it has another one: this is another connection, with the same ports. */
  claim(end: IpAddress, socket: SocketLabel): boolean {
    const [half] = this.#from(end);
    half.socket ??= socket;
    return half.socket === socket;
  }

  /** The client asks for a connection. */
  *begin(client: IpAddress, cause: Cause): Generator<TimedPacket> {
    if (this.#client || this.#established) return;
    this.#client = client;
    yield this.#segment(client, ['SYN'], cause);
    this.#advance(client, 1);
  }

  /** The connection is established: what of its handshake is not there yet. */
  *establish(client: IpAddress, cause: Cause): Generator<TimedPacket> {
    if (this.#established) return;
    yield* this.begin(client, cause);
    this.#established = true;
    const [, server] = this.#from(client);
    yield this.#segment(server.address, ['SYN', 'ACK'], cause);
    this.#advance(server.address, 1);
    yield this.#segment(client, ['ACK'], cause);
  }

  /** The octets go over, in segments, each acknowledged. Without a handshake before, the beginning was not told. */
  *carry(from: IpAddress, octets: Octets, cause: Cause): Generator<TimedPacket> {
    const [sender, receiver] = this.#from(from);
    if (this.#isReset || sender.finished) return;
    yield* this.#goOn(cause.time);
    const most = mssBetween(from, receiver.address);
    const { known, bytes } = octets;
    let made = 0;
    for (let at = 0; at < bytes; at += most) {
      if (at >= known.length && !this.#mayMake(made)) {
        this.#leftOut += bytes - at;
        this.#advance(from, bytes - at);
        return;
      }
      if (at >= known.length) made += 1;
      const size = Math.min(most, bytes - at);
      const flags: TcpFlag[] = at + size === bytes ? ['PSH', 'ACK'] : ['ACK'];
      const payload = known.subarray(at, at + size);
      yield this.#segment(from, flags, cause, { payload, size });
      this.#advance(from, size);
      yield this.#acknowledgment(receiver, cause.time);
    }
  }

  /** An end sends no more. */
  *finish(from: IpAddress, cause: Cause): Generator<TimedPacket> {
    const [sender, receiver] = this.#from(from);
    if (this.#isReset || sender.finished) return;
    yield* this.#goOn(cause.time);
    sender.finished = true;
    yield this.#segment(from, ['FIN', 'ACK'], cause);
    this.#advance(from, 1);
    yield this.#acknowledgment(receiver, cause.time);
  }

  /** An end cuts the connection. */
  *cut(from: IpAddress, cause: Cause): Generator<TimedPacket> {
    if (this.#isReset) return;
    yield* this.#goOn(cause.time);
    this.#isReset = true;
    yield this.#segment(from, ['RST', 'ACK'], cause);
  }

  /** Completes a handshake that was begun. Without one, the trace begins in the middle, and so do the numbers. */
  *#goOn(time: Microseconds): Generator<TimedPacket> {
    if (this.#client) yield* this.establish(this.#client, { time, text: '' });
    else if (!this.#established) for (const half of this.#halves) half.next = 1;
    this.#established = true;
  }

  #mayMake(made: number): boolean {
    if (made >= MOST_UNKNOWN || this.#allowance.segments <= 0) return false;
    this.#allowance.segments -= 1;
    return true;
  }

  #acknowledgment({ address, socket }: Half, time: Microseconds): TimedPacket {
    const text = socket === undefined ? '' : this.#words.byKernel(socket);
    return this.#segment(address, ['ACK'], { time, text });
  }

  #segment(
    from: IpAddress,
    flags: readonly TcpFlag[],
    { time, text }: Cause,
    carried: Pick<MadeSegment, 'payload' | 'size'> = {},
  ): TimedPacket {
    const [{ next: seq }, { address: to, next: ack }] = this.#from(from);
    const leftOut = this.#leftOut > 0 ? [this.#words.leftOut(this.#leftOut)] : [];
    this.#leftOut = 0;
    const facts = [this.#words.synthesized, ...(text === '' ? [] : [text]), ...leftOut];
    return {
      time,
      comment: facts.join('; '),
      ...madeSegment(from, to, { seq, ack, flags, ...carried }),
    };
  }

  #advance(end: IpAddress, count: number): void {
    const [half] = this.#from(end);
    half.next = (half.next + (count % ROUND)) % ROUND;
  }

  /** The half of an end, and the other one. */
  #from(end: IpAddress): readonly [Half, Half] {
    const [one, other] = this.#halves;
    return end.text === one.address.text ? [one, other] : [other, one];
  }
}
