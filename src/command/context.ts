import type { Terminal } from '../terminal/terminal.ts';
import type { Text } from '../text/text.ts';

/** What every command is given. */
export interface Context {
  readonly terminal: Terminal;
  readonly text: Text;
  /** What `sockets --version` prints. */
  readonly version: string;
}

/** Does a command's work; the exit status is its result. Throws SocketsError. */
export type Action = () => Promise<number>;
