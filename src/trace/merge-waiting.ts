import type { Microseconds } from '../event/clock.ts';
import type { SocketEvent } from '../event/event.ts';

/** An event that waits. */
export interface Held {
  readonly event: SocketEvent;
  /** When it was pushed, by the caller's clock. */
  readonly since: Microseconds;
}

/** What came of one recording and has not gone on. */
export class Waiting {
  #held: Held[] = [];
  #next = 0;
  /** Whether nothing more comes. */
  ended = false;
  /** The time of the last that went on: nothing behind it goes before. */
  passed = Number.NEGATIVE_INFINITY;

  get length(): number {
    return this.#held.length - this.#next;
  }

  get first(): Held | undefined {
    return this.#held[this.#next];
  }

  add(held: Held): void {
    this.#held.push(held);
  }

  shift(): void {
    this.#next += 1;
    if (this.#next < 1024 || this.#next * 2 < this.#held.length) return;
    this.#held = this.#held.slice(this.#next);
    this.#next = 0;
  }
}
