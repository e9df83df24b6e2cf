import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import process from 'node:process';
import type { Readable } from 'node:stream';

/** How another program runs beside us, and whose its output is. */
export interface BesideOptions {
  /** Changes to our environment; `undefined` takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** `ours`: it writes where we do; `error`: on our stderr; `read`: it is given to us. */
  readonly output: 'ours' | 'error' | 'read';
  readonly errors: 'ours' | 'read';
}

/** A program beside us, with our stdin and our terminal. */
export interface Beside {
  /** Its exit status; 128 and the signal's number when one ended it (sh(1)). Rejects when it could not be started. */
  readonly status: Promise<number>;
  /** What it writes on descriptor 3. */
  readonly told: Readable;
  /** Present where they are read. */
  readonly output?: Readable;
  readonly errors?: Readable;
  /** Ends it at once. */
  kill(): void;
}

const STDERR = 2;

/** The kernel ends it when we are gone (PR_SET_PDEATHSIG(2const)), where setpriv(1) is to be had. */
const START = `
command -v setpriv >/dev/null && exec setpriv --pdeathsig KILL -- "$@"
exec "$@"
`;

/** The command line of a program that does not outlive us. Where the kernel cannot see to that, it is the same. */
export function guarded(command: readonly string[]): readonly string[] {
  return process.platform === 'linux' ? ['sh', '-c', START, 'sh', ...command] : command;
}

/** Runs a program beside us. A terminal's Ctrl-C is for both of us: it is in our process group, and reads what is typed. */
export function runBeside(command: readonly string[], options: BesideOptions): Beside {
  const { environment = {}, output, errors } = options;
  const [program = '', ...args] = guarded(command);
  const child = spawn(program, args, {
    stdio: ['inherit', STDOUT[output], errors === 'read' ? 'pipe' : 'inherit', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const status = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + numberOf(signal)));
  });
  const told = child.stdio[3];
  if (!told || !('read' in told)) throw new Error('no descriptor to read from');
  return {
    ...{ status, told, kill: () => void child.kill('SIGKILL') },
    ...(child.stdout && { output: child.stdout }),
    ...(child.stderr && { errors: child.stderr }),
  };
}

const STDOUT = { ours: 'inherit', error: STDERR, read: 'pipe' } as const;

function numberOf(signal: NodeJS.Signals | null): number {
  return signal ? constants.signals[signal] : 0;
}

/** Sends a process a signal by its number; nothing happens when it has ended, or is not ours to end. */
export function signalProcess(id: number, signal: number): void {
  try {
    process.kill(id, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/** Whether a terminal's Ctrl-C reaches us, and whoever we run: its foreground process group is ours (proc_pid_stat(5)). */
export function isInForeground(): boolean {
  try {
    const behindName = readFileSync('/proc/self/stat', 'latin1').replace(/^.*\) /s, '');
    const [, , group, , , foreground] = behindName.split(' ');
    return group === foreground;
  } catch {
    return false;
  }
}
