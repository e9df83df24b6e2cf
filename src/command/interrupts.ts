import { constants } from 'node:os';
import type { Terminal } from '../terminal/terminal.ts';

const RETURN = Buffer.from('\r');

/** Counts what the user does to stop a run: signals, and Ctrl-C as a line editor's key. */
export class Interrupts implements Disposable {
  readonly #stop: (times: number) => void;
  readonly #signals: Disposable;
  #times = 0;
  #signal = 0;

  constructor(terminal: Terminal, stop: (times: number) => void) {
    this.#stop = stop;
    this.#signals = terminal.onSignal((signal) => {
      // A terminal has shown `^C` where the next line begins: that line is to be written over it.
      if (terminal.errorIsTerminal) terminal.writeError(RETURN, () => undefined);
      this.interrupt(signal);
    });
  }

  /** The exit status they make: 0 for none, else 128 and the signal's number, as a shell has it. */
  get status(): number {
    return this.#times === 0 ? 0 : 128 + this.#signal;
  }

  interrupt(signal: number = constants.signals.SIGINT): void {
    this.#signal = signal;
    this.#times += 1;
    this.#stop(this.#times);
  }

  [Symbol.dispose](): void {
    this.#signals[Symbol.dispose]();
  }
}
