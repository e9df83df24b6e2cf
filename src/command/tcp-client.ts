import { Argument } from 'commander';
import type { ConnectOptions } from '../tcp/connect.ts';
import { parseEscapes, parseHex } from '../view/octets.ts';
import type { Define } from './commands.ts';
import { converse } from './converse.ts';
import type { Sending } from './input.ts';
import { integer, milliseconds, port } from './parse.ts';
import { withOutput } from './run-output.ts';
import { addSharedOptions, option, type SharedOptions } from './shared-options.ts';
import { addTcpOptions, familyOf, type ParsedTcpOptions, tcpOptions } from './tcp-options.ts';

const MOST_CONNECTIONS = 60_000;
const MOST_PER_WRITE = 1024 * 1024 * 1024;

/** The options of `sockets tcp-client`, as commander gives them; what to send is gathered apart, in its order. */
export interface ClientOptions extends SharedOptions, ParsedTcpOptions {
  readonly crlf?: true;
  readonly lingerOpen?: true;
  readonly reset?: true;
  readonly localPort?: number;
  readonly connectTimeout?: number;
  readonly writeSize?: number;
  readonly pause?: number;
  readonly count: number;
}

/** `sockets tcp-client <host> <port>` */
export const defineTcpClient: Define = (command, context, perform) => {
  const { text } = context;
  const sendings: Sending[] = [];
  const octets = (parse: (value: string) => Uint8Array) => (value: string) =>
    void sendings.push({ kind: 'octets', octets: parse(value), text: parse === parseEscapes });
  command
    .addArgument(new Argument('<host>', text.help.arguments.host))
    .addArgument(new Argument('<port>', text.help.arguments.peerPort).argParser(port))
    .addOption(option(text, 'send').argParser(octets(parseEscapes)))
    .addOption(option(text, 'sendHex').argParser(octets(parseHex)))
    .addOption(
      option(text, 'sendFile').argParser((path) => void sendings.push({ kind: 'file', path })),
    )
    .addOption(option(text, 'crlf'))
    .addOption(option(text, 'lingerOpen'))
    .addOption(option(text, 'reset'))
    .addOption(option(text, 'writeSize').argParser(integer('--write-size', 1, MOST_PER_WRITE)))
    .addOption(option(text, 'pause').argParser(milliseconds('--pause', 'ms')))
    .addOption(
      option(text, 'count')
        .argParser(integer('--count', 1, MOST_CONNECTIONS))
        .default(1),
    )
    .addOption(option(text, 'localPort').argParser(port))
    .addOption(option(text, 'connectTimeout').argParser(milliseconds('--connect-timeout', 's')));
  addTcpOptions(command, text);
  addSharedOptions(command, text).action((host: string, port: number, options: ClientOptions) =>
    perform(() => {
      const whole = context.terminal.outputIsTerminal && !options.hex;
      return withOutput(context, { ...options, whole }, (output) =>
        converse(connectOptions(host, port, options), { ...options, sendings, context, output }),
      );
    }),
  );
};

function connectOptions(host: string, port: number, options: ClientOptions): ConnectOptions {
  const { localPort, connectTimeout } = options;
  return {
    host,
    port,
    family: familyOf(options, host),
    ...tcpOptions(options),
    ...(localPort === undefined ? {} : { localPort }),
    ...(connectTimeout === undefined ? {} : { connectTimeout }),
  };
}
