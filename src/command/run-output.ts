import { SocketsError } from '../error.ts';
import type { Microseconds } from '../event/clock.ts';
import type { Emit, SocketEvent } from '../event/event.ts';
import type { Whose } from '../observe/whose.ts';
import type { LaneSource, Tell, XRay } from '../observe/x-ray.ts';
import { Screen } from '../terminal/screen.ts';
import { grouped } from '../text/quantity.ts';
import { rowsOf } from '../view/columns.ts';
import type { Style } from '../view/style.ts';
import { visibleText } from '../view/visible.ts';
import type { Context } from './context.ts';
import { type ExplainKind, explainKinds } from './explain-kinds.ts';
import { lanesOf, needsXRay } from './lanes.ts';
import { loadView } from './load-view.ts';
import type { Watched } from './open-lanes.ts';
import { pageOf } from './page/behind-page.ts';
import { Recording } from './recording.ts';
import type { SharedOptions } from './shared-options.ts';
import { styleOn } from './style-on.ts';
import { TextTrace } from './text-trace.ts';
import { toAll } from './to-all.ts';
import type { MakeView } from './view-needs.ts';

/** What a run shows, and where. */
export interface RunOutputOptions extends SharedOptions {
  /** Show received octets beneath their step when the line has no room: there is no other place to read them. */
  readonly whole?: boolean;
  /** Whose packets are to be captured, where they are asked for. Default: all of a network of our own. */
  readonly watched?: Watched | 'unix' | 'anywhere';
  /** Opens the lane of system calls, where they are another program's. Default: our own. */
  readonly calls?: (tell: Tell, whose: Whose) => LaneSource;
  /** What else stands beneath a step. */
  readonly beneath?: (event: SocketEvent) => readonly string[];
  /** Where the secrets of TLS go: then they are in the trace, too. */
  readonly keylog?: string;
  /** Whether packets that a private network of our own takes away are to be told. */
  readonly drops?: boolean;
  /** Is handed each event as well, of every lane that is watched, in its order. */
  readonly told?: Emit;
  /** Whether an event has a line in the text trace. Default: all have. */
  readonly hasLine?: (event: SocketEvent) => boolean;
}

/** Where a run's events and words go: the text trace on stderr, JSON Lines on stdout, a recording in a file. */
export class RunOutput {
  readonly screen: Screen;
  readonly style: Style;
  /** `undefined` when nobody wants the events: then none are made. */
  readonly emit: Emit | undefined;
  /** Aborts when stdout or the recording cannot take any more. */
  readonly stopped: AbortSignal;
  readonly #stop = new AbortController();
  readonly #context: Context;
  readonly #path: string | undefined;
  readonly #trace: TextTrace | undefined;
  readonly #json: Recording | undefined;
  readonly #recording: Recording | undefined;
  readonly #feed: Recording | undefined;
  readonly #lanes: Lanes | undefined;
  readonly #xray: XRay | undefined;
  #lanesClosed: Promise<void> | undefined;
  #failure: SocketsError | undefined;

  private constructor(context: Context, options: RunOutputOptions, loaded: Loaded) {
    const { explain, lanes, feed, makeView } = loaded;
    this.#lanes = lanes;
    this.#feed = feed;
    const { terminal, version } = context;
    this.#context = context;
    this.stopped = this.#stop.signal;
    this.screen = new Screen(terminal.writeError);
    this.style = styleOn('error', context);
    this.#path = options.record;
    const program = `sockets ${version}`;
    if (options.record !== undefined) {
      const file = { path: options.record, secret: options.keylog !== undefined };
      this.#recording = Recording.toFile(program, file, this.fail);
    }
    if (options.json) this.#json = new Recording(program, (bytes) => this.#writeOutput(bytes));
    const view = makeView?.(options, { context, style: this.style, explain });
    if (view) this.#trace = new TextTrace(view, this.screen, options.hasLine);
    terminal.onOutputClosed((failure) => failure && this.fail(failure));
    const { told } = options;
    const records = [this.#json, this.#recording, feed].map((recording) => recording?.record);
    const emit = toAll([this.#trace?.show, ...records, told]);
    this.#xray = emit && lanes?.makeXRay(emit, lanesOf(options));
    this.emit = this.#xray?.take ?? emit;
  }

  /** Opens what the options ask for. Throws `file-unwritable`. */
  static async open(context: Context, options: RunOutputOptions): Promise<RunOutput> {
    const explain = options.explain && (await explainKinds(context));
    // Their code is loaded only when they are wanted: a person waits for the first line.
    const lanes = needsXRay(lanesOf(options)) ? await import('./open-lanes.ts') : undefined;
    const isShown = options.page !== undefined && pageOf(context) !== undefined;
    const page = isShown ? await import('./page/feed.ts') : undefined;
    const feed = page?.openFeed(context);
    const output = new RunOutput(context, options, {
      explain,
      lanes,
      feed,
      makeView: await loadView(options),
    });
    page?.tellPage(context, output);
    await output.#openLanes(options);
    return output;
  }

  /** Prints a line that stands out: the address, what to mind. */
  announce(line: string): void {
    this.#inOrder(() => this.screen.print(this.#rows(line).map((row) => this.style.strong(row))));
  }

  /** Prints a line beside the trace: not a step, but what the toolkit has to say. */
  say(line: string): void {
    this.#inOrder(() => this.screen.print(this.#rows(line)));
  }

  /** The same, less loud. */
  hint(line: string, time?: Microseconds): void {
    const print = () => this.screen.print(this.#rows(line).map((row) => this.style.faint(row)));
    this.#inOrder(print, time);
  }

  /** Prints lines of a program that is watched, marked as its own. `printed`: they are on their way to the screen. */
  quote(lines: readonly string[], printed: () => void): void {
    this.#inOrder(() => {
      this.screen.print(lines.map((line) => `${this.style.faint('│')} ${line}`));
      printed();
    });
  }

  /** Resolves when all that the lanes saw has been told. */
  closeLanes(): Promise<void> {
    this.#lanesClosed ??= this.#xray?.close() ?? Promise.resolve();
    return this.#lanesClosed;
  }

  /** Prints what stands beneath a text trace when all its steps have been told; nothing where there is no text trace. */
  conclude(lines: (columns: number) => readonly string[]): void {
    const trace = this.#trace;
    if (!trace) return;
    this.#inOrder(() => trace.close());
    const columns = this.#context.terminal.columns() ?? Number.POSITIVE_INFINITY;
    for (const line of lines(columns)) this.say(line);
  }

  /** Resolves when all that happened until now has been told. */
  async settled(): Promise<void> {
    await this.#xray?.settled();
  }

  /** What is said has its place among the steps: they may have to wait for those of other lanes. */
  #inOrder(say: () => void, time?: Microseconds): void {
    const settled = () => {
      this.#trace?.settle();
      say();
    };
    if (this.#xray) this.#xray.note(settled, time);
    else settled();
  }

  async #openLanes(options: RunOutputOptions): Promise<void> {
    if (!this.#xray) return;
    this.#lanes?.openLanes(this.#xray, lanesOf(options), {
      calls: options.calls,
      context: this.#context,
      watched: options.watched,
      drops: options.drops === true,
      say: (line) => this.hint(line),
    });
    await this.#xray.ready();
  }

  #rows(line: string): string[] {
    return rowsOf(line, this.#context.terminal.columns());
  }

  /** Writes out what is recorded so far, before something that may end the program. */
  save(): void {
    this.#json?.flush();
    this.#recording?.flush();
    this.#feed?.flush();
  }

  /** Writes out what is left. Throws what made the output fail, if anything did. */
  async finish(): Promise<void> {
    await this.closeLanes();
    this.screen.prompt = undefined;
    this.#trace?.close();
    this.#json?.close();
    this.#recording?.close();
    this.#feed?.close();
    const path = this.#path;
    if (this.#recording && path !== undefined && !this.#failure) {
      const events = grouped(this.#recording.events);
      this.hint(this.#context.text.console.recorded({ path: visibleText(path), events }));
    }
    await this.screen.flushed();
    if (this.#failure) throw this.#failure;
  }

  #writeOutput(bytes: Uint8Array): void {
    if (this.stopped.aborted) return;
    try {
      if (!this.#context.terminal.writeOutputNow(bytes)) this.#stop.abort();
    } catch (error) {
      if (!(error instanceof SocketsError)) throw error;
      this.fail(error);
    }
  }

  /** Ends the run for something it writes and cannot write any more: `finish` throws it. */
  readonly fail = (error: SocketsError): void => {
    this.#failure ??= error;
    this.#stop.abort();
  };
}

/** Does a command's work with an output that is finished whatever happens. */
export async function withOutput(
  context: Context,
  options: RunOutputOptions,
  work: (output: RunOutput) => Promise<number>,
): Promise<number> {
  const lanes = lanesOf(options);
  if (needsXRay(lanes)) {
    const { mustRelaunch, relaunch } = await import('./relaunch.ts');
    if (await mustRelaunch(context, lanes)) {
      return relaunch(context, { calls: options.syscalls ?? 'lifecycle' });
    }
  }
  const output = await RunOutput.open(context, options);
  try {
    return await work(output);
  } finally {
    await output.finish();
  }
}

type Lanes = typeof import('./open-lanes.ts');

/** What only some runs need. */
interface Loaded {
  readonly explain: ExplainKind | undefined;
  readonly lanes: Lanes | undefined;
  readonly feed: Recording | undefined;
  readonly makeView: MakeView | undefined;
}
