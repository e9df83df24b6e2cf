import { SocketsError } from '../error.ts';
import type { Emit, EventType, SocketEvent } from '../event/event.ts';
import { Screen } from '../terminal/screen.ts';
import { grouped } from '../text/quantity.ts';
import { loadGlossary } from '../text/text.ts';
import { width, wrap } from '../view/columns.ts';
import { StepView } from '../view/step-view.ts';
import type { Style } from '../view/style.ts';
import { visibleText } from '../view/visible.ts';
import type { Context } from './context.ts';
import { Recording } from './recording.ts';
import type { SharedOptions } from './shared-options.ts';
import { styleOn } from './style-on.ts';
import { TextTrace } from './text-trace.ts';

/** What a run shows, and where. */
export interface RunOutputOptions extends SharedOptions {
  /** Show received octets beneath their step when the line has no room: there is no other place to read them. */
  readonly whole?: boolean;
  /** What else stands beneath a step. */
  readonly beneath?: (event: SocketEvent) => readonly string[];
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
  #failure: SocketsError | undefined;

  private constructor(context: Context, options: RunOutputOptions, explain: Explain | undefined) {
    const { terminal, version } = context;
    this.#context = context;
    this.stopped = this.#stop.signal;
    this.screen = new Screen(terminal.writeError);
    this.style = styleOn('error', context);
    this.#path = options.record;
    const program = `sockets ${version}`;
    if (options.record !== undefined) {
      this.#recording = Recording.toFile(program, options.record, (error) => this.fail(error));
    }
    if (options.json) this.#json = new Recording(program, (bytes) => this.#writeOutput(bytes));
    else if (!options.quiet) {
      this.#trace = new TextTrace(this.#view(options, explain), this.screen);
    }
    terminal.onOutputClosed((failure) => failure && this.fail(failure));
    this.emit = all([this.#trace?.show, this.#json?.record, this.#recording?.record]);
  }

  /** Opens what the options ask for. Throws `file-unwritable`. */
  static async open(context: Context, options: RunOutputOptions): Promise<RunOutput> {
    const explain = options.explain && (await explainIn(context));
    return new RunOutput(context, options, explain);
  }

  /** Prints a line that stands out: the address, what to mind. */
  announce(line: string): void {
    this.screen.print(this.#rows(line).map((row) => this.style.strong(row)));
  }

  /** Prints a line beside the trace: not a step, but what the toolkit has to say. */
  say(line: string): void {
    this.screen.print(this.#rows(line));
  }

  /** The same, less loud. */
  hint(line: string): void {
    this.screen.print(this.#rows(line).map((row) => this.style.faint(row)));
  }

  /** Prints what stands beneath a text trace when all its steps have been told; nothing where there is no text trace. */
  conclude(lines: (columns: number) => readonly string[]): void {
    if (!this.#trace) return;
    this.#trace.close();
    const columns = this.#context.terminal.columns() ?? Number.POSITIVE_INFINITY;
    for (const line of lines(columns)) this.say(line);
  }

  /** The line in as many rows as the terminal needs, each indented as the first. */
  #rows(line: string): string[] {
    const columns = this.#context.terminal.columns();
    if (columns === undefined || width(line) <= columns) return [line];
    const [indent = ''] = /^ */.exec(line) ?? [];
    return wrap(line, Math.max(1, columns - indent.length)).map((row) => indent + row);
  }

  /** Writes out what is recorded so far, before something that may end the program. */
  save(): void {
    this.#json?.flush();
    this.#recording?.flush();
  }

  /** Writes out what is left. Throws what made the output fail, if anything did. */
  async finish(): Promise<void> {
    this.screen.prompt = undefined;
    this.#trace?.close();
    this.#json?.close();
    this.#recording?.close();
    const path = this.#path;
    if (this.#recording && path !== undefined && !this.#failure) {
      const events = grouped(this.#recording.events);
      this.hint(this.#context.text.console.recorded({ path: visibleText(path), events }));
    }
    await this.screen.flushed();
    if (this.#failure) throw this.#failure;
  }

  #view({ time, hex, whole, beneath }: RunOutputOptions, explain: Explain | undefined): StepView {
    const { terminal, text } = this.#context;
    return new StepView({
      text,
      style: this.style,
      columns: terminal.columns,
      time,
      offsetMinutes: terminal.offsetMinutes,
      hex: hex === true,
      whole: whole === true,
      ...(beneath && { beneath }),
      explain,
    });
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
  const output = await RunOutput.open(context, options);
  try {
    return await work(output);
  } finally {
    await output.finish();
  }
}

type Explain = (type: EventType) => string;

async function explainIn({ text }: Context): Promise<Explain> {
  const glossary = await loadGlossary(text.language);
  return (type) => glossary[type].brief;
}

/** One function that hands each event to all that want it; `undefined` when none does. */
function all(wanted: readonly (Emit | undefined)[]): Emit | undefined {
  const emits = wanted.filter((emit) => emit !== undefined);
  const [first, ...others] = emits;
  if (others.length === 0) return first;
  return (event: SocketEvent) => {
    for (const emit of emits) emit(event);
  };
}
