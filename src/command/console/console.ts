import { closest, distance } from 'fastest-levenshtein';
import { SocketsError } from '../../error.ts';
import { LineEditor } from '../../terminal/line-editor.ts';
import type { ConsoleCommand } from '../../text/wording.ts';
import { padEnd, width, wrap } from '../../view/columns.ts';
import { visibleText } from '../../view/visible.ts';
import type { Context } from '../context.ts';
import { reportLines } from '../report.ts';
import type { RunOutput } from '../run-output.ts';
import { readSlashLine } from './slash-line.ts';

/** One slash command: how it is written, and what it does with the rest of its line. */
export interface SlashCommand {
  readonly usage: string;
  run(rest: string): void;
}

/** The commands of one kind of console, by the word behind the slash. */
export type SlashCommands = Partial<Readonly<Record<ConsoleCommand, SlashCommand>>>;

/** Whose console it is, and where it says what. */
export interface ConsoleOptions {
  readonly context: Context;
  readonly output: RunOutput;
  /** Ctrl-C, `/quit`. */
  readonly interrupt: () => void;
}

/** What a console does with what is typed. */
export interface Console extends ConsoleOptions {
  readonly commands: SlashCommands;
  /** A line that is no command. */
  readonly onText: (text: string) => void;
  /** Ctrl-D. */
  readonly onEnd: () => void;
  /** Words that may follow a command: the sockets there are. */
  readonly words: () => readonly string[];
}

/** Columns that are too few for what a command does beside how it is written. */
const LEAST_ROOM = 24;

/** Takes commands beneath the trace until disposed. */
export function openConsole(console: Console): Disposable {
  const { context, output, onEnd, interrupt } = console;
  const { terminal } = context;
  const commands: SlashCommands = {
    ...console.commands,
    quit: { usage: '/quit', run: () => interrupt() },
    help: { usage: '/help', run: () => sayHelp(commands, console) },
  };
  const editor = new LineEditor({
    input: terminal.input,
    output: terminal.error,
    complete: (line) => completions(line, commands, console.words()),
    onLine: (line) => obey(line, commands, console),
    onEnd,
    onInterrupt: interrupt,
  });
  output.screen.prompt = editor;
  return {
    [Symbol.dispose]() {
      output.screen.prompt = undefined;
      editor[Symbol.dispose]();
    },
  };
}

function obey(line: string, commands: SlashCommands, { context, output, onText }: Console): void {
  const read = readSlashLine(line);
  try {
    if (read.kind === 'text') {
      onText(read.text);
      return;
    }
    const known: Readonly<Record<string, SlashCommand | undefined>> = commands;
    const command = Object.hasOwn(known, read.name) ? known[read.name] : undefined;
    if (command) command.run(read.rest);
    else unknown(`/${read.name}`, commands, { context, output });
  } catch (error) {
    if (!(error instanceof SocketsError)) throw error;
    const lines = reportLines(error, context.text, output.style, context.terminal.columns());
    output.screen.print(lines);
  }
}

function unknown(
  name: string,
  commands: SlashCommands,
  { context, output }: Pick<Console, 'context' | 'output'>,
): void {
  const near = closest(
    name,
    Object.keys(commands).map((known) => `/${known}`),
  );
  const suggestion = distance(name, near) <= 2 ? { suggestion: near } : {};
  output.say(context.text.console.unknownCommand({ name: visibleText(name), ...suggestion }));
}

function sayHelp(
  commands: SlashCommands,
  { context: { text, terminal }, output }: Pick<Console, 'context' | 'output'>,
): void {
  const what = text.console.commands;
  const names = (Object.keys(what) as ConsoleCommand[]).filter(
    (name) => commands[name] || name === '//',
  );
  const usages = names.map((name) => commands[name]?.usage ?? '//…');
  const room = Math.max(...usages.map(width)) + 4;
  const left = (terminal.columns() ?? Number.POSITIVE_INFINITY) - room;
  for (const [i, name] of names.entries()) {
    const head = padEnd(`  ${usages[i] ?? ''}`, room);
    const lines = left < LEAST_ROOM ? [what[name]] : wrap(what[name], left);
    for (const [row, line] of lines.entries()) {
      output.say((row === 0 ? head : ' '.repeat(room)) + line);
    }
  }
}

function completions(line: string, commands: SlashCommands, words: readonly string[]): string[] {
  const heads = Object.keys(commands).map((name) => `/${name} `);
  const [head] = /^\/\S+ /.exec(line) ?? [];
  const whole = head === undefined ? heads : words.map((word) => `${head}${word} `);
  return whole.filter((candidate) => candidate.startsWith(line));
}
