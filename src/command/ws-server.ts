import { Argument, type Command } from 'commander';
import { formatAddress } from '../event/address.ts';
import { DEFAULT_BACKLOG } from '../stream/server-options.ts';
import type { Text } from '../text/text.ts';
import { listenWs, type WsListenOptions, type WsServer } from '../ws/listen.ts';
import { makeWsService, WS_SERVICE_NAMES, type WsServiceName } from '../ws/services.ts';
import type { Define } from './commands.ts';
import type { ConsoleOptions } from './console/console.ts';
import { integer, milliseconds, port } from './parse.ts';
import { withOutput } from './run-output.ts';
import { serve } from './serve.ts';
import { addSharedOptions, choiceOption, option, type SharedOptions } from './shared-options.ts';
import { addFamilyOptions, familyOf, type ParsedFamily } from './tcp-options.ts';
import {
  addTlsServerOptions,
  inTwo,
  type ParsedTlsServerOptions,
  tlsServer,
} from './tls-options.ts';
import { wsDetails } from './ws-details.ts';
import { addWsOptions, listOf, type ParsedWsOptions, wsOptions } from './ws-options.ts';

const DEFAULT_PORT = 9000;

interface WsServerOptions
  extends SharedOptions,
    ParsedWsOptions,
    ParsedFamily,
    ParsedTlsServerOptions {
  readonly host?: string;
  readonly service: WsServiceName;
  readonly path?: string;
  readonly origin?: string;
  readonly pingInterval?: number;
  readonly pongTimeout?: number;
  readonly backlog: number;
  readonly maxConnections?: number;
  readonly idleTimeout?: number;
  readonly once?: true;
  /** `--no-client-page` gives false. */
  readonly clientPage: boolean;
}

/** `sockets ws-server [port]` */
export const defineWsServer: Define = (command, context, perform) => {
  const { text } = context;
  addOptions(command, text);
  addSharedOptions(command, text).action((port: number, options: WsServerOptions) =>
    perform(() =>
      withOutput(
        context,
        {
          ...options,
          watched: { transport: 'tcp', host: options.host, port },
          beneath: wsDetails(context, options),
        },
        async (output) => {
          const asked = await listenOptions(port, options, text);
          const { layer, fingerprint } = await tlsServer(options, asked.host, output.fail);
          const service = makeWsService(options.service);
          const scheme = layer ? 'wss' : 'ws';
          return serve<WsServer>({
            ...options,
            listen: (accepted, emit) =>
              listenWs(
                {
                  ...asked,
                  ...(layer && { layer }),
                  serve: (ws) => {
                    accepted();
                    return service(ws);
                  },
                },
                emit,
              ),
            openConsole,
            written: (address) => `${scheme}://${formatAddress(address)}${options.path ?? '/'}`,
            notes: (address) => [
              ...(fingerprint === undefined ? [] : [text.console.throwAway, ...inTwo(fingerprint)]),
              ...pageNote({ ...asked, ...(layer && { layer }) }, formatAddress(address), text),
            ],
            context,
            output,
          });
        },
      ),
    ),
  );
};

function addOptions(command: Command, text: Text): void {
  const seconds = (name: string) => milliseconds(name, 's');
  command
    .addArgument(
      new Argument('[port]', text.help.arguments.port).argParser(port).default(DEFAULT_PORT),
    )
    .addOption(option(text, 'host'))
    .addOption(choiceOption(text, 'wsService', WS_SERVICE_NAMES).default('echo'))
    .addOption(option(text, 'path').argParser(absolute))
    .addOption(option(text, 'origins'))
    .addOption(option(text, 'pingInterval').argParser(seconds('--ping-interval')))
    .addOption(option(text, 'pongTimeout').argParser(seconds('--pong-timeout')))
    .addOption(option(text, 'noClientPage'));
  addWsOptions(command, text);
  command
    .addOption(
      option(text, 'backlog')
        .argParser(integer('--backlog', 1, 65_535))
        .default(DEFAULT_BACKLOG),
    )
    .addOption(
      option(text, 'maxConnections').argParser(integer('--max-connections', 1, 2 ** 31 - 1)),
    )
    .addOption(option(text, 'once'))
    .addOption(option(text, 'idleTimeout').argParser(seconds('--idle-timeout')));
  addFamilyOptions(command, text);
  addTlsServerOptions(command, text);
}

/** Every path of a request begins with a slash (RFC 9112 §3.2.1): one that is given without would never be asked for. */
const absolute = (path: string) => (path.startsWith('/') ? path : `/${path}`);

async function listenOptions(
  port: number,
  options: WsServerOptions,
  text: Text,
): Promise<WsListenOptions & { readonly host: string }> {
  const { host, path, origin, pingInterval, pongTimeout, backlog } = options;
  const { maxConnections, idleTimeout } = options;
  const family = familyOf(options, host);
  const page = options.clientPage
    ? (await import('../view/ws-page.ts')).wsPage(text.page, options.path)
    : undefined;
  return {
    ...{ port, host: host ?? (family === 6 ? '::1' : '127.0.0.1'), family, backlog },
    ...wsOptions(options),
    subprotocols: listOf(options.subprotocol),
    ...(options.compress && { deflate: {} }),
    ...{ path, page, pingInterval, pongTimeout },
    ...(origin !== undefined && { origins: listOf(origin) }),
    ...(maxConnections === undefined ? {} : { maxConnections }),
    ...(idleTimeout === undefined ? {} : { idleTimeout }),
  };
}

/** Where a browser gets the page, if there is one. */
function pageNote({ page, layer }: WsListenOptions, address: string, text: Text): string[] {
  if (page === undefined) return [];
  return [text.console.page(`${layer ? 'https' : 'http'}://${address}/`)];
}

async function openConsole(server: WsServer, options: ConsoleOptions): Promise<Disposable> {
  const { openWsServerConsole } = await import('./console/ws-server-console.ts');
  return openWsServerConsole(server, options);
}
