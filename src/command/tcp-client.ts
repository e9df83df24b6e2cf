import { Argument } from 'commander';
import { type ConnectOptions, connectTcp } from '../tcp/connect.ts';
import type { Define } from './commands.ts';
import { converse } from './converse.ts';
import { port } from './parse.ts';
import { withOutput } from './run-output.ts';
import { addSharedOptions, option } from './shared-options.ts';
import {
  addClientOptions,
  openingOptions,
  type ParsedClientOptions,
  showsWhole,
} from './stream-client-options.ts';
import { addTcpOptions, familyOf, type ParsedTcpOptions, tcpOptions } from './tcp-options.ts';
import { addTlsClientOptions, type ParsedTlsClientOptions, tlsClient } from './tls-options.ts';

interface TcpClientOptions extends ParsedClientOptions, ParsedTcpOptions, ParsedTlsClientOptions {
  readonly reset?: true;
  readonly localPort?: number;
}

/** `sockets tcp-client <host> <port>` */
export const defineTcpClient: Define = (command, context, perform) => {
  const { text } = context;
  command
    .addArgument(new Argument('<host>', text.help.arguments.host))
    .addArgument(new Argument('<port>', text.help.arguments.peerPort).argParser(port));
  const sendings = addClientOptions(command, context);
  command.addOption(option(text, 'reset')).addOption(option(text, 'localPort').argParser(port));
  addTcpOptions(command, text);
  addTlsClientOptions(command, text);
  addSharedOptions(command, text).action((host: string, port: number, options: TcpClientOptions) =>
    perform(() => {
      const whole = showsWhole(context, options);
      return withOutput(
        context,
        { ...options, whole, watched: { transport: 'tcp', host, port } },
        async (output) => {
          const asked = connectOptions(host, port, options);
          const { layer, failure } = await tlsClient(options, asked, output.fail);
          if (options.insecure) output.announce(text.console.insecure);
          return converse(
            (signal) => connectTcp({ ...asked, ...(layer && { layer }), signal }, output.emit),
            { ...options, sendings, context, output, failure },
          );
        },
      );
    }),
  );
};

function connectOptions(
  host: string,
  port: number,
  options: TcpClientOptions,
): ConnectOptions & { readonly host: string } {
  const { localPort } = options;
  return {
    host,
    port,
    family: familyOf(options, host),
    ...tcpOptions(options),
    ...openingOptions(options),
    ...(localPort === undefined ? {} : { localPort }),
  };
}
