import type { Terminal } from './terminal.ts';

/** The other screen of the terminal, no cursor, and no line that goes on in the next row (xterm's 1049, ECMA-48 DECTCEM and DECAWM). */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l';
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l';
const HOME = '\x1b[H';
/** What stood in the line, and from here on. Behind a row that fills its line it would take the last character: the cursor still stands on it. */
const ERASE_LINE = '\x1b[2K';
const ERASE_BELOW = '\x1b[J';

/** The whole of a terminal's screen, until disposed: then what stood there before is back. */
export class FullScreen implements Disposable {
  readonly #terminal: Pick<Terminal, 'writeOutputNow'>;
  #entered = true;

  constructor(terminal: Pick<Terminal, 'writeOutputNow'>) {
    this.#terminal = terminal;
    this.#write(ENTER);
  }

  /** Draws rows from the first on; those that are missing are empty. */
  draw(rows: readonly string[]): void {
    const last = rows.length - 1;
    const drawn = rows.map((row, place) => (place === last ? ERASE_BELOW : ERASE_LINE) + row);
    this.#write(HOME + drawn.join('\r\n'));
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
