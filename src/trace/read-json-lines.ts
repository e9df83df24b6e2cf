import type { SocketEvent, UnknownEvent } from '../event/event.ts';
import { badTrace } from './bad-trace.ts';
import type { TraceHeader } from './format.ts';
import { judgeEvent, judgeHeader } from './judge-line.ts';
import { type BadLine, type Line, LineSplitter } from './split-lines.ts';

/** Text or UTF-8 octets, cut anywhere: a file's stream, a pipe, an array of lines that end in "\n". */
export type TraceText = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** Who is told what of a trace that is no event. */
export interface ReadOptions {
  /** Told of the header, before the first event comes. */
  readonly header?: (header: TraceHeader) => void;
  /**
   * Told of each event whose type only a newer program has, with its line, between the events before and behind it. `encodeUnknown` writes
   * it again.
   */
  readonly unknown?: (event: UnknownEvent, line: number) => void;
}

/**
 * Reads a trace in JSON Lines (docs/trace-format.md) piece by piece, as it comes. Throws nothing but `bad-trace` with the line, after which
 * it is of no more use; keeps no more than one line.
 */
export class TraceReader {
  readonly #splitter = new LineSplitter();
  readonly #options: ReadOptions;
  #hasHeader = false;

  constructor(options: ReadOptions = {}) {
    this.#options = options;
  }

  /** The events whose lines end in `chunk`. To be read to the end before the next. */
  *push(chunk: string | Uint8Array): Generator<SocketEvent> {
    yield* this.#read(this.#splitter.push(chunk));
  }

  /** The event behind the last newline, if there is one. */
  *end(): Generator<SocketEvent> {
    yield* this.#read(this.#splitter.end());
    if (!this.#hasHeader) throw badTrace(1, 'empty: no header');
  }

  *#read(lines: Iterable<Line | BadLine>): Generator<SocketEvent> {
    for (const line of lines) {
      if (isBlank(line)) continue;
      const event = this.#hasHeader ? this.#event(line) : this.#header(line);
      if (event) yield event;
    }
  }

  #header(line: Line | BadLine): undefined {
    const judged = judgeHeader(line);
    if (judged.kind === 'bad') throw badTrace(line.number, judged.problems[0]);
    this.#hasHeader = true;
    this.#options.header?.(judged.header);
  }

  #event(line: Line | BadLine): SocketEvent | undefined {
    const judged = judgeEvent(line);
    if (judged.kind === 'bad') throw badTrace(line.number, judged.problems[0]);
    if (judged.kind === 'event') return judged.event;
    this.#options.unknown?.(judged.event, line.number);
    return undefined;
  }
}

/** Whether there is nothing in a line: it counts, and says nothing. */
export function isBlank(line: Line | BadLine): boolean {
  return 'text' in line && line.text.trim() === '';
}

/**
 * The events of a trace in JSON Lines (docs/trace-format.md), each as soon as its line is complete.
 * Whatever the text is, it throws nothing but `bad-trace` with the line, and keeps no more than that line;
 * an error of `chunks` itself, as of a file that cannot be read, comes through as it is.
 */
export async function* readTrace(
  chunks: TraceText,
  options: ReadOptions = {},
): AsyncGenerator<SocketEvent> {
  const reader = new TraceReader(options);
  for await (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end();
}

/** The event of one line, whose `number` is told when it is none, or none that is known here: a SocketsError `bad-trace`. */
export function parseEvent(line: string, number: number): SocketEvent {
  const judged = judgeEvent({ number, text: line, whole: true });
  if (judged.kind === 'event') return judged.event;
  const isBad = judged.kind === 'bad';
  throw badTrace(number, isBad ? judged.problems[0] : 'type: not an event type of version 1');
}
