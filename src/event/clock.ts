/** Whole microseconds since the Unix epoch. Fits a double exactly until the year 2255. */
export type Microseconds = number;

/** The time by the one clock of every source: epoch-based as `strace -ttt` and pcap are, and never running backwards. */
export function now(): Microseconds {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}
