import type { Microseconds } from '../event/clock.ts';
import type { EventType } from '../event/event.ts';
import type { Parties } from '../ladder/parties.ts';
import type { Style } from '../view/style.ts';
import type { TraceView } from '../view/trace-view.ts';
import type { Context } from './context.ts';
import type { RunOutputOptions } from './run-output.ts';

/** What a view needs besides the options. */
export interface ViewNeeds {
  readonly context: Context;
  readonly style: Style;
  /** The sentence beneath the first step of each kind, where it is asked for. */
  readonly explain: ((type: EventType) => string) | undefined;
  /** Of a recording: who talks with whom, and since when times are counted. */
  readonly parties?: Parties | undefined;
  readonly start?: Microseconds | undefined;
}

/** Makes a view as the options say. */
export type MakeView = (options: RunOutputOptions, needs: ViewNeeds) => TraceView;

/** What every view is told. */
export function shared({ time }: RunOutputOptions, { context, style, explain, start }: ViewNeeds) {
  const { terminal, text } = context;
  const { columns, offsetMinutes } = terminal;
  return { text, style, columns, time, offsetMinutes, explain, start };
}
