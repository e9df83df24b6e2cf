import type { SyscallFact } from './syscall-fact.ts';

/** A process that is watched. */
export interface ProcessSeen {
  readonly id: number;
  /** Who made it; absent of the first, and of one whose beginning was not seen. */
  readonly parent?: number;
  /** The program it runs, as execve(2) was given it; its parent's until it runs another. */
  readonly program?: string;
}

/** Processes that are kept at one time. */
const MOST = 32_768;

/** Who is alive of the processes that are watched, and who made whom. Pure. */
export class ProcessesSeen {
  readonly #alive = new Map<number, ProcessSeen>();
  #first: number | undefined;

  /** The process with which it began. */
  get first(): number | undefined {
    return this.#first;
  }

  get alive(): readonly number[] {
    return [...this.#alive.keys()];
  }

  get(id: number): ProcessSeen | undefined {
    return this.#alive.get(id);
  }

  /** Takes what strace saw, in its order. */
  take(fact: SyscallFact): void {
    const { process: id } = fact;
    this.#first ??= id;
    if (fact.type === 'exit') {
      this.#alive.delete(id);
      return;
    }
    if (!this.#alive.has(id) && fact.type !== 'gone') this.#keep({ id });
    if (fact.type === 'exec') this.#keep({ ...this.#alive.get(id), id, program: fact.path });
    if (fact.type !== 'fork' || fact.isThread) return;
    const { program } = this.#alive.get(id) ?? {};
    this.#keep({ id: fact.child, parent: id, ...(program !== undefined && { program }) });
  }

  #keep(one: ProcessSeen): void {
    if (this.#alive.has(one.id) || this.#alive.size < MOST) this.#alive.set(one.id, one);
  }
}
