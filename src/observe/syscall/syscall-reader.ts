import type { Attached } from './family.ts';
import { LineReader, type TraceLine } from './line-reader.ts';
import { SocketTracker } from './socket-tracker.ts';
import { parseStraceLine } from './strace-line.ts';
import type { SyscallFact, UnclosedSocket } from './syscall-fact.ts';

/** strace's output as octets → facts, however the octets come. Never throws. */
export class SyscallReader {
  readonly #lines = new LineReader();
  readonly #tracker: SocketTracker;

  /** `data`: octets of payload a fact keeps at the most. `attached`: a process that was there before strace. */
  constructor(options: { readonly data?: number; readonly attached?: Attached } = {}) {
    this.#tracker = new SocketTracker(options);
  }

  /** How many sockets were too many to follow. */
  get untold(): number {
    return this.#tracker.untold;
  }

  /** The facts of the lines that end in `chunk`. */
  push(chunk: Uint8Array): SyscallFact[] {
    return this.#facts(this.#lines.push(chunk));
  }

  /** strace is done: the facts of what was left. */
  end(): SyscallFact[] {
    return [...this.#facts(this.#lines.end()), ...this.#tracker.end()];
  }

  /** The sockets no call has closed so far. */
  unclosed(): UnclosedSocket[] {
    return this.#tracker.unclosed();
  }

  #facts(lines: readonly TraceLine[]): SyscallFact[] {
    return lines.flatMap((line) => this.#tracker.push(parseStraceLine(line)));
  }
}
