import { SocketsError } from '../../error.ts';
import { systemError } from '../../system/failure.ts';
import type { Instead } from '../../terminal/run-instead.ts';
import { Screen } from '../../terminal/screen.ts';
import { wrap } from '../../view/columns.ts';
import type { Context } from '../context.ts';
import { styleOn } from '../style-on.ts';

/** Says some lines on stderr before something else takes our place on the terminal: the first of them stands out. */
export async function sayFirst(context: Context, lines: readonly string[]): Promise<void> {
  const columns = context.terminal.columns();
  const style = styleOn('error', context);
  const screen = new Screen(context.terminal.writeError);
  for (const [i, line] of lines.entries()) {
    const rows = columns === undefined ? [line] : wrap(line, columns);
    screen.print(i === 0 ? rows.map(style.strong) : rows);
  }
  await screen.flushed();
}

/** The exit status of a program that the user has named. Throws `not-runnable`. */
export async function statusOf({ status }: Instead, program = ''): Promise<number> {
  try {
    return await status;
  } catch (cause) {
    const { code } = systemError(cause);
    throw new SocketsError('usage', 'not-runnable', { program, code }, { cause });
  }
}
