import type { Command } from 'commander';
import type { Address } from '../event/address.ts';
import type { Service } from '../stream/handler.ts';
import type { StreamServer } from '../stream/server.ts';
import { DEFAULT_BACKLOG, type ServerOptions } from '../stream/server-options.ts';
import { makeService, SERVICE_NAMES } from '../stream/services.ts';
import type { Text } from '../text/text.ts';
import type { ConsoleOptions } from './console/console.ts';
import type { Context } from './context.ts';
import { integer, milliseconds } from './parse.ts';
import type { RunOutput } from './run-output.ts';
import { choiceOption, option, type SharedOptions } from './shared-options.ts';

const SERVICES = [...SERVICE_NAMES, 'pipe'] as const;
const MOST_CONNECTIONS = 2 ** 31 - 1;

/** The options every server of streams has, as commander gives them. */
export interface ParsedServerOptions extends SharedOptions {
  readonly backlog: number;
  readonly service: (typeof SERVICES)[number];
  readonly once?: true;
  readonly maxConnections?: number;
  readonly idleTimeout?: number;
  readonly halfOpen?: true;
  readonly pauseAccept?: true;
}

/** Adds them. */
export function addServerOptions(command: Command, text: Text): Command {
  const backlog = integer('--backlog', 1, 65_535);
  const maxConnections = integer('--max-connections', 1, MOST_CONNECTIONS);
  return command
    .addOption(choiceOption(text, 'service', SERVICES).default('echo'))
    .addOption(option(text, 'backlog').argParser(backlog).default(DEFAULT_BACKLOG))
    .addOption(option(text, 'maxConnections').argParser(maxConnections))
    .addOption(option(text, 'once'))
    .addOption(option(text, 'halfOpen'))
    .addOption(option(text, 'pauseAccept'))
    .addOption(option(text, 'idleTimeout').argParser(milliseconds('--idle-timeout', 's')));
}

/** What they mean to a server, but for its service. */
export function serverOptions(options: ParsedServerOptions, { terminal }: Context): ServerOptions {
  const { backlog, halfOpen, maxConnections, idleTimeout } = options;
  const piped = options.service === 'pipe' && !terminal.inputIsTerminal;
  return {
    backlog,
    // Piped input is sent to its end, whatever the peer does with its own half.
    halfOpen: halfOpen === true || piped,
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(idleTimeout === undefined ? {} : { idleTimeout }),
  };
}

/** The service asked for. */
export async function serviceOf(
  options: ParsedServerOptions,
  { terminal }: Context,
  output: RunOutput,
): Promise<Service> {
  if (options.service !== 'pipe') return makeService(options.service);
  const { pipe } = await import('./pipe.ts');
  return pipe(terminal, options, output);
}

/** The service, which says first that there is a connection. */
export function announcing(serve: Service, accepted: () => void): Service {
  return (connection) => {
    accepted();
    return serve(connection);
  };
}

/** The console of a stream server, loaded when somebody is there to type. */
export async function openConsole(
  server: StreamServer<Address>,
  options: ConsoleOptions,
): Promise<Disposable> {
  const { openServerConsole } = await import('./console/server-console.ts');
  return openServerConsole(server, options);
}
