import type { Argument, Command, Option } from 'commander';
import type {
  CompletedCommand,
  CompletedOption,
  CompletedWord,
  CompletionTree,
  Expected,
  Place,
} from './tree.ts';

/** An option whose value has one of these names, `--record <file>`, takes the name of a file. */
const FILE_NAMES: readonly string[] = ['file', 'path'];
/** Arguments that are files: a recording, and the two that are compared. */
const FILE_ARGUMENTS: readonly string[] = ['file', 'reference', 'other'];
/** Where several files may stand, so many of them are completed. */
const MOST_FILES = 4;

/** Words for the first argument of a command, by the command's name, where other words are taken as well. */
export type Suggestions = Readonly<Record<string, readonly CompletedWord[]>>;

/** What commander's program, its commands all defined, knows of the command line. */
export function describeProgram(program: Command, suggestions: Suggestions): CompletionTree {
  return {
    name: program.name(),
    options: optionsOf(program),
    commands: program.commands.map((command) =>
      describeCommand(command, suggestions[command.name()]),
    ),
  };
}

function describeCommand(
  command: Command,
  suggested: readonly CompletedWord[] | undefined,
): CompletedCommand {
  return {
    name: command.name(),
    description: oneLine(command.summary()),
    options: optionsOf(command),
    arguments: command.registeredArguments.flatMap((argument, i) => {
      const place = argumentPlace(argument, i === 0 ? suggested : undefined);
      const isRepeated = argument.variadic && place.expected.kind === 'file';
      return Array<Place>(isRepeated ? MOST_FILES : 1).fill(place);
    }),
  };
}

// Only the help knows of `--help`: it is no option of the command's own.
function optionsOf(command: Command): CompletedOption[] {
  return command.createHelp().visibleOptions(command).map(describeOption);
}

function describeOption(option: Option): CompletedOption {
  const { short, long, description } = option;
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description: oneLine(description),
    value: option.required || option.optional ? valuePlace(option) : undefined,
  };
}

function valuePlace({ flags, optional, argChoices }: Option): Place {
  const name = /[<[]([^>\].]+)/.exec(flags)?.[1] ?? '';
  const expected: Expected = FILE_NAMES.includes(name) ? { kind: 'file' } : oneOf(argChoices);
  return { description: name, optional, expected };
}

function argumentPlace(argument: Argument, suggested: readonly CompletedWord[] | undefined): Place {
  const { description, required, argChoices } = argument;
  const otherwise: Expected = FILE_ARGUMENTS.includes(argument.name())
    ? { kind: 'file' }
    : oneOf(argChoices);
  const expected: Expected = suggested ? { kind: 'words', words: suggested } : otherwise;
  return { description: oneLine(description), optional: !required, expected };
}

function oneOf(choices: readonly string[] | undefined): Expected {
  return choices
    ? { kind: 'words', words: choices.map((text) => ({ text })) }
    : { kind: 'anything' };
}

/** A line of a script stays one line. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
