import type { StraceLine } from './strace-line.ts';

/** Threads whose lines wait at one time, and lines of one. */
const MOST_NEWBORN = 256;
const MOST_LINES = 4096;

/**
 * Holds back the lines of a child that come before its parent's fork(2) has returned and told the child's number: with vfork(2) they
 * always do. Until then nobody knows whose descriptors the child has.
 */
export class NewbornLines {
  readonly #parents = new Set<number>();
  readonly #lines = new Map<number, StraceLine[]>();

  /** Whether a thread is within fork(2), clone(2) or vfork(2). */
  get isExpecting(): boolean {
    return this.#parents.size > 0;
  }

  expect(parent: number): void {
    this.#parents.add(parent);
  }

  /** The parent's call has returned, or the parent is gone. */
  arrived(parent: number): void {
    this.#parents.delete(parent);
  }

  /** Keeps a line of a thread nobody knows; `false` when it is nobody's child, and may be taken as it is. */
  hold(line: StraceLine): boolean {
    if (!this.isExpecting) return false;
    const lines = this.#lines.get(line.pid) ?? [];
    if (lines.length === 0 && this.#lines.size >= MOST_NEWBORN) return false;
    if (lines.length < MOST_LINES) lines.push(line);
    this.#lines.set(line.pid, lines);
    return true;
  }

  /** The lines of a child that is known now. */
  release(child: number): readonly StraceLine[] {
    const lines = this.#lines.get(child) ?? [];
    this.#lines.delete(child);
    return lines;
  }

  /** All lines: no parent is left who could have made these threads. */
  releaseAll(): readonly StraceLine[] {
    const lines = [...this.#lines.values()].flat();
    this.#lines.clear();
    this.#parents.clear();
    return lines;
  }
}
