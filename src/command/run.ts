import { CommanderError } from 'commander';
import { SocketsError } from '../error.ts';
import { Screen } from '../terminal/screen.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { LANGUAGES, languageOf, loadText } from '../text/text.ts';
import { COMMAND_NAMES } from '../text/wording.ts';
import type { Action, Context } from './context.ts';
import { makeProgram } from './program.ts';

/** Runs one command line; the exit status is its result. Never ends the process. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<number> {
  const text = await loadText(languageAsked(args) ?? languageOf(terminal.environment));
  const context: Context = { terminal, text, version };
  try {
    const action = await parse(args, context);
    return action ? await action() : 0;
  } catch (error) {
    if (!(error instanceof SocketsError)) throw error;
    await report(error, context, args);
    return error.exitStatus;
  }
}

async function parse(args: readonly string[], context: Context): Promise<Action | undefined> {
  let action: Action | undefined;
  const program = await makeProgram(context, wantedBy(args), (chosen) => {
    action = chosen;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.help') program.outputHelp();
    else if (error.exitCode !== 0) {
      const { fromCommander } = await import('./from-commander.ts');
      throw fromCommander(error);
    }
  }
  return action;
}

async function report(
  error: SocketsError,
  context: Context,
  args: readonly string[],
): Promise<void> {
  const [{ addFacts }, { reportLines }, { makeStyle }, { colorLevel }] = await Promise.all([
    import('./add-facts.ts'),
    import('./report.ts'),
    import('../view/style.ts'),
    import('./color-level.ts'),
  ]);
  const { terminal, text } = context;
  const color = valueGiven('--color', args);
  const known = color === 'never' || color === 'always' ? color : 'auto';
  const style = makeStyle(colorLevel(terminal, known));
  const screen = new Screen(terminal.writeError);
  screen.print(reportLines(await addFacts(error), text, style, terminal.columns()));
  await screen.flushed();
}

/** The language asked for, known before the options are parsed: their very descriptions are in it. */
function languageAsked(args: readonly string[]) {
  const asked = valueGiven('--lang', args);
  return LANGUAGES.find((language) => language === asked);
}

function valueGiven(flag: string, args: readonly string[]): string | undefined {
  const at = args.indexOf(flag);
  if (at >= 0) return args[at + 1];
  return args.find((arg) => arg.startsWith(`${flag}=`))?.slice(flag.length + 1);
}

/** The commands to define: only the one that is typed, but `completion` tells of all. */
function wantedBy(args: readonly string[]): readonly string[] {
  const wanted = args.filter(isCommandName).slice(0, 1);
  return wanted.includes('completion') ? COMMAND_NAMES : wanted;
}

function isCommandName(arg: string): boolean {
  return COMMAND_NAMES.some((name) => name === arg);
}
