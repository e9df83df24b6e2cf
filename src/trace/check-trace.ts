import { Census, type Population } from './census.ts';
import { Contradictions } from './contradictions.ts';
import type { TraceHeader } from './json-lines.ts';
import { type Bad, judgeEvent, judgeHeader } from './judge-line.ts';
import { isBlank, type TraceText } from './read-json-lines.ts';
import { type BadLine, type Line, LineSplitter } from './split-lines.ts';

/** Something that is wrong with a trace. */
export interface Finding {
  /** The line, from 1. */
  readonly line: number;
  /** In words of our own, as those of `bad-trace`: never a part of what was read. */
  readonly problem: string;
  /** `refused`: a reader stops here. `odd`: it goes on, but the line says what docs/trace-format.md rules out. */
  readonly kind: 'refused' | 'odd';
}

/** What there is in a trace, as far as it can be read. */
export interface TraceSummary extends Population {
  /** Who wrote it, and when; `undefined` where the first line does not say. */
  readonly header: TraceHeader | undefined;
  readonly lines: number;
  /** The last line ends before it is complete: the program was stopped, or the file is a part. */
  readonly cutOff: boolean;
  /** How many findings of each kind there are, told or not. */
  readonly refused: number;
  readonly odd: number;
}

/** How many findings are told when nothing else is asked for. */
const MOST_FINDINGS = 100;

/** How a trace is to be checked. */
export interface CheckOptions {
  /** How many findings are told; those beyond are counted alone. 100. */
  readonly most?: number;
}

/**
 * Goes through a whole trace, of any length, and tells what is wrong with each line where a reader stops at the first: iterate it, once, and
 * ask for the `summary`. Throws nothing but an error of `chunks` itself. Memory has a bound, whatever the text is.
 * A trace of a newer version is one finding: what its lines mean, nobody here knows.
 */
export class TraceCheck implements AsyncIterable<Finding> {
  readonly #chunks: TraceText;
  readonly #most: number;
  readonly #census = new Census();
  readonly #contradictions = new Contradictions();
  #header: TraceHeader | undefined;
  /** The first line that is not blank has come. */
  #hasBegun = false;
  #isNewer = false;
  #lines = 0;
  #cutOff = false;
  readonly #found = { refused: 0, odd: 0 };

  constructor(chunks: TraceText, { most = MOST_FINDINGS }: CheckOptions = {}) {
    this.#chunks = chunks;
    this.#most = most;
  }

  /** What there was so far. */
  get summary(): TraceSummary {
    return {
      header: this.#header,
      lines: this.#lines,
      ...this.#census.population,
      cutOff: this.#cutOff,
      ...this.#found,
    };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Finding> {
    const splitter = new LineSplitter();
    for await (const chunk of this.#chunks) {
      yield* this.#check(splitter.push(chunk));
      if (this.#isNewer) return;
    }
    yield* this.#check(splitter.end());
    if (!this.#hasBegun) yield* this.#told(this.#refused(1, ['empty: no header']));
  }

  *#check(lines: Iterable<Line | BadLine>): Generator<Finding> {
    for (const line of lines) {
      this.#lines = line.number;
      if (isBlank(line)) continue;
      yield* this.#told(this.#hasBegun ? this.#event(line) : this.#first(line));
      if (this.#isNewer) return;
    }
  }

  /** Those that are still to be told. */
  #told(findings: readonly Finding[]): Finding[] {
    const before = this.#found.refused + this.#found.odd;
    for (const { kind } of findings) this.#found[kind] += 1;
    return findings.slice(0, Math.max(0, this.#most - before));
  }

  #first(line: Line | BadLine): Finding[] {
    this.#hasBegun = true;
    const judged = judgeHeader(line);
    if (judged.kind === 'header') {
      this.#header = judged.header;
      this.#census.header(judged.header);
      return [];
    }
    this.#isNewer = judged.problems.some((problem) => problem.startsWith('version: newer'));
    const findings = this.#bad(line.number, judged);
    // A trace whose header was lost begins with an event.
    const event = judgeEvent(line);
    return event.kind === 'bad' ? findings : [...findings, ...this.#event(line)];
  }

  #event(line: Line | BadLine): Finding[] {
    const judged = judgeEvent(line);
    if (judged.kind === 'bad') return this.#bad(line.number, judged);
    if (judged.kind === 'unknown') {
      this.#census.unknown(judged.event);
      return [];
    }
    this.#census.event(judged.event);
    const odd = this.#contradictions.of(judged.event);
    return odd.map((problem) => ({ line: line.number, problem, kind: 'odd' }));
  }

  #bad(line: number, { problems }: Bad): Finding[] {
    // Only the last line of a file can be.
    this.#cutOff ||= problems[0] === 'cut off';
    return this.#refused(line, problems);
  }

  #refused(line: number, problems: readonly string[]): Finding[] {
    return problems.map((problem) => ({ line, problem, kind: 'refused' }));
  }
}
