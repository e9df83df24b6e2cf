import { BINARY, RunningProcess, type StartOptions } from './sockets-process.ts';

export interface TerminalOptions extends StartOptions {
  readonly columns?: number;
  readonly rows?: number;
}

/** A program in a pseudo-terminal of its own: script(1) types what we write and shows us its screen. */
export class InTerminal extends RunningProcess {
  constructor(args: readonly string[], { columns = 100, rows = 30, ...options }: TerminalOptions) {
    const command = [process.execPath, BINARY, ...args].map(quoted).join(' ');
    const line = `stty cols ${columns} rows ${rows}; exec ${command}`;
    super('script', ['-qfec', line, '/dev/null'], options);
  }

  /** A line and Enter. */
  type(line: string): void {
    this.write(`${line}\r`);
  }

  interrupt(): void {
    this.write('\x03');
  }

  /** All that was shown and not erased again. */
  get screen(): string {
    return withoutControls(this.stdout.toString());
  }

  /** Resolves when the line editor waits for a line. */
  async ready(): Promise<void> {
    await this.untilOutput(/> /);
  }
}

/** Starts `sockets` in a pseudo-terminal. */
export function startInTerminal(
  args: readonly string[],
  options: TerminalOptions = {},
): InTerminal {
  return new InTerminal(args, options);
}

/** What is left to see of lines that were erased and drawn again: no ECMA-48 control sequences, no carriage returns. */
export function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const drawn = text.replace(/[^\n]*(?:\r|\x1b\[1G)\x1b\[0?J/g, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return drawn.replace(/\x1b\[[0-?]*[ -/]*[@-~]|\r/g, '');
}

/** A word as sh reads it back. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
