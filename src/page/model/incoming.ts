import { SocketsError } from '../../error.ts';
import type { SocketEvent } from '../../event/event.ts';
import { TraceReader } from '../../trace/read-json-lines.ts';

/** Events a page keeps: more would not fit into what a browser gives a page. */
export const MOST_EVENTS = 300_000;

/** The line behind the last event of a run that was followed. */
const ENDED = '{"ended":true}';
/** How many lines were forgotten before this page came: a message of its own. */
const SKIPPED = /^\{"skipped":(\d{1,15})\}\n?$/;

/** What is wrong with a line: nothing behind it is read. */
export interface BadLine {
  readonly line: number;
  readonly problem: string;
}

/** Gathers the events of a trace as its text comes. Nothing that comes makes it throw. */
export class Incoming {
  readonly #reader = new TraceReader({ unknown: () => this.#countNewer() });
  readonly #events: SocketEvent[] = [];
  #newer = 0;
  #skipped = 0;
  #isFull = false;
  #hasEnded = false;
  #bad: BadLine | undefined;

  /** Those that have come until now. */
  get events(): readonly SocketEvent[] {
    return this.#events;
  }

  /** How many were of types that are not known here. */
  get newer(): number {
    return this.#newer;
  }

  /** How many of a run that is followed had been forgotten when we came. */
  get skipped(): number {
    return this.#skipped;
  }

  /** More came than a page keeps. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** A run that was followed has said that it is over. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get bad(): BadLine | undefined {
    return this.#bad;
  }

  /** Takes a piece of a trace. */
  push(piece: string | Uint8Array): void {
    this.#take(() => this.#reader.push(piece));
  }

  /** Takes a message of a run that is followed: whole lines. */
  follow(message: string): void {
    const [, skipped] = SKIPPED.exec(message) ?? [];
    if (skipped !== undefined) {
      this.#skipped += Number(skipped);
      return;
    }
    const lines = message.trimEnd();
    const isLast = lines === ENDED || lines.endsWith(`\n${ENDED}`);
    if (isLast) this.#hasEnded = true;
    const rest = isLast ? lines.slice(0, -ENDED.length) : lines;
    if (rest !== '') this.push(rest.endsWith('\n') ? rest : `${rest}\n`);
  }

  /** Nothing more comes. */
  end(): void {
    this.#take(() => this.#reader.end());
  }

  /** Nothing more comes, for what should have come is broken. */
  breakOff(problem: string): void {
    this.#bad ??= { line: this.#events.length + 2, problem };
  }

  #take(read: () => Iterable<SocketEvent>): void {
    if (this.#bad || this.#isFull) return;
    try {
      for (const event of read()) this.#keep(event);
    } catch (error) {
      if (!(error instanceof SocketsError) || !isBadTrace(error)) throw error;
      this.#bad = error.facts;
    }
  }

  #keep(event: SocketEvent): void {
    if (this.#events.length < MOST_EVENTS) this.#events.push(event);
    else this.#isFull = true;
  }

  #countNewer(): void {
    this.#newer += 1;
  }
}

function isBadTrace(error: SocketsError): error is SocketsError<'bad-trace'> {
  return error.code === 'bad-trace';
}
