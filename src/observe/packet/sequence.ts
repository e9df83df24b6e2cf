/** Sequence numbers are counted modulo 2^32 (RFC 9293 §3.4): this many, `count`, after one. */
export function plus(sequence: number, count: number): number {
  return (sequence + count) >>> 0;
}

/** Whether one sequence number comes before another, by the shorter way round (RFC 9293 §3.4). */
export function isBefore(one: number, other: number): boolean {
  return ((one - other) | 0) < 0;
}

/** Whether one sequence number is another, or comes before it. */
export function isUpTo(one: number, other: number): boolean {
  return ((one - other) | 0) <= 0;
}

/** Sequence numbers from one up to another: 0 to 2^32 - 1. */
export function distance(from: number, to: number): number {
  return (to - from) >>> 0;
}
