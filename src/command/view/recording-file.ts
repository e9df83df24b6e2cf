import { createReadStream } from 'node:fs';
import { SocketsError } from '../../error.ts';
import type { SocketEvent, UnknownEvent } from '../../event/event.ts';
import type { TraceHeader } from '../../trace/json-lines.ts';
import { TraceReader } from '../../trace/read-json-lines.ts';
import type { Context } from '../context.ts';
import { checkReadable, inputChunks, STANDARD_INPUT, unreadable } from '../input.ts';

/** Octets that are read at once. */
const CHUNK = 512 * 1024;

/** A recording as it is read, once, from its beginning to its end. */
export class RecordingFile {
  readonly path: string;
  readonly #chunks: AsyncIterable<Uint8Array>;
  readonly #reader: TraceReader;
  #header: TraceHeader | undefined;
  #cut: number | undefined;
  #unknown = 0;

  /** `unknown` is told of events of kinds that are not known here, between those before and behind them. */
  constructor(
    path: string,
    chunks: AsyncIterable<Uint8Array>,
    unknown: (event: UnknownEvent) => void = () => undefined,
  ) {
    this.path = path;
    this.#chunks = chunks;
    this.#reader = new TraceReader({
      header: (header) => {
        this.#header = header;
      },
      unknown: (event) => {
        this.#unknown += 1;
        unknown(event);
      },
    });
  }

  /** Who wrote it and when: known with the first events. */
  get header(): TraceHeader | undefined {
    return this.#header;
  }

  /** The last line, where that is cut off: known at the end. */
  get cut(): number | undefined {
    return this.#cut;
  }

  /** How many events of kinds that are not known here there were until now. */
  get unknown(): number {
    return this.#unknown;
  }

  /** The events, as many at once as were read at once: each of these to be gone through, once, before the next. Throws `bad-trace`, `file-unreadable`. */
  async *batches(): AsyncGenerator<Iterable<SocketEvent>> {
    for await (const chunk of this.#chunks) yield this.#named(this.#reader.push(chunk));
    yield this.#last();
  }

  *#named(events: Iterable<SocketEvent>): Generator<SocketEvent> {
    try {
      yield* events;
    } catch (error) {
      if (!isBadTrace(error)) throw error;
      throw new SocketsError('usage', 'bad-trace', { ...error.facts, path: this.path });
    }
  }

  /** A program that is killed while it writes leaves half a line behind, and that is no mistake of the rest. */
  *#last(): Generator<SocketEvent> {
    try {
      yield* this.#named(this.#reader.end());
    } catch (error) {
      const isCut = isBadTrace(error) && error.facts.problem === 'cut off';
      if (!isCut || this.#header === undefined) throw error;
      this.#cut = error.facts.line;
    }
  }
}

/** Whether an error says what is wrong with a recording. */
export function isBadTrace(error: unknown): error is SocketsError<'bad-trace'> {
  return error instanceof SocketsError && error.code === 'bad-trace';
}

/** Opens the file of that name, or standard input for `-`. Throws `file-unreadable`. */
export function openRecording(
  path: string,
  context: Context,
  unknown?: (event: UnknownEvent) => void,
): RecordingFile {
  const name = path === STANDARD_INPUT ? 'stdin' : path;
  return new RecordingFile(name, openChunks(path, context), unknown);
}

/** The octets of the file of that name, or of standard input for `-`. Throws `file-unreadable`. */
export function openChunks(path: string, { terminal }: Context): AsyncIterable<Uint8Array> {
  if (path === STANDARD_INPUT) return inputChunks(terminal.input);
  checkReadable(path);
  return fileChunks(path);
}

async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) yield chunk;
  } catch (error) {
    throw unreadable(path, error);
  }
}
