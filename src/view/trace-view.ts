import type { Microseconds } from '../event/clock.ts';
import type { SocketEvent } from '../event/event.ts';
import type { Text } from '../text/text.ts';
import type { TimeMode } from './step-clock.ts';
import type { Style } from './style.ts';
import type { Summary } from './summing.ts';

/** What every view of a run is told. */
export interface TraceViewOptions {
  readonly text: Text;
  readonly style: Style;
  /** Columns of the terminal; `undefined` where lines may be as long as they like. */
  readonly columns: () => number | undefined;
  readonly time: TimeMode;
  /** Minutes east of UTC, for `clock`. */
  readonly offsetMinutes: number;
  /** Since when times are counted, where that is not the first step. */
  readonly start?: Microseconds | undefined;
}

/** What a run looks like as it goes on: events in, one after the other, and lines of a terminal out. Knows no clock and no terminal. */
export interface TraceView {
  /** What stands above all. */
  header(): string[];
  /** What can be shown now that this has happened: perhaps something that was kept back before, perhaps nothing yet. */
  lines(event: SocketEvent): string[];
  /** One line for many events. */
  summary(summary: Summary): string[];
  /** What was kept back, when for the moment nothing more comes. */
  rest(): string[];
  /** What stands beneath all. */
  footer(): string[];
}

/** Every view of a run, by the names of `--view`. */
export const VIEW_NAMES = ['text', 'ladder', 'bytes', 'json'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];
