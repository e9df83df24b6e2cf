import type { Readable, Writable } from 'node:stream';
import type { SocketsError } from '../error.ts';
import type { Key } from './keys.ts';
import type { Beside, BesideOptions } from './run-beside.ts';
import type { Instead, InsteadOptions } from './run-instead.ts';

/** What the toolkit knows of the world it runs in: streams, their kinds, the environment, the user's signals. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  /** Whether each is a terminal that a person looks at, and not a file or a pipe. */
  readonly inputIsTerminal: boolean;
  readonly outputIsTerminal: boolean;
  readonly errorIsTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How wide the terminal is now; where there is none, what COLUMNS says, or `undefined`. */
  columns(): number | undefined;
  /** Rows and columns of the terminal that stdout is. */
  size(): { readonly rows: number; readonly columns: number };
  /** Calls back when that has changed, until disposed. */
  onResize(listener: () => void): Disposable;
  /** Calls back at each key, which is not shown and waits for no line, until disposed: for a terminal alone. Ctrl-C is a key meanwhile. */
  onKey(listener: (key: Key) => void): Disposable;
  /** Minutes east of UTC. */
  readonly offsetMinutes: number;
  /** How many colours there are: 0 none, 1 sixteen, 2 256, 3 all. */
  colorLevel(stream: 'output' | 'error'): 0 | 1 | 2 | 3;
  /** Writes to stderr without keeping the event loop waiting; `done` when it has been taken, or cannot be. */
  writeError(bytes: Uint8Array, done: () => void): void;
  /** The stream a line editor draws on. */
  readonly error: Writable;
  /** Writes all of it to stdout before it returns; false when nobody reads any more. Throws `file-unwritable`. */
  writeOutputNow(bytes: Uint8Array): boolean;
  /** Calls back at each SIGINT, SIGTERM or SIGHUP with its number, until disposed. */
  onSignal(listener: (signal: number) => void): Disposable;
  /** Calls back when stdout takes no more: nobody reads any more (`| head`), or else `failure` says what is wrong with it. */
  onOutputClosed(listener: (failure?: SocketsError) => void): void;
  /** The command line that started this program, as it would be run again: Node, the script, the arguments. */
  readonly program: readonly string[];
  /** The version of Node that runs us, such as 20.19.0. */
  readonly nodeVersion: string;
  /** Runs another program in our place on this terminal. */
  runInstead(command: readonly string[], options?: InsteadOptions): Instead;
  /** Runs another program beside us, on this terminal. */
  runBeside(command: readonly string[], options: BesideOptions): Beside;
  /** Sends a process a signal by its number; nothing happens when it has ended. */
  signalProcess(id: number, signal: number): void;
  /** Whether the terminal's Ctrl-C reaches whoever we run beside us, too. */
  isInForeground(): boolean;
  /** Reads what another process writes to us on a descriptor; does not keep the program alive. */
  readDescriptor(descriptor: number): Readable;
  /** Stops the whole program until a line, or the end, comes on stdin. Ctrl-C ends the program at once. */
  holdUntilEnter(): void;
}
