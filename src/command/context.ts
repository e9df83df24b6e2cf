import type { Terminal } from '../terminal/terminal.ts';
import type { Text } from '../text/text.ts';

/** When to colour. */
export const COLOR_MODES = ['auto', 'always', 'never'] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

/** What every command is given. */
export interface Context {
  readonly terminal: Terminal;
  readonly text: Text;
  /** Whether to colour: known before the options are parsed, for their errors and help have colours, too. */
  readonly color: ColorMode;
  /** What stands behind `--` in the command line. `undefined`: there are no two dashes. */
  readonly behindDashes: readonly string[] | undefined;
  /** What `sockets --version` prints. */
  readonly version: string;
}

/** Does a command's work; the exit status is its result. Throws SocketsError. */
export type Action = () => Promise<number>;
