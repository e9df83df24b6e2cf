import type { Microseconds } from '../event/clock.ts';
import { clockTime, relativeTime } from '../text/quantity.ts';

/** How times are told: since the first step, since the step before, or of the clock. */
export const TIME_MODES = ['relative', 'delta', 'clock'] as const;
export type TimeMode = (typeof TIME_MODES)[number];

/** Writes the times of steps, one after the other. */
export class StepClock {
  readonly #mode: TimeMode;
  readonly #offsetMinutes: number;
  readonly #decimals: 3 | 6;
  #start: Microseconds | undefined;
  #before: Microseconds | undefined;

  /** `offsetMinutes` east of UTC is for the mode `clock`. `start`: since when times are counted, where that is not the first step. */
  constructor(mode: TimeMode, offsetMinutes: number, decimals: 3 | 6, start?: Microseconds) {
    this.#mode = mode;
    this.#offsetMinutes = offsetMinutes;
    this.#decimals = decimals;
    this.#start = start;
  }

  /** The time of the next step: `4.312`, `0.001507`, `14:05:01.123`. */
  at(time: Microseconds): string {
    if (this.#mode === 'clock') return clockTime(time, this.#offsetMinutes);
    this.#start ??= time;
    const since = this.#mode === 'delta' ? (this.#before ?? time) : this.#start;
    this.#before = time;
    return relativeTime(time - since, this.#decimals);
  }
}
