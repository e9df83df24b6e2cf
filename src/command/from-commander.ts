import type { CommanderError } from 'commander';
import { SocketsError } from '../error.ts';

/** commander's English error as ours, which both languages can say. The words it quotes are its facts. */
export function fromCommander({ code, message }: CommanderError): SocketsError {
  const [quoted = ''] = /(?<=')[^']*(?=')/.exec(message) ?? [];
  const [suggested] = /(?<=Did you mean (?:one of )?)(?!one of )[^?]+(?=\?)/.exec(message) ?? [];
  const suggestion = suggested === undefined ? {} : { suggestion: suggested };
  const [expected = 0, given = 0] = (message.match(/\d+/g) ?? []).slice(-2).map(Number);
  switch (code) {
    case 'commander.unknownOption':
      return new SocketsError('usage', 'unknown-option', { option: quoted, ...suggestion });
    case 'commander.unknownCommand':
      return new SocketsError('usage', 'unknown-command', { name: quoted, ...suggestion });
    case 'commander.missingArgument':
      return new SocketsError('usage', 'missing-argument', { name: quoted });
    case 'commander.optionMissingArgument':
      return new SocketsError('usage', 'missing-option-value', { option: longFlag(quoted) });
    case 'commander.excessArguments':
      return new SocketsError('usage', 'too-many-arguments', { expected, given });
    default:
      return new SocketsError('usage', 'system', { call: 'sockets', code: message });
  }
}

/** `--host` of the flags `-h, --host <address>`. */
function longFlag(flags: string): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}
