import type { Microseconds } from '../../event/clock.ts';
import type { SocketEvent, Source } from '../../event/event.ts';
import { Parties } from '../../ladder/parties.ts';
import { encodeEvent, encodeHeader } from '../../trace/json-lines.ts';
import type { Merged, Merger } from '../../trace/merger.ts';
import { rowsOf } from '../../view/columns.ts';
import type { EventFilter } from '../../view/event-filter.ts';
import type { TraceView } from '../../view/trace-view.ts';
import { visibleText } from '../../view/visible.ts';
import type { Context } from '../context.ts';
import { LANES } from '../lanes.ts';
import { Aside } from './aside.ts';
import { filterOf } from './load.ts';
import { clockLines, isEstimate, namesLine } from './merged-words.ts';
import type { ViewOptions } from './options.ts';
import { ViewOutput } from './output.ts';
import { recordedView } from './recorded-view.ts';
import { drawnView } from './show.ts';

/** Sockets of which it is told what they are called here. */
const MOST_TOLD = 10_000;

/** Shows events of several recordings as they come: what lanes there are, and whose sockets have which names, is seen only then. */
export class Following implements AsyncDisposable {
  readonly #paths: readonly string[];
  readonly #options: ViewOptions;
  readonly #context: Context;
  readonly #output: ViewOutput;
  readonly #aside: Aside;
  readonly #filter: EventFilter;
  readonly #parties = new Parties();
  readonly #lanes = new Set<Source>();
  readonly #told = new Set<string>();
  #start: Microseconds | undefined;
  #view: TraceView | undefined;

  constructor(paths: readonly string[], options: ViewOptions, context: Context) {
    this.#paths = paths;
    this.#options = options;
    this.#context = context;
    this.#output = ViewOutput.open(context, undefined, paths);
    this.#aside = new Aside(context);
    this.#filter = filterOf(options, context);
  }

  /** Nobody reads any more (`| head`). */
  get closed(): boolean {
    return this.#output.closed;
  }

  /** Says what happens to a file. */
  tell(what: 'waiting' | 'anew', name: string): void {
    this.#say(this.#context.text.viewing[what](name));
  }

  /** Shows what comes next, and what has become known of the recordings. */
  async show(merged: readonly Merged[], merger: Merger): Promise<void> {
    if (merged.length === 0) return;
    this.#tellOf(merger);
    const events = merged.map(({ event }) => event).filter((event) => this.#wants(event));
    if (this.#options.view === 'json') this.#record(events);
    else await this.#draw(events);
    this.#output.flush();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#view) this.#output.print(this.#view.footer());
    this.#output[Symbol.dispose]();
    await this.#aside[Symbol.asyncDispose]();
  }

  #wants(event: SocketEvent): boolean {
    this.#parties.learn(event);
    const isFirst = this.#start === undefined;
    this.#start ??= event.time;
    if (isFirst && this.#options.view === 'json') {
      const program = `sockets ${this.#context.version}`;
      this.#output.text(encodeHeader({ program, created: this.#start }));
    }
    return this.#filter.takes(event, this.#start);
  }

  #record(events: readonly SocketEvent[]): void {
    for (const event of events) this.#output.text(encodeEvent(event));
  }

  async #draw(events: readonly SocketEvent[]): Promise<void> {
    const view = await this.#viewOf(events);
    for (const event of events) this.#output.print(view.lines(event));
    this.#output.print(view.rest());
  }

  /** A lane that is seen for the first time has its column from there on. */
  async #viewOf(events: readonly SocketEvent[]): Promise<TraceView> {
    const before = this.#lanes.size;
    for (const { source } of events) this.#lanes.add(source);
    if (this.#view && this.#lanes.size === before) return this.#view;
    const lanes = LANES.filter((lane) => this.#lanes.has(lane));
    const known = { lanes, parties: this.#parties, start: this.#start ?? 0 };
    const name = drawnView(this.#options, this.#paths);
    const make = await recordedView(name, known, this.#options, this.#context);
    const view = make(this.#output);
    this.#output.print(['', ...view.header()]);
    this.#view = view;
    return view;
  }

  /** Says which labels are other ones, as they appear; and of a clock, once, that it is estimated. */
  #tellOf({ renamed, clocks }: Merger): void {
    const words = this.#context.text.viewing;
    for (const [file, path] of this.#paths.entries()) {
      const clock = clocks[file];
      const fresh = renamed.filter(
        (one) => one.file === file && this.#isNew(`${file} ${one.label}`),
      );
      if (fresh.length > 0) this.#say(namesLine(path, fresh, words));
      if (clock === undefined || !isEstimate(clock) || !this.#isNew(`${file} ${clock.by}`))
        continue;
      for (const line of clockLines(clock, file, words)) {
        this.#say(`${visibleText(path)}: ${line.trimStart()}`);
      }
    }
  }

  #isNew(what: string): boolean {
    const isNew = !this.#told.has(what) && this.#told.size < MOST_TOLD;
    if (isNew) this.#told.add(what);
    return isNew;
  }

  /** Beside the steps, but not among JSON Lines. */
  #say(line: string): void {
    if (this.#options.view === 'json') {
      this.#aside.hint(line);
      return;
    }
    const { style, columns } = this.#output;
    this.#output.print(rowsOf(line, columns()).map(style.faint));
    this.#output.flush();
  }
}
