/** Octets gathered before the sink is called: enough for a few hundred lines. */
const CAPACITY = 64 * 1024;

/**
 * Gathers lines of Latin-1 text, so that a file is written a few hundred lines at a time, and encodes them all at once into one
 * reused buffer: line by line takes twice as long.
 * Pure of I/O and of time: its owner gives it the sink, and calls `flush` when nothing may wait any longer.
 */
export class LineBuffer {
  readonly #buffer = Buffer.allocUnsafeSlow(CAPACITY);
  readonly #sink: (bytes: Uint8Array) => void;
  /** What is gathered, and how long it is. */
  #lines: string[] = [];
  #used = 0;

  /**
   * `sink` must have taken all the octets when it returns: they are overwritten afterwards.
   * When it throws, `append` and `flush` throw the same and nothing has changed: they may be called again.
   */
  constructor(sink: (bytes: Uint8Array) => void) {
    this.#sink = sink;
  }

  /** Adds a line with its newline. What would not fit makes room first; a line longer than the buffer goes in one piece. */
  append(line: string): void {
    if (line.length > CAPACITY - this.#used) {
      this.flush();
      if (line.length > CAPACITY) {
        this.#sink(Buffer.from(line, 'latin1'));
        return;
      }
    }
    this.#lines.push(line);
    this.#used += line.length;
  }

  /** Hands over what is there, if anything. */
  flush(): void {
    if (this.#used === 0) return;
    this.#sink(this.#buffer.subarray(0, this.#buffer.write(this.#lines.join(''), 'latin1')));
    this.#lines = [];
    this.#used = 0;
  }
}
