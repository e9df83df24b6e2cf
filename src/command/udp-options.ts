import type { Command } from 'commander';
import { SocketsError } from '../error.ts';
import type { Family } from '../system/resolve.ts';
import type { Text } from '../text/text.ts';
import { option } from './shared-options.ts';
import { familyOf } from './tcp-options.ts';

/** The options that both commands of datagrams have, as commander gives them. */
export interface ParsedUdpOptions {
  readonly ipv4?: true;
  readonly ipv6?: true;
  readonly broadcast?: true;
  readonly interface?: string;
}

/** Adds them. */
export function addUdpOptions(command: Command, text: Text): Command {
  return command
    .addOption(option(text, 'ipv4'))
    .addOption(option(text, 'ipv6'))
    .addOption(option(text, 'broadcast'))
    .addOption(option(text, 'interface'));
}

/**
 * The address family of a socket that has to do with `host`. TCP tries every address of a name, a datagram has one: that of
 * localhost is the one our own receivers have, unless another was asked for. Throws `conflicting-options`, `missing-argument`.
 */
export function datagramFamily(options: ParsedUdpOptions, host: string | undefined): Family {
  const asked = familyOf(options, host);
  return asked === 0 && host === 'localhost' ? 4 : asked;
}

/** Throws `option-needs` where an option was given without the one it means nothing without. */
export function needs(value: unknown, option: string, needed: unknown, needs: string): void {
  if (value === undefined || needed !== undefined) return;
  throw new SocketsError('usage', 'option-needs', { option, needs });
}

/** Throws `conflicting-options` where both were given. */
export function excludes(value: unknown, one: string, also: unknown, other: string): void {
  if (value === undefined || also === undefined) return;
  throw new SocketsError('usage', 'conflicting-options', { one, other });
}

type Present<Options> = { [Name in keyof Options]?: Exclude<Options[Name], undefined> };

/** The options that were given: what the others mean is left to whoever is asked. */
export function given<Options extends object>(options: Options): Present<Options> {
  const there: Present<Options> = { ...options };
  for (const name in there) if (there[name] === undefined) delete there[name];
  return there;
}
