import { Argument } from 'commander';
import { listenUnix } from '../unix/listen.ts';
import type { Define } from './commands.ts';
import { withOutput } from './run-output.ts';
import { serve } from './serve.ts';
import { addSharedOptions, option } from './shared-options.ts';
import {
  addServerOptions,
  announcing,
  openConsole,
  type ParsedServerOptions,
  serverOptions,
  serviceOf,
} from './stream-server-options.ts';
import { withCredentials } from './with-credentials.ts';

interface UnixServerOptions extends ParsedServerOptions {
  readonly unlink?: true;
}

/** `sockets unix-server <path>` */
export const defineUnixServer: Define = (command, context, perform) => {
  const { text } = context;
  command
    .addArgument(new Argument('<path>', text.help.arguments.path))
    .addOption(option(text, 'unlink'));
  addServerOptions(command, text);
  addSharedOptions(command, text).action((path: string, options: UnixServerOptions) =>
    perform(() =>
      withOutput(context, { ...options, watched: 'unix' }, async (output) => {
        const service = await serviceOf(options, context, output);
        const asked = { path, unlink: options.unlink === true, ...serverOptions(options, context) };
        return serve({
          ...options,
          listen: (accepted, emit) =>
            listenUnix(
              { ...asked, serve: withCredentials(announcing(service, accepted), emit) },
              emit,
            ),
          openConsole,
          context,
          output,
        });
      }),
    ),
  );
};
