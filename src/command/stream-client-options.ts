import type { Command } from 'commander';
import type { OpeningOptions } from '../stream/opening.ts';
import { parseEscapes, parseHex } from '../view/octets.ts';
import type { Context } from './context.ts';
import type { Sending } from './input.ts';
import { integer, milliseconds } from './parse.ts';
import { option, type SharedOptions } from './shared-options.ts';

const MOST_CONNECTIONS = 60_000;
const MOST_PER_WRITE = 1024 * 1024 * 1024;

/** The options every client of streams has, as commander gives them; what to send is gathered apart, in its order. */
export interface ParsedClientOptions extends SharedOptions {
  readonly crlf?: true;
  readonly lingerOpen?: true;
  readonly connectTimeout?: number;
  readonly idleTimeout?: number;
  readonly writeSize?: number;
  readonly pause?: number;
  readonly count: number;
}

/** Adds them, and gives the list that fills with what to send. */
export function addClientOptions(command: Command, { text }: Context): readonly Sending[] {
  const sendings: Sending[] = [];
  const octets = (parse: (value: string) => Uint8Array) => (value: string) =>
    void sendings.push({ kind: 'octets', octets: parse(value), text: parse === parseEscapes });
  command
    .addOption(option(text, 'send').argParser(octets(parseEscapes)))
    .addOption(option(text, 'sendHex').argParser(octets(parseHex)))
    .addOption(
      option(text, 'sendFile').argParser((path) => void sendings.push({ kind: 'file', path })),
    )
    .addOption(option(text, 'crlf'))
    .addOption(option(text, 'lingerOpen'))
    .addOption(option(text, 'writeSize').argParser(integer('--write-size', 1, MOST_PER_WRITE)))
    .addOption(option(text, 'pause').argParser(milliseconds('--pause', 'ms')))
    .addOption(
      option(text, 'count')
        .argParser(integer('--count', 1, MOST_CONNECTIONS))
        .default(1),
    )
    .addOption(option(text, 'connectTimeout').argParser(milliseconds('--connect-timeout', 's')))
    .addOption(option(text, 'idleTimeout').argParser(milliseconds('--idle-timeout', 's')));
  return sendings;
}

/** What they mean to the opening of a connection. */
export function openingOptions({
  connectTimeout,
  idleTimeout,
}: ParsedClientOptions): Pick<OpeningOptions, 'connectTimeout' | 'idleTimeout'> {
  return {
    ...(connectTimeout === undefined ? {} : { connectTimeout }),
    ...(idleTimeout === undefined ? {} : { idleTimeout }),
  };
}

/** Whether what is received has no other place to be read whole than the trace. */
export function showsWhole({ terminal }: Context, { hex }: SharedOptions): boolean {
  return terminal.outputIsTerminal && !hex;
}
