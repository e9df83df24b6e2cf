import { LineReader } from './line-reader.ts';

/** `1234 1700000000.000001 read(3<UNIX-STREAM:[…]>, …`: the thread, and the call. */
const CALL = /^(\d+) +[\d.]+ +(\w+)\((\d+)</;
const BY = /^(\d+) /;
const RESUMED = /^(\d+) +[\d.]+ +<\.\.\. (\w+) resumed>/;

/**
 * Leaves out of strace's output how the traced program reads that very output from a descriptor: each reading would be a line more to
 * read, for ever. `push` gives the lines that are left, cut anywhere as they come in.
 */
export class OwnLines {
  readonly #descriptor: string;
  readonly #lines = new LineReader();
  /** Threads within such a call, whose rest comes in another line. */
  readonly #within = new Set<string>();

  #process: number | undefined;

  constructor(descriptor: number) {
    this.#descriptor = String(descriptor);
  }

  /** The process that is traced: the first line is of its first call, and begins with its number. */
  get process(): number | undefined {
    return this.#process;
  }

  /** The lines that end in `chunk` and are not our own, each with its newline. */
  push(chunk: Uint8Array): string {
    let left = '';
    for (const { text } of this.#lines.push(chunk)) {
      if (!this.#isOurs(text)) left += `${text}\n`;
    }
    return left;
  }

  #isOurs(line: string): boolean {
    const [, by] = BY.exec(line) ?? [];
    if (by !== undefined) this.#process ??= Number(by);
    const [, resumedBy = ''] = RESUMED.exec(line) ?? [];
    if (resumedBy !== '') return this.#within.delete(resumedBy);
    const [, thread = '', , descriptor] = CALL.exec(line) ?? [];
    if (descriptor !== this.#descriptor) return false;
    if (line.endsWith('<unfinished ...>')) this.#within.add(thread);
    return true;
  }
}
