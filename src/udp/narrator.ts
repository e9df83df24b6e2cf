import { SocketsError } from '../error.ts';
import type { InternetAddress } from '../event/address.ts';
import { type Microseconds, now } from '../event/clock.ts';
import { type AppEvent, type Emit, PAYLOAD_LIMIT, type SocketLabel } from '../event/event.ts';
import { systemError } from '../system/failure.ts';

type Without<Event, Keys extends PropertyKey> = Event extends unknown ? Omit<Event, Keys> : never;
/** What happened, without the when, who and where from that every event of a socket shares. */
export type Happening = Without<AppEvent, 'time' | 'source' | 'socket' | 'local'>;

/** Makes the events of one datagram socket, if anybody listens. */
export class Narrator {
  readonly label: SocketLabel;
  readonly #emit: Emit | undefined;
  #local: InternetAddress | undefined;
  #peer: InternetAddress | undefined;

  constructor(label: SocketLabel, emit: Emit | undefined) {
    this.label = label;
    this.#emit = emit;
  }

  /** Whether anybody listens: if not, nobody needs to look at the clock. */
  get heard(): boolean {
    return this.#emit !== undefined;
  }

  /** Names the ends: a socket has none before bind(2), and a peer only after connect(2). */
  name(local: InternetAddress, peer?: InternetAddress): void {
    this.#local = local;
    this.#peer = peer;
  }

  /** Tells what happened, now or at a `time` known better; `remote` of its own in the happening, or else the peer. */
  tell(happening: Happening, time: Microseconds = now()): void {
    if (!this.#emit) return;
    const seen = { time, source: 'app', socket: this.label, local: this.#local } as const;
    this.#emit({ ...seen, remote: this.#peer, ...happening });
  }

  /** Tells that a call failed. What was wrong before any call was made is no event. */
  failed(error: unknown, remote: InternetAddress | undefined = this.#peer): void {
    const cause = error instanceof SocketsError ? error.cause : error;
    const { call, code } = systemError(cause);
    if (call !== '') this.tell({ type: 'error', call, code, remote });
  }

  /** Tells of a datagram. Called for each: an object literal, no spread, nothing when nobody listens. */
  carry(
    type: 'send' | 'receive',
    bytes: Uint8Array,
    remote: InternetAddress | undefined,
    time: Microseconds = now(),
  ): void {
    if (!this.#emit) return;
    this.#emit({
      time,
      source: 'app',
      socket: this.label,
      local: this.#local,
      remote: remote ?? this.#peer,
      type,
      bytes: bytes.length,
      data: bytes.length > PAYLOAD_LIMIT ? bytes.subarray(0, PAYLOAD_LIMIT) : bytes,
      datagram: true,
    });
  }
}
