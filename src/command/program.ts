import { Command, type Help } from 'commander';
import { OPTIONS } from '../text/options.ts';
import type { Text } from '../text/text.ts';
import { COMMAND_ALIASES, COMMAND_NAMES, type CommandName } from '../text/wording.ts';
import { width, wrap } from '../view/columns.ts';
import { COMMANDS, EXAMPLES } from './commands.ts';
import type { Action, Context } from './context.ts';
import { atPage } from './page/at-page.ts';
import { addCommonOptions } from './shared-options.ts';
import { styleOn } from './style-on.ts';

/** How wide help is where there is no terminal. */
const COMFORTABLE = 80;

/** The whole command line. Only the `wanted` commands are defined; the others are there by name. */
export async function makeProgram(
  context: Context,
  wanted: readonly string[],
  perform: (action: Action) => void,
): Promise<Command> {
  const { text, version } = context;
  const program = configured(new Command('sockets'), context)
    .description(text.help.tagline)
    .usage(`<command> [options]`)
    .version(version, OPTIONS.version, text.help.options.version)
    .helpCommand(false)
    .addHelpText('after', `\n${text.help.seeCommand}`);
  addCommonOptions(program, text);
  // Behind the name of the program that is to be watched, options are that program's.
  if (wanted.includes('watch')) program.enablePositionalOptions();
  const columns = context.terminal.columns() ?? COMFORTABLE;
  for (const name of COMMAND_NAMES) {
    const command = configured(new Command(name), context).summary(text.help.summaries[name]);
    command.aliases(
      Object.keys(COMMAND_ALIASES).filter((other) => COMMAND_ALIASES[other] === name),
    );
    program.addCommand(command);
    if (!wanted.includes(name)) continue;
    const define = await COMMANDS[name]();
    command
      .description(text.help.descriptions[name])
      .addHelpText('after', () => afterHelp(name, text, columns));
    define(command, context, (action) => perform(atPage(command, context, action)));
  }
  return program;
}

function configured(command: Command, context: Context): Command {
  const { terminal, text } = context;
  return command
    .exitOverride()
    .configureOutput({
      writeOut: (help) => terminal.writeOutputNow(Buffer.from(help)),
      writeErr: () => undefined, // an error is thrown, and reported like any other
      getOutHelpWidth: () => terminal.columns() ?? COMFORTABLE,
      getOutHasColors: () => true, // `styleOn` has decided
    })
    .configureHelp(helpIn(context))
    .helpOption(OPTIONS.help, text.help.options.help);
}

function helpIn(context: Context): Partial<Help> {
  const { help } = context.text;
  const style = styleOn('output', context);
  const titles: Readonly<Record<string, string>> = help.titles;
  return {
    displayWidth: width,
    styleTitle: (title) => style.strong(titles[title] ?? title),
    optionDescription: ({ description, argChoices, defaultValue }) => {
      const facts = [
        ...(argChoices ? [help.choices(argChoices.join(', '))] : []),
        ...(typeof defaultValue === 'string' || typeof defaultValue === 'number'
          ? [help.defaultValue(String(defaultValue))]
          : []),
      ];
      return facts.length > 0 ? `${description} (${facts.join('; ')})` : description;
    },
    argumentDescription: ({ description, defaultValue }) =>
      defaultValue === undefined
        ? description
        : `${description} (${help.defaultValue(String(defaultValue))})`,
  };
}

function afterHelp(name: CommandName, { help }: Text, columns: number): string {
  const examples = EXAMPLES[name].map(
    (line, i) => `  ${line}\n      ${help.captions[name][i] ?? ''}`,
  );
  const exitStatus = wrap(help.exitStatusOf[name] ?? help.exitStatus, columns).join('\n');
  return `\n${help.examples}\n${examples.join('\n')}\n\n${exitStatus}`;
}
