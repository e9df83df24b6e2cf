import { type Address, isPath } from '../event/address.ts';
import { type Microseconds, now } from '../event/clock.ts';
import { type AppEvent, type Emit, PAYLOAD_LIMIT, type SocketLabel } from '../event/event.ts';

/** Who the connection is, and who wants to know what happens to it. */
export interface NarratorOptions {
  readonly label: SocketLabel;
  readonly local: Address | undefined;
  readonly remote: Address | undefined;
  readonly emit?: Emit | undefined;
}

type Without<Event, Keys extends PropertyKey> = Event extends unknown ? Omit<Event, Keys> : never;
/** What happened, without the when, where and who that every event of a connection shares. */
export type Happening = Without<AppEvent, 'time' | 'source' | 'socket' | 'local' | 'remote'>;

/** Makes the events of one connection, if anybody listens. */
export class Narrator {
  readonly label: SocketLabel;
  readonly local: Address | undefined;
  readonly remote: Address | undefined;
  readonly #emit: Emit | undefined;

  constructor({ label, local, remote, emit }: NarratorOptions) {
    this.label = label;
    this.local = local;
    this.remote = remote;
    this.#emit = emit;
  }

  /** Whether anybody wants to know. */
  get heard(): boolean {
    return this.#emit !== undefined;
  }

  /** Whether it is a Unix domain socket: one end has a path then, and the other no name. */
  get isUnix(): boolean {
    return [this.local, this.remote].some((end) => end && isPath(end));
  }

  /** Tells what happened, now or at a `time` known better. */
  tell(happening: Happening, time: Microseconds = now()): void {
    const { label: socket, local, remote } = this;
    this.#emit?.({ time, source: 'app', socket, local, remote, ...happening });
  }

  /** Tells of octets sent or received. Called for each: an object literal, no spread, nothing when nobody listens. */
  carry(type: 'send' | 'receive', bytes: Uint8Array): void {
    if (!this.#emit) return;
    this.#emit({
      time: now(),
      source: 'app',
      socket: this.label,
      local: this.local,
      remote: this.remote,
      type,
      bytes: bytes.length,
      data: bytes.length > PAYLOAD_LIMIT ? bytes.subarray(0, PAYLOAD_LIMIT) : bytes,
    });
  }
}
