import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { within } from './deadline.ts';

/** The built program, as a user's shell runs it. */
export const BINARY = fileURLToPath(new URL('../../dist/bin/sockets.js', import.meta.url));

/** How a program ended: by itself with a status, or by a signal. */
export interface Exit {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** All a program said until it ended. */
export interface Finished extends Exit {
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface StartOptions {
  /** Changes to the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: a pipe, which `write` and `endInput` feed. `ignore`: the null device. */
  readonly stdin?: 'pipe' | 'ignore';
  /** A program that runs the program, with its arguments: `['setpriv', '--reuid', '65534']`. */
  readonly through?: readonly string[];
  /** How long to wait for its end, ms: for a program that waits for the kernel's timers. */
  readonly patience?: number;
}

/** A running program: what it has said, and what it was waited for. Disposing ends it, and no other. */
export class RunningProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  readonly #stdout: Buffer[] = [];
  readonly #stderr: Buffer[] = [];
  readonly #watchers = new Set<() => void>();
  readonly #patience: number | undefined;
  #ended = false;

  constructor(command: string, args: readonly string[], options: StartOptions = {}) {
    const { env, stdin = 'pipe', patience } = options;
    this.#patience = patience;
    const stdio = [stdin, 'pipe', 'pipe'] as const;
    const environment = { ...process.env, COLUMNS: undefined, ...env };
    this.#child = spawn(command, args, { env: environment, stdio: [...stdio] });
    this.#closed = once(this.#child, 'close');
    this.#closed.catch(() => undefined); // whoever waits for it is told
    // A program may end before it has read all its input.
    this.#child.stdin?.on('error', () => undefined);
    this.#collect(this.#child.stdout, this.#stdout);
    this.#collect(this.#child.stderr, this.#stderr);
    this.#child.on('close', () => {
      this.#ended = true;
      this.#look();
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get stdout(): Buffer {
    return Buffer.concat(this.#stdout);
  }

  get stderr(): string {
    return Buffer.concat(this.#stderr).toString();
  }

  /** Resolves when the program has ended and all it said has been read. */
  get exited(): Promise<Exit> {
    const end = this.#exit();
    return within(end, 'end of the program', () => this.#everything(), this.#patience);
  }

  /** The port of its `listening on 127.0.0.1:PORT`, or `receiving on`. */
  get port(): Promise<number> {
    return this.untilError(/(?:listening|receiving) on \S+:(\d+)/).then(([, port]) => Number(port));
  }

  /** Resolves when stderr matches. */
  untilError(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#until(pattern, () => this.stderr);
  }

  /** Resolves when stdout matches. */
  untilOutput(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#until(pattern, () => this.stdout.toString());
  }

  /** Resolves when stdout has so many octets. */
  async untilOctets(count: number): Promise<Buffer> {
    await this.#untilTrue(`${count} octets`, () => this.stdout.length >= count);
    return this.stdout;
  }

  write(input: string | Uint8Array): void {
    this.#child.stdin?.write(input);
  }

  endInput(input: string | Uint8Array = ''): void {
    this.#child.stdin?.end(input);
  }

  /** Reads no more of its stdout, as `head` does when it has enough. */
  closeOutput(): void {
    this.#child.stdout?.destroy();
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** How it ended, and all it said. */
  async finished(): Promise<Finished> {
    const exit = await this.exited;
    return { ...exit, stdout: this.stdout, stderr: this.stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) this.#child.kill('SIGKILL');
    await this.#closed.catch(() => undefined);
  }

  async #exit(): Promise<Exit> {
    await this.#closed;
    return { status: this.#child.exitCode, signal: this.#child.signalCode };
  }

  async #until(pattern: RegExp, text: () => string): Promise<RegExpExecArray> {
    let match: RegExpExecArray | null = null;
    await this.#untilTrue(String(pattern), () => {
      match = pattern.exec(text());
      return match !== null;
    });
    if (match === null) throw new Error(`${pattern} was there, and is not`);
    return match;
  }

  async #untilTrue(wanted: string, holds: () => boolean): Promise<void> {
    let look: () => void = () => undefined;
    const fact = new Promise<void>((resolve, reject) => {
      look = () => {
        if (holds()) resolve();
        else if (this.#ended) {
          reject(new Error(`no ${wanted} before its end; saw:\n${this.#everything()}`));
        }
      };
    });
    this.#watchers.add(look);
    look();
    try {
      await within(fact, wanted, () => this.#everything());
    } finally {
      this.#watchers.delete(look);
    }
  }

  #collect(stream: NodeJS.ReadableStream | null, chunks: Buffer[]): void {
    stream?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      this.#look();
    });
  }

  #look(): void {
    for (const look of this.#watchers) look();
  }

  #everything(): string {
    const { exitCode, signalCode } = this.#child;
    return `--- stdout\n${this.stdout}\n--- stderr\n${this.stderr}\n--- status ${exitCode ?? signalCode ?? 'none yet'}`;
  }
}

/** Starts any program. */
export function startProgram(
  command: string,
  args: readonly string[] = [],
  options?: StartOptions,
): RunningProcess {
  return new RunningProcess(command, args, options);
}

/** Starts `sockets` with these arguments. */
export function startSockets(args: readonly string[], options: StartOptions = {}): RunningProcess {
  const [command = process.execPath, ...rest] = [
    ...(options.through ?? []),
    process.execPath,
    BINARY,
    ...args,
  ];
  return startProgram(command, rest, options);
}

/** Runs `sockets` to its end. `input` is its whole standard input; without it, there is none. */
export async function runSockets(
  args: readonly string[],
  { input, ...options }: StartOptions & { readonly input?: string | Uint8Array } = {},
): Promise<Finished> {
  await using running = startSockets(args, options);
  running.endInput(input);
  return await running.finished();
}
