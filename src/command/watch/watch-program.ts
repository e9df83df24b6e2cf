import { constants } from 'node:os';
import { PassThrough } from 'node:stream';
import { now } from '../../event/clock.ts';
import { PREPARING, watchedByStrace } from '../../observe/syscall/strace-command.ts';
import type { SyscallLane } from '../../observe/syscall/syscall-lane.ts';
import type { Beside, BesideOptions } from '../../terminal/run-beside.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { Context } from '../context.ts';
import { PAGE } from '../page/behind-page.ts';
import { mayRun, mayWatch } from './may-watch.ts';
import { levelOf, openWatch, type WatchOptions } from './open-watch.ts';
import { quoteOutput } from './quote-output.ts';

const { SIGINT, SIGTERM, SIGKILL } = constants.signals;

/** Runs a program, and tells what it does with sockets until the last of its processes has ended. Its exit status. */
export async function watchProgram(
  command: readonly [string, ...string[]],
  options: WatchOptions,
  context: Context,
): Promise<number> {
  const { terminal } = context;
  const { PATH } = terminal.environment;
  mayRun(command[0], PATH);
  await mayWatch();
  const lines = new PassThrough();
  const what = { inherited: 'but-standard', preparing: PREPARING } as const;
  await using watch = await openWatch(lines, what, options, context);
  const { output, lane } = watch;
  const traced = watchedByStrace(command, levelOf(options), newMark());
  const { environment, ...outputs } = outputsOf(options, terminal);
  // Should the program be of ours, too, this page is not its own.
  const beside = terminal.runBeside(traced, {
    ...outputs,
    environment: { ...environment, [PAGE]: undefined },
  });
  beside.told.pipe(lines);
  const quoted = [beside.output, beside.errors].map(
    (source) => source && quoteOutput(source, output),
  );
  const signals = new Signals(beside, lane, terminal);
  using _listening = terminal.onSignal((signal) => signals.take(signal));
  output.stopped.addEventListener('abort', () => signals.take(SIGTERM));
  const status = await beside.status;
  await Promise.all(quoted);
  await watch.conclude();
  return signals.early === undefined ? status : 128 + signals.early;
}

/**
 * Where the program's own output goes. What is on the screen beside the trace is read, and shown among the steps; what is in a file or a pipe is
 * the program's alone. With `--json` stdout is the trace's.
 */
function outputsOf({ json, quiet }: WatchOptions, terminal: Terminal): BesideOptions {
  if (json) return { output: 'error', errors: 'ours' };
  if (quiet) return { output: 'ours', errors: 'ours' };
  if (!terminal.outputIsTerminal || !terminal.errorIsTerminal) {
    return { output: 'ours', errors: 'read' };
  }
  // Python keeps what it prints to itself where it prints to no terminal.
  return { output: 'read', errors: 'read', environment: { PYTHONUNBUFFERED: '1' } };
}

/** Letters and digits that no other run has. */
function newMark(): string {
  return `${now().toString(36)}${Math.random().toString(36).slice(2)}`;
}

/** What is meant for the program is passed on to it. */
class Signals {
  readonly #beside: Beside;
  readonly #lane: SyscallLane;
  readonly #terminal: Terminal;
  #ends = 0;
  #early: number | undefined;

  constructor(beside: Beside, lane: SyscallLane, terminal: Terminal) {
    this.#beside = beside;
    this.#lane = lane;
    this.#terminal = terminal;
  }

  /** The signal that came before the program had begun: there will be none. */
  get early(): number | undefined {
    return this.#early;
  }

  /** Passes a signal on: to the first process, or to whoever is left of those it made. The second SIGTERM ends them all. */
  take(signal: number): void {
    if (signal === SIGINT && this.#terminal.isInForeground()) return; // from the terminal, to all of us
    if (!this.#lane.begun) {
      this.#early = signal;
      this.#beside.kill();
      return;
    }
    const { first, alive } = this.#lane.processes;
    if (signal !== SIGINT) this.#ends += 1;
    const isLast = this.#ends > 1;
    const meant = first !== undefined && alive.includes(first) && !isLast ? [first] : alive;
    for (const id of meant) this.#terminal.signalProcess(id, isLast ? SIGKILL : signal);
  }
}
