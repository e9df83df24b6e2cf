import type { Microseconds } from '../../event/clock.ts';
import { parseArguments, parseCall, type StraceLine } from './strace-line.ts';

type CallLine = Extract<StraceLine, { kind: 'call' }>;
type UnfinishedLine = Extract<StraceLine, { kind: 'unfinished' }>;

/** A call that was entered and has not returned. */
export interface Entered {
  readonly pid: number;
  readonly time: Microseconds;
  readonly name: string;
  /** As far as strace printed them at its entry. */
  readonly args: readonly string[];
}

/** A call that has returned, whole. `returned` is when, where the lines tell. */
export type Completed = CallLine & { readonly returned?: Microseconds };

/** Threads that may wait in a call at one time; of more, the oldest are forgotten. */
const MOST_WAITING = 32_768;
/** Characters of arguments that are kept of a call that waits. */
const MOST_TEXT = 64 * 1024;

/** Puts together what strace printed in two pieces because another thread's line came between. One call a thread. */
export class LineJoiner {
  readonly #waiting = new Map<number, UnfinishedLine>();

  /** Notes a call that waits. */
  enter(line: UnfinishedLine): Entered {
    this.#waiting.delete(line.pid);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size >= MOST_WAITING && oldest !== undefined) this.#waiting.delete(oldest);
    const text = line.text.slice(0, MOST_TEXT);
    this.#waiting.set(line.pid, { ...line, text });
    return { pid: line.pid, time: line.time, name: line.name, args: parseArguments(text) };
  }

  /** The whole call; `undefined` when its beginning was not seen, or it is none. */
  resume(line: Extract<StraceLine, { kind: 'resumed' }>): Completed | undefined {
    const begun = this.#waiting.get(line.pid);
    this.#waiting.delete(line.pid);
    if (begun?.name !== line.name) return undefined;
    const call = parseCall(line.name, begun.text + line.text, line.tail);
    if (call.kind !== 'call') return undefined;
    return { pid: line.pid, time: begun.time, ...call, returned: line.time };
  }

  /** execve(2) called by another thread goes on under the first one's id. */
  rename(from: number, to: number): void {
    const begun = this.#waiting.get(from);
    this.#waiting.delete(from);
    if (begun) this.#waiting.set(to, begun);
  }

  /** A thread has ended within its call. */
  forget(pid: number): void {
    this.#waiting.delete(pid);
  }
}
