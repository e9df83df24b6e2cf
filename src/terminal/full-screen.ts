import type { Terminal } from './terminal.ts';

/** The other screen of the terminal, no cursor, and no line that goes on in the next row (xterm's 1049, ECMA-48 DECTCEM and DECAWM). */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l';
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l';
const HOME = '\x1b[H';
/** Whatever stands behind a line, and beneath the last. */
const ERASE_REST_OF_LINE = '\x1b[K';
const ERASE_BELOW = '\x1b[J';

/** The whole of a terminal's screen, until disposed: then what stood there before is back. */
export class FullScreen implements Disposable {
  readonly #terminal: Terminal;
  #entered = true;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#write(ENTER);
  }

  /** Draws rows from the first on; those that are missing are empty. */
  draw(rows: readonly string[]): void {
    const drawn = rows.map((row) => `${row}${ERASE_REST_OF_LINE}`).join('\r\n');
    this.#write(`${HOME}${drawn}${ERASE_BELOW}`);
  }

  [Symbol.dispose](): void {
    if (!this.#entered) return;
    this.#entered = false;
    this.#write(LEAVE);
  }

  #write(text: string): void {
    this.#terminal.writeOutputNow(Buffer.from(text));
  }
}
