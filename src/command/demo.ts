import { Argument } from 'commander';
import type { Define } from './commands.ts';
import { choice } from './parse.ts';
import { withOutput } from './run-output.ts';
import { addSharedOptions, type SharedOptions } from './shared-options.ts';
import { showTcp } from './show-tcp.ts';

const DEMOS = ['tcp'] as const;

/** `sockets demo [tcp]` */
export const defineDemo: Define = (command, context, perform) => {
  const { text } = context;
  command.addArgument(
    new Argument('[what]', text.help.arguments.what)
      .choices([...DEMOS])
      .argParser(choice('demo', DEMOS))
      .default(DEMOS[0]),
  );
  addSharedOptions(command, text).action((_what: string, options: SharedOptions) =>
    perform(() =>
      withOutput(context, options, async (output) => {
        await showTcp(context, output, !options.json && !options.quiet);
        return 0;
      }),
    ),
  );
};
