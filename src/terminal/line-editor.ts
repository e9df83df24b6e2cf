import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Prompt } from './screen.ts';

/** Where lines are typed and shown, and what becomes of them. */
export interface LineEditorOptions {
  readonly input: Readable;
  readonly output: Writable;
  /** Completes the word before the cursor. */
  readonly complete: (line: string) => readonly string[];
  readonly onLine: (line: string) => void;
  /** Ctrl-D on an empty line. */
  readonly onEnd: () => void;
  /** Ctrl-C: a line editor's terminal sends it as a key, not as a signal. */
  readonly onInterrupt: () => void;
}

/** A line the user edits beneath the trace, with history and completion. */
export class LineEditor implements Prompt, Disposable {
  readonly #readline: Interface;
  readonly #output: Writable;
  #closed = false;

  constructor({ input, output, complete, onLine, onEnd, onInterrupt }: LineEditorOptions) {
    this.#output = output;
    this.#readline = createInterface({
      input,
      output,
      terminal: true,
      prompt: '> ',
      completer: (line: string) => [complete(line), line],
    });
    this.#readline.on('line', (line) => {
      onLine(line);
      this.redraw();
    });
    this.#readline.on('SIGINT', onInterrupt);
    this.#readline.on('close', () => {
      if (this.#leave()) onEnd();
    });
    this.#readline.prompt();
  }

  /** To the first row of the prompt and its line, and everything from there on erased (ECMA-48 CUU, ED). */
  erase(): string {
    if (this.#closed) return '';
    const { rows } = this.#readline.getCursorPos();
    return `${rows > 0 ? `\x1b[${rows}A` : ''}\r\x1b[J`;
  }

  redraw(): void {
    if (!this.#closed) this.#readline.prompt(true);
  }

  [Symbol.dispose](): void {
    if (this.#leave()) this.#readline.close();
  }

  /** Takes the prompt off the screen for good, so that no line begins behind it. False when that was done before. */
  #leave(): boolean {
    if (this.#closed) return false;
    this.#output.write(this.erase());
    this.#closed = true;
    return true;
  }
}
