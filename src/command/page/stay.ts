import type { Context } from '../context.ts';

/**
 * Resolves when the user has seen enough of a run that is over: at Ctrl-C; and where no terminal shows what we say, at the end of input, too, so
 * that a script goes on.
 */
export async function stay({ terminal }: Context): Promise<void> {
  const { input, errorIsTerminal } = terminal;
  let signals: Disposable | undefined;
  await new Promise<void>((resolve) => {
    signals = terminal.onSignal(() => resolve());
    if (errorIsTerminal) return;
    input.once('close', resolve).once('end', resolve).once('error', resolve).resume();
  });
  signals?.[Symbol.dispose]();
  input.destroy();
}
