import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** How a program that watches for us ended. */
export interface ToolEnd {
  /** `undefined` when a signal ended it. */
  readonly status: number | undefined;
  /** The last of what it said on stderr. */
  readonly said: string;
}

/** Characters of stderr that are kept. */
const MOST_SAID = 4096;

/**
 * A program that runs beside us: tcpdump, ss, nft. In a session of its own, so that Ctrl-C is for us to answer; and the kernel ends it should
 * we be killed (PR_SET_PDEATHSIG, set by setpriv(1) where that is to be had).
 */
export class Tool {
  readonly output: Readable;
  /** Resolves when it has ended and all its output was read. Never rejects. */
  readonly ended: Promise<ToolEnd>;
  readonly #child: ChildProcess;
  readonly #listeners: ((said: string) => void)[] = [];
  #said = '';

  /** Use `startTool`. */
  constructor(child: ChildProcess, output: Readable, errors: Readable) {
    this.#child = child;
    this.output = output;
    errors.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
    this.ended = new Promise((resolve) => {
      child.once('error', ({ message }) => resolve({ status: undefined, said: message }));
      child.once('close', (status) =>
        resolve({ status: status ?? undefined, said: this.#said.trim() }),
      );
    });
  }

  /** Resolves with true once it has said something, or with false when it ended before. */
  said(wanted: RegExp): Promise<boolean> {
    return new Promise((resolve) => {
      const listen = () => wanted.test(this.#said) && resolve(true);
      this.#listeners.push(listen);
      listen();
      void this.ended.then(() => resolve(false));
    });
  }

  /** Asks it to end; nothing happens when it has. */
  stop(signal: NodeJS.Signals = 'SIGINT'): void {
    this.#child.kill(signal);
  }

  /** Does not keep this program alive any more. */
  unref(): void {
    this.#child.unref();
  }

  #hear(text: string): void {
    this.#said = (this.#said + text).slice(-MOST_SAID);
    for (const listener of this.#listeners) listener(this.#said);
  }
}

/**
 * An ordinary user's PATH leaves out where administrators' programs are. What is missing ends with 127, as in any shell. setpriv(1) has the
 * kernel send the signal when we are gone; it comes last, for a change of credentials would undo it (PR_SET_PDEATHSIG(2const)).
 */
const START = `
PATH="$PATH:/usr/sbin:/sbin"
command -v "$1" >/dev/null || exit 127
command -v setpriv >/dev/null && exec setpriv --pdeathsig KILL -- "$@"
exec "$@"
`;

/** Whether a program was not there at all. */
export function isMissing({ status }: ToolEnd): boolean {
  return status === NOT_FOUND;
}
const NOT_FOUND = 127;

/** Starts a program with stdout and stderr read by us. One that is not installed ends at once, with `isMissing`. */
export function startTool(name: string, args: readonly string[]): Tool {
  const child = spawn('sh', ['-c', START, 'sh', name, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  return new Tool(child, child.stdout, child.stderr);
}
