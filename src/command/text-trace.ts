import type { SocketEvent } from '../event/event.ts';
import type { Screen } from '../terminal/screen.ts';
import { SUM_PERIOD, Summing } from '../view/summing.ts';
import type { TraceView } from '../view/trace-view.ts';

/** The trace on the screen: what its view shows of each step, or a sum of those that come too fast to be read. */
export class TextTrace {
  readonly #view: TraceView;
  readonly #screen: Screen;
  readonly #hasLine: (event: SocketEvent) => boolean;
  readonly #summing = new Summing();
  #timer: NodeJS.Timeout | undefined;
  #begun = false;
  #restWaits = false;
  #closed = false;

  /** `hasLine` says which events have one; those that have none are not counted either. */
  constructor(
    view: TraceView,
    screen: Screen,
    hasLine: (event: SocketEvent) => boolean = () => true,
  ) {
    this.#view = view;
    this.#screen = screen;
    this.#hasLine = hasLine;
  }

  readonly show = (event: SocketEvent): void => {
    if (!this.#hasLine(event)) return;
    if (this.#summing.takes(event, this.#screen.behind)) {
      this.#begin();
      this.#sum();
      const lines = this.#view.lines(event);
      this.#summing.spend(lines.length - 1);
      this.#screen.print(lines);
      this.#restSoon();
    } else {
      this.#timer ??= setTimeout(() => this.#period(), SUM_PERIOD);
    }
  };

  /** Shows what was only counted so far. */
  close(): void {
    clearTimeout(this.#timer);
    this.#sum();
    this.settle();
    if (!this.#begun || this.#closed) return;
    this.#closed = true;
    this.#screen.print(this.#view.footer());
  }

  /** Shows what was kept back until now: something else is about to be said. */
  settle(): void {
    const lines = this.#begun ? this.#view.rest() : [];
    if (lines.length > 0) this.#screen.print(lines);
  }

  /** What is told in one turn belongs together; nothing waits for longer. */
  #restSoon(): void {
    if (this.#restWaits) return;
    this.#restWaits = true;
    queueMicrotask(() => {
      this.#restWaits = false;
      this.settle();
    });
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#screen.print(['', ...this.#view.header()]);
  }

  #period(): void {
    this.#sum();
    this.#timer = this.#summing.goOn() ? setTimeout(() => this.#period(), SUM_PERIOD) : undefined;
  }

  #sum(): void {
    const summary = this.#summing.drain();
    if (!summary) return;
    if (summary.counts.size > 0) this.#screen.print(this.#view.summary(summary));
    if (summary.last) this.#screen.print(this.#view.lines(summary.last));
  }
}
