import type { Microseconds } from './clock.ts';
import type { Seen } from './seen.ts';

/** What a program asked of the kernel, as its tracer saw it. */
export type SyscallEvent =
  /**
   * A system call on a socket. `time` is that of its beginning; of accept(2), of what receives, and of one that waited for more than 50 ms,
   * that of its return. `arguments` as C would write them, with `…` for octets. `result` is what it gave; absent with `error`, or when it has
   * not returned, or a signal broke it off.
   */
  | (Seen & {
      type: 'syscall';
      call: string;
      /** The process, and the thread where it is another (gettid(2)). */
      process: number;
      thread?: number;
      descriptor?: number;
      arguments: string;
      result?: number;
      /** The errno: `EINPROGRESS`. */
      error?: string;
      /** µs from beginning to end. */
      elapsed?: Microseconds;
      /** Octets it moved, with the first of them. */
      bytes?: number;
      data?: Uint8Array;
    })
  /** A process ended, or became another, and had not closed the socket: the kernel did (exit(2)). */
  | (Seen & { type: 'left-open'; process: number; killed?: string });
