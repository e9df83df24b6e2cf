import type { InternetAddress } from '../event/address.ts';
import { type Microseconds, now } from '../event/clock.ts';
import type { Emit } from '../event/event.ts';
import { type Matching, type ProbeSummary, Probes } from '../udp/probes.ts';
import type { UdpSocket } from '../udp/udp-socket.ts';

/** How to watch. */
export interface ReplyWatchOptions {
  readonly matching: Matching;
  /** How long each datagram waits for its reply, ms. */
  readonly wait: number;
  readonly emit: Emit | undefined;
}

/** Watches for replies to what a socket sends: tells each when it comes, and of each datagram that got none in time. */
export class ReplyWatch implements Disposable {
  readonly #socket: UdpSocket;
  readonly #emit: Emit | undefined;
  readonly #probes: Probes;
  /** Whether a reply is known only by its content. */
  readonly derives: boolean;
  readonly #wait: Microseconds;
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: UdpSocket, { matching, wait, emit }: ReplyWatchOptions) {
    this.#socket = socket;
    this.#emit = emit;
    this.#probes = new Probes(matching);
    this.derives = matching === 'content';
    this.#wait = wait * 1000;
  }

  /** What became of all that was sent so far. */
  get summary(): ProbeSummary {
    return this.#probes.summary();
  }

  /** A datagram was sent at `time`. */
  sent(bytes: Uint8Array, time: Microseconds): void {
    if (this.#probes.sent(time, bytes)) this.#arm();
  }

  /** A datagram came. */
  received(bytes: Uint8Array, remote: InternetAddress): void {
    const time = now();
    const reply = this.#probes.received(bytes, time);
    if (reply) this.#emit?.({ ...this.#seen(time), remote, type: 'reply', ...reply });
  }

  /** Nobody waits any longer: whatever has no reply gets none. */
  giveUp(): void {
    this.#expire(Number.POSITIVE_INFINITY);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #arm(): void {
    const since = this.#probes.waitingSince;
    if (this.#timer || since === undefined) return;
    const left = Math.max(0, since + this.#wait - now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#expire(now() - this.#wait);
      this.#arm();
    }, left / 1000);
  }

  #expire(latest: Microseconds): void {
    const time = now();
    for (const number of this.#probes.expire(latest)) {
      // Less than it might have waited, when the run ends early.
      const after = Math.min(this.#wait, time - (this.#probes.sentAt(number) ?? time));
      const remote = this.#socket.destination;
      this.#emit?.({ ...this.#seen(time), remote, type: 'no-reply', number, after });
    }
  }

  #seen(time: Microseconds) {
    const { label: socket, address: local } = this.#socket;
    return { time, source: 'app', socket, local } as const;
  }
}
