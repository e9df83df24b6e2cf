import type { SocketEvent } from '../../event/event.ts';
import { dateTime, duration } from '../../text/quantity.ts';
import { rowsOf } from '../../view/columns.ts';
import type { TraceView } from '../../view/trace-view.ts';
import { visibleText } from '../../view/visible.ts';
import type { Context } from '../context.ts';
import { Aside } from './aside.ts';
import { type Loaded, load } from './load.ts';
import type { ViewOptions } from './options.ts';
import { ViewOutput } from './output.ts';
import type { Recorded } from './recorded.ts';
import { type DrawnView, recordedView } from './recorded-view.ts';

/** Waits until an event may be shown; `false` where nothing more is to be. */
export type Pace = (event: SocketEvent) => Promise<boolean>;

/** Shows recordings as they were shown live. With a `pace`, each event waits for its time. */
export async function show(
  paths: readonly string[],
  options: ViewOptions,
  context: Context,
  pace?: Pace,
): Promise<void> {
  const loaded = await load(paths, options, context);
  await using aside = new Aside(context);
  using output = ViewOutput.open(context, undefined, paths);
  const name = drawnView(options, paths);
  const view = (await recordedView(name, loaded.recorded, options, context))(output);
  output.print(headLines(loaded, context, output));
  await drawAll(view, loaded.recorded, output, pace);
  aside.tellOf(loaded.files);
}

/** How recordings are drawn where the options do not say: several as a ladder, for it is what they have in common. */
export function drawnView({ view }: ViewOptions, paths: readonly string[]): DrawnView {
  if (view !== undefined && view !== 'json') return view;
  return paths.length > 1 ? 'ladder' : 'text';
}

/** Draws every event of a recording, and what stands above and beneath. Throws what is wrong with it, behind all that came before. */
export async function drawAll(
  view: TraceView,
  recorded: Recorded,
  output: ViewOutput,
  pace?: Pace,
): Promise<number> {
  output.print(view.header());
  const shown = await drawEvents(view, recorded, output, pace);
  output.print(view.rest());
  output.print(view.footer());
  output.flush();
  if (recorded.failure) throw recorded.failure;
  return shown;
}

async function drawEvents(
  view: TraceView,
  recorded: Recorded,
  output: ViewOutput,
  pace: Pace | undefined,
): Promise<number> {
  let shown = 0;
  for await (const batch of batchesOf(recorded)) {
    for (const event of batch) {
      const goesOn = !pace || (await waited(pace, event, view, output));
      if (output.closed || !goesOn) return shown;
      output.print(view.lines(event));
      shown += 1;
    }
    output.flush();
  }
  return shown;
}

/** Nothing is kept back while one waits for what comes next. */
function waited(
  pace: Pace,
  event: SocketEvent,
  view: TraceView,
  output: ViewOutput,
): Promise<boolean> {
  output.print(view.rest());
  output.flush();
  return pace(event);
}

/** Every event of a recording: those that were read already, and those that follow. */
export async function* batchesOf({
  events,
  rest,
}: Recorded): AsyncGenerator<Iterable<SocketEvent>> {
  yield events;
  yield* rest();
}

/** What stands above a recording. */
function headLines({ recorded, notes }: Loaded, context: Context, output: ViewOutput): string[] {
  const { style } = output;
  const rows = (line: string) => rowsOf(line, output.columns());
  return [
    ...rows(factsOf(recorded, context)).map(style.strong),
    ...notes.flatMap(rows).map(style.faint),
    ...nothing(recorded, context).flatMap(rows),
    '',
  ];
}

function nothing({ events, seen }: Recorded, { text }: Context): string[] {
  if (events.length > 0) return [];
  return [seen > 0 ? text.viewing.nothingLeft : text.viewing.nothingThere];
}

/** `sockets 0.1.0 · 2025-11-21 11:40:02 · 49 events in 1.2 s · app, wire` */
function factsOf(recorded: Recorded, { text, terminal }: Context): string {
  const { header, path, start, last, lanes } = recorded;
  return text.viewing.facts({
    program: visibleText(header?.program ?? path),
    created: dateTime(header?.created ?? start, terminal.offsetMinutes),
    events: countOf(recorded, text.viewing),
    span: duration(Math.max(0, last - start)),
    lanes: lanes.join(', ') || '–',
  });
}

function countOf({ events, seen, whole }: Recorded, words: Context['text']['viewing']): string {
  const count = words.events({ shown: events.length, of: seen });
  return whole ? count : words.more(count);
}
