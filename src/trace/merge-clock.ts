import type { Microseconds } from '../event/clock.ts';

/**
 * How a recording's clock differs from that of the first recording.
 * `same`: what passed between the two shows no difference. `exchange`: estimated from what passed both ways, as NTP does (RFC 5905 §8).
 * `bound`: something passed one way only: no more is known than that the clocks differ by as much at the least.
 * `unknown`: nothing passed between them, and their times are taken as they are.
 */
export interface ClockEstimate {
  /** To be added to the recording's times, µs. */
  readonly offset: Microseconds;
  /** The true offset is as far from this one at the most, µs; `undefined` where nothing limits it. */
  readonly uncertainty?: Microseconds;
  readonly by: 'same' | 'exchange' | 'bound' | 'unknown';
}

/** Between which limits an offset lies, µs; not finite where nothing limits it. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Nothing is known. */
export const UNBOUNDED: Bounds = {
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
};

/** Two clocks that differ by less are one: what is seen first need not be told first. µs. */
export const TOLERANCE: Microseconds = 1000;

/** Whether an offset is possible, as far as clocks can be read. */
export function allows({ low, high }: Bounds, offset: Microseconds): boolean {
  return low - TOLERANCE <= offset && offset <= high + TOLERANCE;
}

/** What is made of the limits: 0 where that is possible, for most recordings are of one machine; else the middle. */
export function estimate({ low, high }: Bounds): ClockEstimate {
  const isBounded = Number.isFinite(low) && Number.isFinite(high);
  if (!isBounded) {
    if (!allows({ low, high }, 0))
      return { offset: Number.isFinite(low) ? low : high, by: 'bound' };
    return { offset: 0, by: Number.isFinite(low) || Number.isFinite(high) ? 'bound' : 'unknown' };
  }
  if (allows({ low, high }, 0)) {
    return { offset: 0, uncertainty: Math.max(Math.abs(low), Math.abs(high)), by: 'same' };
  }
  // Where they contradict each other, a clock was set in between, and the middle is as good as any.
  const uncertainty = Math.ceil(Math.abs(high - low) / 2);
  return { offset: Math.round((low + high) / 2), uncertainty, by: 'exchange' };
}

/** The limits of the sum of two offsets. */
export function sum(one: Bounds, other: Bounds): Bounds {
  return { low: one.low + other.low, high: one.high + other.high };
}

/** The limits of the offset the other way round. */
export function reversed({ low, high }: Bounds): Bounds {
  return { low: -high, high: -low };
}
