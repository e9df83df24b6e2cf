import { Argument } from 'commander';
import type { Service } from '../stream/handler.ts';
import { makeService, SERVICE_NAMES } from '../stream/services.ts';
import { DEFAULT_BACKLOG, type ListenOptions } from '../tcp/listen.ts';
import type { Define } from './commands.ts';
import type { Context } from './context.ts';
import { integer, port } from './parse.ts';
import { type RunOutput, withOutput } from './run-output.ts';
import { serve } from './serve.ts';
import { addSharedOptions, choiceOption, option, type SharedOptions } from './shared-options.ts';
import { addTcpOptions, familyOf, type ParsedTcpOptions, tcpOptions } from './tcp-options.ts';

const SERVICES = [...SERVICE_NAMES, 'pipe'] as const;
const DEFAULT_PORT = 9000;
const MOST_CONNECTIONS = 2 ** 31 - 1;

interface ServerOptions extends SharedOptions, ParsedTcpOptions {
  readonly host?: string;
  readonly backlog: number;
  readonly service: (typeof SERVICES)[number];
  readonly once?: true;
  readonly maxConnections?: number;
  readonly halfOpen?: true;
  readonly pauseAccept?: true;
}

/** `sockets tcp-server [port]` */
export const defineTcpServer: Define = (command, context, perform) => {
  const { text } = context;
  const backlog = integer('--backlog', 1, 65_535);
  const maxConnections = integer('--max-connections', 1, MOST_CONNECTIONS);
  command
    .addArgument(
      new Argument('[port]', text.help.arguments.port).argParser(port).default(DEFAULT_PORT),
    )
    .addOption(choiceOption(text, 'service', SERVICES).default('echo'))
    .addOption(option(text, 'host'))
    .addOption(option(text, 'backlog').argParser(backlog).default(DEFAULT_BACKLOG))
    .addOption(option(text, 'maxConnections').argParser(maxConnections))
    .addOption(option(text, 'once'))
    .addOption(option(text, 'halfOpen'))
    .addOption(option(text, 'pauseAccept'));
  addTcpOptions(command, text);
  addSharedOptions(command, text).action((port: number, options: ServerOptions) =>
    perform(() =>
      withOutput(context, options, async (output) => {
        const service = await serviceOf(options, context, output);
        return serve(listenOptions(port, options, context, service), {
          ...options,
          context,
          output,
        });
      }),
    ),
  );
};

function listenOptions(
  port: number,
  options: ServerOptions,
  { terminal }: Context,
  serve: Service,
): ListenOptions {
  const { backlog, host, halfOpen, maxConnections } = options;
  const family = familyOf(options, host);
  const piped = options.service === 'pipe' && !terminal.inputIsTerminal;
  return {
    port,
    host: host ?? (family === 6 ? '::1' : '127.0.0.1'),
    family,
    backlog,
    serve,
    // Piped input is sent to its end, whatever the peer does with its own half.
    halfOpen: halfOpen === true || piped,
    ...tcpOptions(options),
    ...(maxConnections === undefined ? {} : { maxConnections }),
  };
}

async function serviceOf(
  options: ServerOptions,
  { terminal }: Context,
  output: RunOutput,
): Promise<Service> {
  if (options.service !== 'pipe') return makeService(options.service);
  const { pipe } = await import('./pipe.ts');
  return pipe(terminal, options, output);
}
