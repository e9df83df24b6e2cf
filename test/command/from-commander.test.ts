import { Command, CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { fromCommander } from '../../src/command/from-commander.ts';

function program(): Command {
  const quiet = (command: Command) =>
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  const listen = quiet(new Command('listen'))
    .argument('<port>')
    .option('-H, --host <address>')
    .option('--hose')
    .option('-x <hex>')
    .action(() => undefined);
  return quiet(new Command('program'))
    .addCommand(listen)
    .addCommand(quiet(new Command('connect')));
}

/** The error commander makes of a command line. */
function commandersError(args: readonly string[]): CommanderError {
  try {
    program().parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error;
    throw error;
  }
  throw new Error(`no error: ${args.join(' ')}`);
}

test.each([
  ['an unknown option', ['listen', '80', '--zzz'], 'unknown-option', { option: '--zzz' }],
  [
    'an option with a typing error',
    ['listen', '80', '--hots'],
    'unknown-option',
    { option: '--hots', suggestion: '--host' },
  ],
  [
    'an option like two others',
    ['listen', '80', '--hos'],
    'unknown-option',
    { option: '--hos', suggestion: '--hose, --host' },
  ],
  ['an unknown command', ['zzzzzzz'], 'unknown-command', { name: 'zzzzzzz' }],
  [
    'a command with a typing error',
    ['lisen'],
    'unknown-command',
    { name: 'lisen', suggestion: 'listen' },
  ],
  ['a missing argument', ['listen'], 'missing-argument', { name: 'port' }],
  [
    'an option without its value, by its long name',
    ['listen', '80', '-H'],
    'missing-option-value',
    { option: '--host' },
  ],
  [
    'an option that has no long name',
    ['listen', '80', '-x'],
    'missing-option-value',
    { option: '-x <hex>' },
  ],
  [
    'arguments beyond the last',
    ['listen', '80', '81', '82'],
    'too-many-arguments',
    { expected: 1, given: 3 },
  ],
])('%s is ours to tell, with its facts', (_what, args, code, facts) => {
  expect(fromCommander(commandersError(args))).toMatchObject({ fault: 'usage', code, facts });
});

test('any other keeps what commander says of it', () => {
  const error = new CommanderError(1, 'commander.conflictingOption', 'error: something new');
  expect(fromCommander(error)).toMatchObject({
    code: 'system',
    facts: { call: 'sockets', code: 'error: something new' },
  });
});
