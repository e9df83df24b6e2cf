import { Argument, type Command } from 'commander';
import { EVENT_TYPES } from '../event/event.ts';
import type { Text } from '../text/text.ts';
import { TIME_MODES } from '../view/step-clock.ts';
import { VIEW_NAMES } from '../view/trace-view.ts';
import type { Define } from './commands.ts';
import type { Context } from './context.ts';
import { LANES } from './lanes.ts';
import { choices, milliseconds } from './parse.ts';
import { addCommonOptions, choiceOption, option } from './shared-options.ts';
import { FORMATS, taskOf, type ViewOptions } from './view/options.ts';
import { labels, speed } from './view/parse-options.ts';

/** `sockets view FILE…` */
export const defineView: Define = (command, context, perform) => {
  const { text } = context;
  command.addArgument(new Argument('<file...>', text.help.arguments.recordings));
  addWays(command, text);
  addFilters(command, text);
  command
    .addOption(option(text, 'explain'))
    .addOption(option(text, 'hex'))
    .addOption(choiceOption(text, 'time', TIME_MODES).default('relative'));
  addCommonOptions(command, text).action((paths: readonly string[], options: ViewOptions) =>
    perform(() => look(paths, options, context)),
  );
};

function addWays(command: Command, text: Text): void {
  command
    .addOption(choiceOption(text, 'viewRecording', VIEW_NAMES))
    .addOption(option(text, 'step'))
    .addOption(option(text, 'speed').argParser(speed))
    .addOption(option(text, 'follow'))
    .addOption(choiceOption(text, 'to', FORMATS))
    .addOption(option(text, 'output'))
    .addOption(option(text, 'check'));
}

function addFilters(command: Command, text: Text): void {
  command
    .addOption(option(text, 'socketsOnly').argParser(labels))
    .addOption(option(text, 'lanesOnly').argParser(choices('--lanes', LANES)))
    .addOption(option(text, 'kindsOnly').argParser(choices('--kind', EVENT_TYPES)))
    .addOption(option(text, 'search'))
    .addOption(option(text, 'fromTime').argParser(milliseconds('--from', 's')))
    .addOption(option(text, 'untilTime').argParser(milliseconds('--until', 's')));
}

async function look(
  paths: readonly string[],
  options: ViewOptions,
  context: Context,
): Promise<number> {
  switch (taskOf(options)) {
    case 'show':
      await (await import('./view/show.ts')).show(paths, options, context);
      return 0;
    case 'convert':
      await (await import('./view/convert.ts')).convert(paths, options, context);
      return 0;
    case 'replay':
      return (await import('./view/replay.ts')).replay(paths, options, context);
    case 'check':
      return (await import('./view/check.ts')).check(paths, options, context);
    case 'step':
      return (await import('./view/step.ts')).step(paths, options, context);
    case 'follow':
      return (await import('./view/follow.ts')).follow(paths, options, context);
  }
}
