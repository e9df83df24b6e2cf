import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { guarded } from './run-beside.ts';

/** How another program takes our place on the terminal. */
export interface InsteadOptions {
  /** Changes to our environment; `undefined` takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** A tracer writes to us on descriptor 4, and what we hand on of that its program reads from descriptor 3. */
  readonly traced?: boolean;
  /**
   * There is a program between us that passes no signal on: the names of those that are meant for it come on its descriptor 3, a line
   * each.
   */
  readonly told?: boolean;
  /** The program writes on descriptor 5 what a page shows of it, and we read that; or it goes on to who reads what we write there. */
  readonly page?: 'read' | 'handed-on' | undefined;
}

/** The descriptor on which a program tells what a page shows of its run: behind its tracer's. */
export const PAGE_DESCRIPTOR = 5;

/** A program in our place. */
export interface Instead {
  /** Its exit status; 128 and the signal's number when one ended it (sh(1)). Rejects when it could not be started. */
  readonly status: Promise<number>;
  /** Present when `traced`: what the tracer writes, and where the program reads. */
  readonly calls?: Readable;
  readonly lane?: Writable;
  /** Present when `page` is `read`: what the program writes there. */
  readonly feed?: Readable;
  /** Sends it a signal. Nothing happens when it has ended. */
  kill(signal: NodeJS.Signals): void;
  /** Has signals sent to this process, the one that is traced; those that came before this is known, too. */
  begun(id: number): void;
}

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program on our terminal, with our stdin and stdout. Signals meant for both of us are left to it: Ctrl-C reaches it from the
 * terminal itself, and where there is none, it is passed on.
 */
export function runInstead(command: readonly string[], options: InsteadOptions = {}): Instead {
  const { environment = {}, traced = false, told = false, page } = options;
  const env = { ...process.env, ...environment };
  const [program = '', ...args] = page === 'read' ? guarded(command) : command;
  const child = spawn(program, args, { stdio: stdioOf(options), env });
  // All are sockets, whichever way we use them.
  const [, , , lane, calls] = child.stdio;
  const feed = child.stdio.at(PAGE_DESCRIPTOR);
  lane?.on('error', () => undefined); // The program has ended, and reads no more.
  // A tracer keeps signals from itself, and passes none on.
  let its: number | undefined;
  const waiting: NodeJS.Signals[] = [];
  const kill = (signal: NodeJS.Signals) => {
    if (told && lane && 'write' in lane) lane.write(`${signal}\n`);
    else if (its !== undefined) send(its, signal);
    else if (traced) waiting.push(signal);
    else child.kill(signal);
  };
  const begun = (id: number) => {
    its = id;
    for (const signal of waiting.splice(0)) kill(signal);
  };
  const status = statusOf(child, traced || page === 'read' ? 'close' : 'exit', kill);
  return {
    ...{ status, kill, begun },
    ...(page === 'read' && feed && 'read' in feed && { feed }),
    ...(traced && calls && 'read' in calls && { calls }),
    ...(traced && lane && 'write' in lane && { lane }),
  };
}

function stdioOf({ traced, told, page }: InsteadOptions): StdioOptions {
  const lane = traced || told ? 'pipe' : 'ignore';
  const feed = page === 'read' ? 'pipe' : page === 'handed-on' ? PAGE_DESCRIPTOR : 'ignore';
  return ['inherit', 'inherit', 'inherit', lane, traced ? 'pipe' : 'ignore', feed];
}

function send(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch {
    // It has ended.
  }
}

function statusOf(
  child: ChildProcess,
  end: 'close' | 'exit',
  kill: (signal: NodeJS.Signals) => void,
): Promise<number> {
  const handlers = PASSED_ON.map((name) => {
    const handler = () => {
      if (name !== 'SIGINT' || !onTerminal()) kill(name);
    };
    process.on(name, handler);
    return { name, handler };
  });
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once(end, (code: number | null, signal: NodeJS.Signals | null) =>
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)),
    );
  }).finally(() => {
    for (const { name, handler } of handlers) process.off(name, handler);
  });
}

/** Whether Ctrl-C reaches whoever runs with us: one of our streams is the terminal it is typed on. */
function onTerminal(): boolean {
  const { stdin, stdout, stderr } = process;
  return [stdin, stdout, stderr].some(({ isTTY }) => isTTY);
}
