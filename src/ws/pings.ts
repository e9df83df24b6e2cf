import type { Microseconds } from '../event/clock.ts';

/** Pings that wait for their pong: more than these, and the oldest is forgotten. */
const MOST_WAITING = 64;

/** Which ping a pong answers (RFC 6455 §5.5.3): the one whose payload it has. Those before it need no pong of their own any more. */
export class Pings {
  #waiting: { readonly payload: string; readonly sent: Microseconds }[] = [];

  /** When the oldest ping that waits was sent. */
  get waitingSince(): Microseconds | undefined {
    return this.#waiting[0]?.sent;
  }

  sent(payload: Uint8Array, time: Microseconds): void {
    this.#waiting.push({ payload: keyOf(payload), sent: time });
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
  }

  /** How long the ping took that a pong answers; `undefined` for one nobody asked for. */
  answered(payload: Uint8Array, time: Microseconds): Microseconds | undefined {
    const key = keyOf(payload);
    const at = this.#waiting.findLastIndex((ping) => ping.payload === key);
    const ping = this.#waiting[at];
    this.#waiting = this.#waiting.slice(at + 1);
    return ping && time - ping.sent;
  }
}

function keyOf(payload: Uint8Array): string {
  return Buffer.from(payload).toString('latin1');
}
