import type { Microseconds } from '../event/clock.ts';
import type { EventType, SocketEvent } from '../event/event.ts';

/**
 * A reader is shown so many lines at once, and so many more each second; what comes faster is summed up. A line takes
 * up to a tenth of a millisecond to make, in which no socket is served.
 */
const BURST = 500;
const PER_SECOND = 500;
/** How long a sum goes on, ms. */
export const SUM_PERIOD = 1000;

/** What was counted in place of being shown. */
export interface Summary {
  readonly from: Microseconds;
  readonly to: Microseconds;
  readonly counts: ReadonlyMap<EventType, { readonly count: number; readonly bytes: number }>;
}

/** Lines that may still be shown: filled with time, emptied by use. */
class Allowance {
  #lines = BURST;
  #last: Microseconds = 0;

  take(time: Microseconds): boolean {
    const gained = ((time - this.#last) / 1_000_000) * PER_SECOND;
    this.#last = time;
    this.#lines = Math.min(BURST, this.#lines + gained);
    if (this.#lines < 1) return false;
    this.#lines -= 1;
    return true;
  }
}

/**
 * Decides for each event whether it gets a line of its own or is counted, so that each is told once, in order. Sends and
 * receives have an allowance of their own: a flood of them hides no other step.
 */
export class Summing {
  readonly #octets = new Allowance();
  readonly #others = new Allowance();
  #summing = false;
  #inPeriod = 0;
  #from: Microseconds = 0;
  #to: Microseconds = 0;
  #counts = new Map<EventType, { count: number; bytes: number }>();

  /** True when the event shall have its own line, after what `drain` gives. `behind`: there is too much to write already. */
  takes(event: SocketEvent, behind: boolean): boolean {
    const carries = event.type === 'send' || event.type === 'receive';
    if (!behind) {
      if (!carries && this.#others.take(event.time)) return true;
      if (carries && !this.#summing && this.#octets.take(event.time)) return true;
    }
    this.#summing = true;
    this.#count(event, carries ? event.bytes : 0);
    return false;
  }

  /** What was counted since the last time, if anything was. */
  drain(): Summary | undefined {
    if (this.#counts.size === 0) return;
    const summary = { from: this.#from, to: this.#to, counts: this.#counts };
    this.#counts = new Map();
    return summary;
  }

  /** To be called each `SUM_PERIOD` while it is true: a period that was slow enough to be shown ends the counting. */
  goOn(): boolean {
    this.#summing = this.#inPeriod > PER_SECOND / 2;
    this.#inPeriod = 0;
    return this.#summing;
  }

  #count({ time, type }: SocketEvent, bytes: number): void {
    if (this.#counts.size === 0) this.#from = time;
    this.#to = time;
    this.#inPeriod += 1;
    const kind = this.#counts.get(type);
    if (kind) {
      kind.count += 1;
      kind.bytes += bytes;
    } else this.#counts.set(type, { count: 1, bytes });
  }
}
