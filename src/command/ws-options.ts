import type { Command } from 'commander';
import type { Text } from '../text/text.ts';
import type { WsOptions } from '../ws/ws-options.ts';
import { integer } from './parse.ts';
import { option } from './shared-options.ts';

const MOST = 2 ** 31 - 1;
const DEFAULT_MAX_MESSAGE = 32 * 1024 * 1024;

/** The options both ends of a WebSocket connection have, as commander gives them. */
export interface ParsedWsOptions {
  readonly subprotocol?: string;
  readonly maxMessage: number;
  readonly compress?: true;
  readonly fragment?: number;
}

/** Adds them. */
export function addWsOptions(command: Command, text: Text): Command {
  return command
    .addOption(option(text, 'subprotocol'))
    .addOption(option(text, 'compress'))
    .addOption(option(text, 'fragment').argParser(integer('--fragment', 1, MOST)))
    .addOption(
      option(text, 'maxMessage')
        .argParser(integer('--max-message', 1, MOST))
        .default(DEFAULT_MAX_MESSAGE),
    );
}

/** What they mean to a connection. */
export function wsOptions({
  maxMessage,
  fragment,
}: ParsedWsOptions): Pick<WsOptions, 'maxMessage' | 'fragment'> {
  return { maxMessage, fragment };
}

/** The parts of a list with commas. */
export function listOf(list: string | undefined): readonly string[] {
  return list === undefined ? [] : list.split(',').map((part) => part.trim());
}
