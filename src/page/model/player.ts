import type { Microseconds } from '../../event/clock.ts';

/** How many times as fast as it happened. */
export const SPEEDS = [0.5, 1, 2, 10] as const;
export type Speed = (typeof SPEEDS)[number];

/** The shortest and the longest time a step stays, ms, at the speed of 1: what is too fast cannot be seen, and nobody waits for nothing. */
const SHORTEST = 350;
const LONGEST = 2000;

/** How long a step stays until the next one comes, ms. */
export function pauseBetween(step: Microseconds, next: Microseconds, speed: Speed): number {
  const gap = (next - step) / 1000;
  return Math.min(LONGEST, Math.max(SHORTEST, gap)) / speed;
}
