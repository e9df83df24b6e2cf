import { Argument, Command, Option } from 'commander';
import { expect, test } from 'vitest';
import { describeProgram } from '../../../src/command/completion/describe-program.ts';

test('tells a command with its arguments, and its options with help among them', () => {
  const program = new Command('sockets').helpOption('-h, --help', 'say this');
  program.addCommand(
    new Command('listen')
      .summary('wait\nfor clients')
      .helpOption('-h, --help', 'say this')
      .addArgument(new Argument('<host>', 'an address'))
      .addArgument(new Argument('[how]', 'a mode').choices(['fast', 'slow'])),
  );
  const help = { flags: ['-h', '--help'], description: 'say this', value: undefined };
  expect(describeProgram(program, {})).toEqual({
    name: 'sockets',
    options: [help],
    commands: [
      {
        name: 'listen',
        description: 'wait for clients',
        options: [help],
        arguments: [
          { description: 'an address', optional: false, expected: { kind: 'anything' } },
          {
            description: 'a mode',
            optional: true,
            expected: { kind: 'words', words: [{ text: 'fast' }, { text: 'slow' }] },
          },
        ],
      },
    ],
  });
});

test.each([
  ['--once', undefined],
  ['--no-delay', undefined],
  ['--record <file>', { description: 'file', optional: false, expected: { kind: 'file' } }],
  ['--send-file <path>', { description: 'path', optional: false, expected: { kind: 'file' } }],
  ['--host <address>', { description: 'address', optional: false, expected: { kind: 'anything' } }],
  ['--keep [seconds]', { description: 'seconds', optional: true, expected: { kind: 'anything' } }],
])('tells what may follow %s', (flags, value) => {
  const program = new Command('sockets').helpOption(false).addOption(new Option(flags, 'about'));
  expect(describeProgram(program, {}).options).toEqual([
    { flags: [flags.split(' ')[0]], description: 'about', value },
  ]);
});

test('tells the choices of an option', () => {
  const option = new Option('-t, --time <how>', 'times').choices(['delta', 'clock']);
  const program = new Command('sockets').helpOption(false).addOption(option);
  expect(describeProgram(program, {}).options[0]?.value?.expected).toEqual({
    kind: 'words',
    words: [{ text: 'delta' }, { text: 'clock' }],
  });
});

test('leaves out what the help leaves out', () => {
  const program = new Command('sockets').addOption(new Option('--secret').hideHelp());
  expect(describeProgram(program, {}).options.map(({ flags }) => flags)).toEqual([
    ['-h', '--help'],
  ]);
});

test('suggests words for the first argument of a command that takes others as well', () => {
  const words = [{ text: 'accept', description: 'a step' }];
  const program = new Command('sockets').addCommand(new Command('explain').argument('[word]'));
  expect(describeProgram(program, { explain: words }).commands[0]?.arguments).toEqual([
    { description: '', optional: true, expected: { kind: 'words', words } },
  ]);
});

test('an argument named file takes the name of a file, and several of them take some', () => {
  const place = { description: 'recordings', optional: false, expected: { kind: 'file' } };
  const placesOf = (name: string) => {
    const program = new Command('sockets');
    program.addCommand(new Command('look').addArgument(new Argument(name, 'recordings')));
    return describeProgram(program, {}).commands[0]?.arguments;
  };

  expect(placesOf('<file>')).toEqual([place]);
  expect(placesOf('<file...>')).toEqual([place, place, place, place]);
});

test.each([
  ['<file...>', 'file'],
  ['<reference>', 'file'],
  ['<other>', 'file'],
  ['<host>', 'anything'],
])('tells that the argument %s is of the kind %s', (name, kind) => {
  const command = new Command('one').addArgument(new Argument(name, 'about'));
  const program = new Command('sockets').addCommand(command);
  const [described] = describeProgram(program, {}).commands[0]?.arguments ?? [];

  expect(described?.expected).toEqual({ kind });
});
