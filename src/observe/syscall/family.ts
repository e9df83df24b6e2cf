import type { Microseconds } from '../../event/clock.ts';
import type { HeldSocket } from '../kernel/process-sockets.ts';
import { DescriptorTable } from './descriptor-table.ts';

/** A process that is watched. */
export interface Process {
  /** The id of its first thread, which is the process's. */
  readonly id: number;
  readonly threads: Set<number>;
  table: DescriptorTable;
}

/** What a child has in common with its parent (clone(2)). */
export interface Sharing {
  /** CLONE_THREAD: it is a thread of the same process. */
  readonly isThread: boolean;
  /** CLONE_FILES: one table of descriptors. */
  readonly sharesFiles: boolean;
}

/** A process that strace is attached to, with the threads and the sockets it had then. */
export interface Attached {
  readonly process: number;
  readonly threads: readonly number[];
  readonly sockets: readonly HeldSocket[];
  /** When that was. */
  readonly time: Microseconds;
}

/** Threads and processes that are kept at one time; more are not followed. */
const MOST_THREADS = 32_768;

/** The watched program, its threads, and whoever it forked. */
export class Family {
  readonly #byThread = new Map<number, Process>();

  has(thread: number): boolean {
    return this.#byThread.has(thread);
  }

  get(thread: number): Process | undefined {
    return this.#byThread.get(thread);
  }

  processes(): Set<Process> {
    return new Set(this.#byThread.values());
  }

  /** A thread of which nothing was known becomes a process of its own; `undefined` when there are too many. */
  begin(thread: number): Process | undefined {
    return this.#add(thread, { id: thread, threads: new Set(), table: new DescriptorTable() });
  }

  /** A process that was there before. */
  attach({ process, threads }: Attached): Process | undefined {
    const owner = this.begin(process);
    if (owner) for (const thread of threads) this.#add(thread, owner);
    return owner;
  }

  /** A child, with its parent's descriptors: the same, or copies. */
  fork(parent: Process, child: number, { isThread, sharesFiles }: Sharing): void {
    if (isThread) {
      this.#add(child, parent);
      return;
    }
    if (this.#byThread.size >= MOST_THREADS) return;
    if (sharesFiles) parent.table.users += 1;
    const table = sharesFiles ? parent.table : parent.table.copy();
    this.#add(child, { id: child, threads: new Set(), table });
  }

  /** Gives a process a table of its own, where it shares one (unshare(2), execve(2)). */
  unshare(owner: Process): void {
    if (owner.table.users === 1) return;
    owner.table.users -= 1;
    owner.table = owner.table.copy();
  }

  /**
   * A thread has ended; its process, when it was the last one. The process's descriptors are its owner's to close, where nobody else has
   * them.
   */
  end(thread: number): Process | undefined {
    const owner = this.#byThread.get(thread);
    this.#byThread.delete(thread);
    owner?.threads.delete(thread);
    return owner?.threads.size === 0 ? owner : undefined;
  }

  #add(thread: number, owner: Process): Process | undefined {
    if (this.#byThread.size >= MOST_THREADS) return undefined;
    owner.threads.add(thread);
    this.#byThread.set(thread, owner);
    return owner;
  }
}
