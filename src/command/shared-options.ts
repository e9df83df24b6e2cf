import { type Command, Option } from 'commander';
import { CALL_LEVELS } from '../observe/syscall/call-level.ts';
import { OPTIONS, type OptionName } from '../text/options.ts';
import { LANGUAGES, type Language, type Text } from '../text/text.ts';
import { TIME_MODES, type TimeMode } from '../view/step-clock.ts';
import { VIEW_NAMES, type ViewName } from '../view/trace-view.ts';
import { COLOR_MODES, type ColorMode } from './context.ts';
import { LANES, type LaneOptions } from './lanes.ts';
import { choice, choices, port } from './parse.ts';

/** The port that stands for any that is free. */
const FREE = '0';

/** The options every command that runs sockets has: what is shown, and what is kept. */
export interface SharedOptions extends LaneOptions {
  readonly explain?: true;
  readonly hex?: true;
  readonly time: TimeMode;
  readonly view?: ViewName;
  readonly json?: true;
  readonly record?: string;
  /** The port to show the run at. */
  readonly page?: number;
  readonly quiet?: true;
  readonly lang?: Language;
  readonly color: ColorMode;
}

/** An option with its description in the user's language. */
export function option(text: Text, name: OptionName): Option {
  return new Option(OPTIONS[name], text.help.options[name]);
}

/** An option that takes one of some words. */
export function choiceOption(text: Text, name: OptionName, choices: readonly string[]): Option {
  const made = option(text, name).choices([...choices]);
  return made.argParser(choice(made.long ?? '', choices));
}

/** Adds language and colour, which every command has. */
export function addCommonOptions(command: Command, text: Text): Command {
  return command
    .addOption(choiceOption(text, 'lang', LANGUAGES))
    .addOption(choiceOption(text, 'color', COLOR_MODES).default('auto'));
}

/** Adds what every command that runs sockets has. */
export function addSharedOptions(command: Command, text: Text): Command {
  command
    .addOption(option(text, 'xray'))
    .addOption(option(text, 'lanes').argParser(choices('--lanes', LANES)))
    .addOption(choiceOption(text, 'syscalls', CALL_LEVELS));
  return addTraceOptions(command, text);
}

/** Adds what says how the trace is shown, and where it is kept. */
export function addTraceOptions(command: Command, text: Text): Command {
  command.on('option:view', (view) => view === 'json' && command.setOptionValue('json', true));
  command
    .addOption(option(text, 'explain'))
    .addOption(option(text, 'hex'))
    .addOption(choiceOption(text, 'time', TIME_MODES).default('relative'))
    .addOption(choiceOption(text, 'view', VIEW_NAMES))
    .addOption(option(text, 'json'))
    .addOption(option(text, 'record'))
    .addOption(option(text, 'page').preset(FREE).argParser(port))
    .addOption(option(text, 'quiet'));
  return addCommonOptions(command, text);
}
