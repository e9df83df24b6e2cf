/** More than this waiting to be written, and whoever can should sum up. */
const MOST_WAITING = 256 * 1024;
/** How long after a write lines are gathered before the next one, ms. */
const GATHER = 20;

/** Writes octets without keeping anybody waiting, and says when they are gone. */
export type WriteAside = (bytes: Uint8Array, done: () => void) => void;

/** What is on the terminal beside the lines: a line editor's prompt, which must stay beneath them. */
export interface Prompt {
  /** The octets that take the prompt off the screen. */
  erase(): string;
  redraw(): void;
}

/** Lines on their way to a terminal or file: gathered, in order, and never in the way of the program. */
export class Screen {
  readonly #write: WriteAside;
  #lines: string[] = [];
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing = false;
  #prompt: Prompt | undefined;
  #whenFlushed: (() => void)[] = [];

  constructor(write: WriteAside) {
    this.#write = write;
  }

  /** Whether more waits than should. */
  get behind(): boolean {
    return this.#waiting > MOST_WAITING;
  }

  /** Keeps a prompt beneath the lines; `undefined` takes it away. */
  set prompt(prompt: Prompt | undefined) {
    this.#prompt = prompt;
  }

  /** Adds lines; they appear at once, or a few milliseconds after those before. */
  print(lines: readonly string[]): void {
    for (const line of lines) {
      this.#lines.push(line);
      this.#waiting += line.length + 1;
    }
    if (!this.#writing) this.#timer ??= setTimeout(() => this.#flush(), 0);
  }

  /** Resolves when all lines have been written. */
  flushed(): Promise<void> {
    this.#flush();
    if (!this.#writing) return Promise.resolve();
    return new Promise((resolve) => this.#whenFlushed.push(resolve));
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#writing || this.#lines.length === 0) return;
    this.#writing = true;
    const bytes = Buffer.from(`${this.#prompt?.erase() ?? ''}${this.#lines.join('\n')}\n`);
    this.#lines = [];
    this.#write(bytes, () => this.#written());
  }

  #written(): void {
    this.#writing = false;
    this.#waiting = this.#lines.reduce((sum, line) => sum + line.length + 1, 0);
    if (this.#lines.length > 0) {
      this.#flush();
      return;
    }
    this.#timer = setTimeout(() => this.#flush(), GATHER).unref();
    this.#prompt?.redraw();
    for (const resolve of this.#whenFlushed.splice(0)) resolve();
  }
}
