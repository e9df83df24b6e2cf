import { Argument } from 'commander';
import type { ListenOptions } from '../tcp/listen.ts';
import { listenTcp } from '../tcp/listen.ts';
import type { Define } from './commands.ts';
import type { Context } from './context.ts';
import { port } from './parse.ts';
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
import { addTcpOptions, familyOf, type ParsedTcpOptions, tcpOptions } from './tcp-options.ts';
import {
  addTlsServerOptions,
  inTwo,
  type ParsedTlsServerOptions,
  tlsServer,
} from './tls-options.ts';

const DEFAULT_PORT = 9000;

interface TcpServerOptions extends ParsedServerOptions, ParsedTcpOptions, ParsedTlsServerOptions {
  readonly host?: string;
}

/** `sockets tcp-server [port]` */
export const defineTcpServer: Define = (command, context, perform) => {
  const { text } = context;
  command
    .addArgument(
      new Argument('[port]', text.help.arguments.port).argParser(port).default(DEFAULT_PORT),
    )
    .addOption(option(text, 'host'));
  addServerOptions(command, text);
  addTcpOptions(command, text);
  addTlsServerOptions(command, text);
  addSharedOptions(command, text).action((port: number, options: TcpServerOptions) =>
    perform(() =>
      withOutput(
        context,
        { ...options, watched: { transport: 'tcp', host: options.host, port } },
        async (output) => {
          const asked = listenOptions(port, options, context);
          const { layer, fingerprint } = await tlsServer(options, asked.host, output.fail);
          const service = await serviceOf(options, context, output);
          const layered = { ...asked, ...(layer && { layer }) };
          return serve({
            ...options,
            listen: (accepted, emit) =>
              listenTcp({ ...layered, serve: announcing(service, accepted) }, emit),
            openConsole,
            context,
            output,
            notes: fingerprint === undefined ? [] : [text.console.throwAway, ...inTwo(fingerprint)],
          });
        },
      ),
    ),
  );
};

function listenOptions(
  port: number,
  options: TcpServerOptions,
  context: Context,
): ListenOptions & { readonly host: string } {
  const { host } = options;
  const family = familyOf(options, host);
  return {
    port,
    host: host ?? (family === 6 ? '::1' : '127.0.0.1'),
    family,
    ...serverOptions(options, context),
    ...tcpOptions(options),
  };
}
