/** Whole microseconds since the Unix epoch. Fits a double exactly until the year 2255. */
export type Microseconds = number;

/** Asking each time takes a third of the time that `now` takes. */
const { timeOrigin } = performance;

/** The time by the one clock of every source: epoch-based as `strace -ttt` and pcap are, and never running backwards. */
export function now(): Microseconds {
  return Math.round((timeOrigin + performance.now()) * 1000);
}
