import { type Microseconds, now } from '../event/clock.ts';

/** Calls back at a time by the one clock. It has one time at once: the earliest it was given. */
export class Alarm {
  readonly #ring: (time: Microseconds) => void;
  #timer: NodeJS.Timeout | undefined;
  #set: Microseconds = Number.POSITIVE_INFINITY;

  constructor(ring: (time: Microseconds) => void) {
    this.#ring = ring;
  }

  /** Rings at `due` or up to a millisecond later, unless it rings before; then it is to be set anew. */
  set(due: Microseconds): void {
    if (due >= this.#set) return;
    clearTimeout(this.#timer);
    this.#set = due;
    const wait = Math.max(0, Math.ceil((due - now()) / 1000));
    this.#timer = setTimeout(() => this.#rings(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#set = Number.POSITIVE_INFINITY;
  }

  #rings(): void {
    this.#set = Number.POSITIVE_INFINITY;
    this.#ring(now());
  }
}
