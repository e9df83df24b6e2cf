import type { Command } from 'commander';
import type { Action, Context } from '../context.ts';
import { pageOf } from './behind-page.ts';

/** What a command is to do: with `--page`, to open the page first, and to run itself again behind it. */
export function atPage(command: Command, context: Context, action: Action): Action {
  const { page } = command.opts<{ readonly page?: number }>();
  if (page === undefined || pageOf(context) !== undefined) return action;
  const title = ['sockets', command.name(), ...command.args].join(' ');
  return async () => (await import('./show-run.ts')).showRun({ port: page, title }, context);
}
