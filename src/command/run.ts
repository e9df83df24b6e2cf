import { CommanderError } from 'commander';
import { SocketsError } from '../error.ts';
import { Screen } from '../terminal/screen.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { LANGUAGES, languageOf, loadText } from '../text/text.ts';
import { COMMAND_ALIASES, COMMAND_NAMES } from '../text/wording.ts';
import { type Action, COLOR_MODES, type Context } from './context.ts';
import { withBarePage } from './page/bare-page.ts';
import { pageOf } from './page/behind-page.ts';
import { makeProgram } from './program.ts';

/** Runs one command line; the exit status is its result. Never ends the process. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<number> {
  // Known before the options are parsed, for their descriptions and errors need them.
  const dashes = args.indexOf('--');
  const ours = dashes < 0 ? args : args.slice(0, dashes);
  const language = oneOf(LANGUAGES, valueGiven('--lang', ours)) ?? languageOf(terminal.environment);
  const context: Context = {
    terminal,
    text: await loadText(language),
    color: oneOf(COLOR_MODES, valueGiven('--color', ours)) ?? 'auto',
    behindDashes: dashes < 0 ? undefined : args.slice(dashes + 1),
    version,
  };
  try {
    const action = await parse(args, context);
    return action ? await action() : 0;
  } catch (error) {
    if (!(error instanceof SocketsError)) throw error;
    await report(error, context);
    return error.exitStatus;
  }
}

async function parse(args: readonly string[], context: Context): Promise<Action | undefined> {
  let action: Action | undefined;
  const program = await makeProgram(context, wantedBy(args), (chosen) => {
    action = chosen;
  });
  try {
    await program.parseAsync([...withBarePage(args)], { from: 'user' });
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

async function report(error: SocketsError, context: Context): Promise<void> {
  const [{ addFacts }, { reportLines }, { styleOn }] = await Promise.all([
    import('./add-facts.ts'),
    import('./report.ts'),
    import('./style-on.ts'),
  ]);
  const { terminal, text } = context;
  const page = pageOf(context);
  const facts = await addFacts(error, page && new URL(page).host);
  const style = styleOn('error', context);
  const screen = new Screen(terminal.writeError);
  screen.print(reportLines(facts, text, style, terminal.columns()));
  await screen.flushed();
}

function oneOf<Choice extends string>(
  choices: readonly Choice[],
  value: string | undefined,
): Choice | undefined {
  return choices.find((choice) => choice === value);
}

function valueGiven(flag: string, args: readonly string[]): string | undefined {
  const at = args.indexOf(flag);
  if (at >= 0) return args[at + 1];
  return args.find((arg) => arg.startsWith(`${flag}=`))?.slice(flag.length + 1);
}

/** The commands to define: only the one that is typed, but `completion` tells of all. */
function wantedBy(args: readonly string[]): readonly string[] {
  const [wanted] = args.flatMap((arg) => COMMAND_NAMES.find(named(arg)) ?? []);
  if (wanted === 'completion') return COMMAND_NAMES;
  return wanted === undefined ? [] : [wanted];
}

function named(arg: string): (name: string) => boolean {
  return (name) => name === arg || name === COMMAND_ALIASES[arg];
}
