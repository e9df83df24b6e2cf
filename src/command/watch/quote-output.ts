import type { Readable } from 'node:stream';
import { VisibleStream } from '../../view/visible.ts';
import type { RunOutput } from '../run-output.ts';

/** How long the beginning of a line waits for its end, ms: a question waits for its answer, and has none. */
const PATIENCE = 100;
/** Characters of a line, and those on their way to the screen: beyond, the program waits. */
const LONGEST = 16_384;
const MOST_WAITING = 1024 * 1024;

/**
 * Prints what a program prints, made visible, on lines of their own among the steps. A program that prints faster than a terminal shows has
 * to wait. Resolves at the end of its output.
 */
export async function quoteOutput(source: Readable, output: RunOutput): Promise<void> {
  const lines = new QuotedLines(output);
  for await (const chunk of source) {
    if (chunk instanceof Uint8Array) await lines.take(chunk);
  }
  lines.end();
}

class QuotedLines {
  readonly #output: RunOutput;
  readonly #visible = new VisibleStream({ newlines: 'kept' });
  #rest = '';
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(output: RunOutput) {
    this.#output = output;
  }

  /** Resolves when there is room for more. */
  async take(chunk: Uint8Array): Promise<void> {
    clearTimeout(this.#timer);
    const lines = (this.#rest + this.#visible.write(chunk)).split(/\r?\n/);
    const last = lines.pop() ?? '';
    if (last.length > LONGEST) lines.push(last);
    this.#rest = last.length > LONGEST ? '' : last;
    const printed = this.#print(lines);
    if (this.#rest !== '') this.#timer = setTimeout(() => this.#flush(), PATIENCE);
    if (this.#waiting <= MOST_WAITING) return;
    await printed;
    await this.#output.screen.flushed();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#rest += this.#visible.end();
    this.#flush();
  }

  #flush(): void {
    const rest = this.#rest;
    this.#rest = '';
    if (rest !== '') void this.#print([rest]);
  }

  #print(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return Promise.resolve();
    const size = lines.reduce((sum, line) => sum + line.length + 1, 0);
    this.#waiting += size;
    return new Promise((resolve) =>
      this.#output.quote(lines, () => {
        this.#waiting -= size;
        resolve();
      }),
    );
  }
}
