import type { SocketEvent } from '../event/event.ts';
import type { Screen } from '../terminal/screen.ts';
import type { StepView } from '../view/step-view.ts';
import { SUM_PERIOD, Summing } from '../view/summing.ts';

/** The text trace on the screen: a line for each step, or a sum of those that come too fast to be read. */
export class TextTrace {
  readonly #view: StepView;
  readonly #screen: Screen;
  readonly #hasLine: (event: SocketEvent) => boolean;
  readonly #summing = new Summing();
  #timer: NodeJS.Timeout | undefined;
  #begun = false;

  /** `hasLine` says which events have one; those that have none are not counted either. */
  constructor(
    view: StepView,
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
    } else {
      this.#timer ??= setTimeout(() => this.#period(), SUM_PERIOD);
    }
  };

  /** Shows what was only counted so far. */
  close(): void {
    clearTimeout(this.#timer);
    this.#sum();
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
