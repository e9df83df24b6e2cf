import type { Microseconds } from '../event/clock.ts';
import type { EventType } from '../event/event.ts';
import type { Parties } from '../ladder/parties.ts';
import { BytesView } from '../view/bytes-view.ts';
import { LadderView } from '../view/ladder-view.ts';
import { StepView } from '../view/step-view.ts';
import type { Style } from '../view/style.ts';
import type { TraceView, ViewName } from '../view/trace-view.ts';
import type { Context } from './context.ts';
import { lanesOf, needsXRay } from './lanes.ts';
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

/** The view that the options ask for; `undefined` where nobody is to look at the terminal. */
export function makeView(options: RunOutputOptions, needs: ViewNeeds): TraceView | undefined {
  const { quiet, json, view = json ? 'json' : 'text' } = options;
  return quiet || view === 'json' ? undefined : viewNamed(view, options, needs);
}

/** The view of that name, whatever else the options say. */
export function viewNamed(
  name: Exclude<ViewName, 'json'>,
  options: RunOutputOptions,
  needs: ViewNeeds,
): TraceView {
  return VIEWS[name](options, needs);
}

type Make = (options: RunOutputOptions, needs: ViewNeeds) => TraceView;

const VIEWS: Readonly<Record<Exclude<ViewName, 'json'>, Make>> = {
  text: stepView,
  ladder: ladderView,
  bytes: bytesView,
};

function stepView(options: RunOutputOptions, needs: ViewNeeds): TraceView {
  const { hex, whole, beneath } = options;
  return new StepView({
    ...shared(options, needs),
    lanes: needsXRay(lanesOf(options)),
    hex: hex === true,
    whole: whole === true,
    ...(beneath && { beneath }),
  });
}

function ladderView(options: RunOutputOptions, needs: ViewNeeds): TraceView {
  const lanes = lanesOf(options);
  return new LadderView({
    ...shared(options, needs),
    lanes: { wire: lanes.has('wire'), kernel: lanes.has('kernel') },
    hex: options.hex === true,
    ...(needs.parties && { parties: needs.parties }),
  });
}

function bytesView(options: RunOutputOptions, needs: ViewNeeds): TraceView {
  return new BytesView({ ...shared(options, needs), wire: lanesOf(options).has('wire') });
}

function shared({ time }: RunOutputOptions, { context, style, explain, start }: ViewNeeds) {
  const { terminal, text } = context;
  const { columns, offsetMinutes } = terminal;
  return { text, style, columns, time, offsetMinutes, explain, start };
}
