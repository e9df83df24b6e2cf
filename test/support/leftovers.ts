import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** Marks all processes that a program starts, and those that they start: by their environment. */
export class Mark {
  readonly #name = 'SOCKETS_TEST_MARK';
  readonly #value = randomUUID();

  /** What the program has to be given. */
  get env(): Readonly<Record<string, string>> {
    return { [this.#name]: this.#value };
  }

  /** The command lines of those that still run, without those that have ended and wait to be noticed. */
  running(): string[] {
    return this.processes().map(({ command }) => command);
  }

  /** Those that still run. */
  processes(): { readonly pid: number; readonly command: string }[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => read(pid, 'environ').includes(`${this.#name}=${this.#value}\0`))
      .map((pid) => ({
        pid: Number(pid),
        command: read(pid, 'cmdline').replaceAll('\0', ' ').trim(),
      }))
      .filter(({ command }) => command !== '');
  }
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended, or is not ours
  }
}
