import { Argument } from 'commander';
import { parseEscapes, parseHex } from '../view/octets.ts';
import { connectWs, type WsConnectOptions } from '../ws/connect.ts';
import type { Define } from './commands.ts';
import { parseClose, parsePing } from './console/ws-commands.ts';
import type { Context } from './context.ts';
import { converseWs, type WsSending } from './converse-ws.ts';
import { integer, milliseconds } from './parse.ts';
import { parseHeader, parseWsUrl, type WsUrl } from './parse-ws-url.ts';
import { withOutput } from './run-output.ts';
import { addSharedOptions, option, type SharedOptions } from './shared-options.ts';
import { addFamilyOptions, familyOf, type ParsedFamily } from './tcp-options.ts';
import { addSecureClientOptions, type ParsedTlsClientOptions, tlsClient } from './tls-options.ts';
import { wsDetails } from './ws-details.ts';
import { addWsOptions, listOf, type ParsedWsOptions, wsOptions } from './ws-options.ts';

const MOST_MESSAGES = 1_000_000;

/** What --compress offers: everything remembered, and windows as the server likes them (RFC 7692 §7.1). */
const OFFERS = [
  { serverNoContextTakeover: false, clientNoContextTakeover: false, clientMaxWindowBits: 'any' },
] as const;

interface WsClientOptions
  extends SharedOptions,
    ParsedWsOptions,
    ParsedFamily,
    Omit<ParsedTlsClientOptions, 'tls'> {
  readonly origin?: string;
  readonly binary?: true;
  readonly close?: string;
  readonly lingerOpen?: true;
  readonly count?: number;
  readonly interval?: number;
  readonly connectTimeout?: number;
  readonly idleTimeout?: number;
}

/** `sockets ws-client <url>` */
export const defineWsClient: Define = (command, context, perform) => {
  const { text } = context;
  const sendings: WsSending[] = [];
  const headers: { name: string; value: string }[] = [];
  const add = (sending: WsSending) => void sendings.push(sending);
  command
    .addArgument(new Argument('<url>', text.help.arguments.url).argParser(parseWsUrl))
    .addOption(
      option(text, 'send').argParser((typed) => add({ kind: 'text', bytes: parseEscapes(typed) })),
    )
    .addOption(
      option(text, 'sendHex').argParser((typed) => add({ kind: 'binary', bytes: parseHex(typed) })),
    )
    .addOption(
      option(text, 'ping').argParser((typed) =>
        add({ kind: 'ping', bytes: parsePing('--ping', typed) }),
      ),
    )
    .addOption(option(text, 'binary'))
    .addOption(option(text, 'close'))
    .addOption(option(text, 'countMessages').argParser(integer('--count', 1, MOST_MESSAGES)))
    .addOption(option(text, 'interval').argParser(milliseconds('--interval', 'ms')))
    .addOption(option(text, 'lingerOpen'))
    .addOption(option(text, 'origin'))
    .addOption(option(text, 'header').argParser((typed) => void headers.push(parseHeader(typed))))
    .addOption(option(text, 'connectTimeout').argParser(milliseconds('--connect-timeout', 's')))
    .addOption(option(text, 'idleTimeout').argParser(milliseconds('--idle-timeout', 's')));
  addWsOptions(command, text);
  addFamilyOptions(command, text);
  addSecureClientOptions(command, text);
  addSharedOptions(command, text).action((url: WsUrl, options: WsClientOptions) =>
    perform(() => {
      const closing =
        options.close === undefined ? { code: 1000 } : parseClose('--close', options.close);
      const shown = { ...options, ...shownOf(url, options, context) };
      return withOutput(context, shown, async (output) => {
        const asked = { ...connectOptions(url, options), headers };
        const tls = { ...options, ...(url.secure && { tls: true as const }) };
        const { layer } = await tlsClient(tls, url, output.fail, 'wss://');
        if (options.insecure) output.announce(text.console.insecure);
        return converseWs(
          (signal) => connectWs({ ...asked, ...(layer && { layer }), signal }, output.emit),
          { ...options, sendings, closing, context, output },
        );
      });
    }),
  );
};

function shownOf(url: WsUrl, options: WsClientOptions, context: Context) {
  return {
    whole: context.terminal.outputIsTerminal && !options.hex,
    beneath: wsDetails(context, options),
    watched: { transport: 'tcp', host: url.host, port: url.port },
  } as const;
}

function connectOptions(url: WsUrl, options: WsClientOptions): WsConnectOptions {
  const { origin, connectTimeout, idleTimeout, subprotocol, compress } = options;
  return {
    host: url.host,
    port: url.port,
    target: url.target,
    family: familyOf(options, url.host),
    ...wsOptions(options),
    subprotocols: listOf(subprotocol),
    ...(origin !== undefined && { origin }),
    ...(compress && { deflate: OFFERS }),
    ...(connectTimeout === undefined ? {} : { connectTimeout }),
    ...(idleTimeout === undefined ? {} : { idleTimeout }),
  };
}
