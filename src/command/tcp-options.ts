import type { Command } from 'commander';
import { SocketsError } from '../error.ts';
import { type Family, numericFamily } from '../system/resolve.ts';
import type { TcpOptions } from '../tcp/options.ts';
import type { Text } from '../text/text.ts';
import { integer } from './parse.ts';
import { option } from './shared-options.ts';

/** The address family asked for, as commander gives it. */
export interface ParsedFamily {
  readonly ipv4?: true;
  readonly ipv6?: true;
}

/** The options that both ends of a TCP connection have, as commander gives them. */
export interface ParsedTcpOptions extends ParsedFamily {
  /** `--no-delay` gives false. */
  readonly delay: boolean;
  readonly keepAlive?: number | true;
}

/** Adds those of the address family. */
export function addFamilyOptions(command: Command, text: Text): Command {
  return command.addOption(option(text, 'ipv4')).addOption(option(text, 'ipv6'));
}

/** Adds all that TCP has. */
export function addTcpOptions(command: Command, text: Text): Command {
  return addFamilyOptions(command, text)
    .addOption(option(text, 'noDelay'))
    .addOption(option(text, 'keepAlive').argParser(integer('--keep-alive', 1, 32_767)));
}

/** What they mean to a connection. */
export function tcpOptions({ delay, keepAlive }: ParsedTcpOptions): TcpOptions {
  return {
    noDelay: !delay,
    ...(keepAlive === undefined ? {} : { keepAlive }),
  };
}

/** The address family asked for, which a numeric host must have. Throws `conflicting-options`, `missing-argument`. */
export function familyOf({ ipv4, ipv6 }: ParsedFamily, host: string | undefined): Family {
  if (host === '') throw new SocketsError('usage', 'missing-argument', { name: 'host' });
  if (ipv4 && ipv6)
    throw new SocketsError('usage', 'conflicting-options', { one: '-4', other: '-6' });
  const wanted = ipv6 ? 6 : 4;
  if (!ipv4 && !ipv6) return 0;
  const given = numericFamily(host ?? '');
  if (host !== undefined && given !== 0 && given !== wanted) {
    throw new SocketsError('usage', 'conflicting-options', { one: `-${wanted}`, other: host });
  }
  return wanted;
}
