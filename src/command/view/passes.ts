import { statSync } from 'node:fs';
import type { Microseconds } from '../../event/clock.ts';
import type { SocketEvent, UnknownEvent } from '../../event/event.ts';
import type { TraceHeader } from '../../trace/json-lines.ts';
import type { EventFilter } from '../../view/event-filter.ts';
import type { Context } from '../context.ts';
import { STANDARD_INPUT } from '../input.ts';
import type { Aside } from './aside.ts';
import type { Job, Written } from './conversion.ts';
import { filterOf, load } from './load.ts';
import { needWhole, type Recorded } from './recorded.ts';
import { openRecording, type RecordingFile } from './recording-file.ts';
import { batchesOf } from './show.ts';

/** Is told of an event whose kind is not known here, between those before and behind it. */
export type TakeUnknown = (event: UnknownEvent) => void;

/** Recordings that can be gone through from beginning to end, as often as `again` asked for. */
export interface Passes {
  /** Who wrote them and when: known with the first event. */
  readonly header: TraceHeader | undefined;
  /** The time of the first event, wanted or not. */
  readonly start: Microseconds;
  /** How many events the last pass had. */
  readonly written: Written;
  /** The events that are wanted. Throws what is wrong with a recording. */
  pass(unknown?: TakeUnknown): AsyncGenerator<Iterable<SocketEvent>>;
  /** Says what was wrong with them, when they have been gone through. */
  tell(aside: Aside): void;
}

/**
 * Opens recordings to be gone through. One file is read anew each time, so that none of it has to be kept; several, and what can be read
 * but once, are kept where that is needed.
 */
export async function openPasses(
  { paths, options, context, aside }: Job,
  times: 'once' | 'again',
): Promise<Passes> {
  const [path, ...others] = paths;
  const isOne = path !== undefined && others.length === 0;
  if (isOne && (times === 'once' || isFile(path))) {
    return new Reread(path, filterOf(options, context), context);
  }
  const { recorded, files, notes } = await load(paths, options, context);
  if (times === 'again') needWhole(recorded);
  for (const note of notes) aside.hint(note);
  return new Kept(recorded, files, context);
}

function isFile(path: string): boolean {
  return path !== STANDARD_INPUT && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

class Reread implements Passes {
  readonly #path: string;
  readonly #filter: EventFilter;
  readonly #context: Context;
  #file: RecordingFile | undefined;
  #start: Microseconds | undefined;
  #shown = 0;
  #of = 0;

  constructor(path: string, filter: EventFilter, context: Context) {
    this.#path = path;
    this.#filter = filter;
    this.#context = context;
  }

  get header(): TraceHeader | undefined {
    return this.#file?.header;
  }

  get start(): Microseconds {
    return this.#start ?? 0;
  }

  get written(): Written {
    return { shown: this.#shown, of: this.#of };
  }

  async *pass(unknown: TakeUnknown = () => undefined): AsyncGenerator<Iterable<SocketEvent>> {
    [this.#shown, this.#of] = [0, 0];
    const file = openRecording(this.#path, this.#context, (event) => {
      if (this.#filter.takesUnknown(event, this.#start ?? event.time)) unknown(event);
    });
    this.#file = file;
    for await (const batch of file.batches()) yield this.#wanted(batch);
  }

  tell(aside: Aside): void {
    if (this.#file) aside.tellOf([this.#file]);
  }

  *#wanted(batch: Iterable<SocketEvent>): Generator<SocketEvent> {
    for (const event of batch) {
      this.#start ??= event.time;
      this.#of += 1;
      if (!this.#filter.takes(event, this.#start)) continue;
      this.#shown += 1;
      yield event;
    }
  }
}

class Kept implements Passes {
  readonly header: TraceHeader;
  readonly start: Microseconds;
  readonly #recorded: Recorded;
  readonly #files: readonly RecordingFile[];

  constructor(recorded: Recorded, files: readonly RecordingFile[], { version }: Context) {
    this.#recorded = recorded;
    this.#files = files;
    this.start = recorded.start;
    const own = { program: `sockets ${version}`, created: recorded.start };
    this.header = files.length === 1 ? (recorded.header ?? own) : own;
  }

  get written(): Written {
    return { shown: this.#recorded.events.length, of: this.#recorded.seen };
  }

  async *pass(): AsyncGenerator<Iterable<SocketEvent>> {
    yield* batchesOf(this.#recorded);
    if (this.#recorded.failure) throw this.#recorded.failure;
  }

  tell(aside: Aside): void {
    aside.tellOf(this.#files);
  }
}
