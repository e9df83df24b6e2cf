import type { Microseconds } from '../event/clock.ts';
import type { UnknownFields } from '../event/seen.ts';

/** What the header line calls the format, and the one version of it there is: docs/trace-format.md. */
export const TRACE_FORMAT = 'sockets-trace';
export const TRACE_VERSION = 1;

/** Octets a line may have without its newline: a hundred times what an event takes. */
export const LONGEST_LINE = 1024 * 1024;

/** How deep a field that is not known may nest: beyond that, whoever walks through it would run out of stack. */
export const DEEPEST = 64;

/** Who wrote a trace and when. */
export interface TraceHeader {
  /** Name and version: `sockets 0.1.0`. */
  readonly program: string;
  readonly created: Microseconds;
  /** What a newer program wrote into it: only of a header that was read. */
  readonly unknown?: UnknownFields;
}
