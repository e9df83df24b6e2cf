/** Calls back once when nothing was `heard` for so many milliseconds; never after it is disposed of. */
export class QuietTime implements Disposable {
  readonly #timer: NodeJS.Timeout;

  constructor(milliseconds: number, passed: () => void) {
    this.#timer = setTimeout(passed, milliseconds);
  }

  /** Something came: the time begins anew. */
  heard(): void {
    this.#timer.refresh();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
