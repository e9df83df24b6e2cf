import type { SocketEvent } from '../event/event.ts';
import type { Summary } from './summing.ts';

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
