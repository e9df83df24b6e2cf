import { Argument } from 'commander';
import { connectUnix } from '../unix/connect.ts';
import { fromUnix } from '../unix/failure.ts';
import type { Define } from './commands.ts';
import { converse } from './converse.ts';
import { withOutput } from './run-output.ts';
import { addSharedOptions } from './shared-options.ts';
import {
  addClientOptions,
  openingOptions,
  type ParsedClientOptions,
  showsWhole,
} from './stream-client-options.ts';

/** `sockets unix-client <path>` */
export const defineUnixClient: Define = (command, context, perform) => {
  const { text } = context;
  command.addArgument(new Argument('<path>', text.help.arguments.path));
  const sendings = addClientOptions(command, context);
  addSharedOptions(command, text).action((path: string, options: ParsedClientOptions) =>
    perform(() => {
      const whole = showsWhole(context, options);
      return withOutput(context, { ...options, whole, watched: 'unix' }, (output) =>
        converse(
          (signal) => connectUnix({ path, ...openingOptions(options), signal }, output.emit),
          {
            ...options,
            sendings,
            context,
            output,
            failure: (error) => fromUnix(error, { call: 'read', path }),
          },
        ),
      );
    }),
  );
};
