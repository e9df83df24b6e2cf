import type { OptionName } from './options.ts';

/** The commands of the toolkit. */
export const COMMAND_NAMES = ['demo', 'tcp-server', 'tcp-client', 'explain', 'completion'] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** What is said around a run: first lines, the console's replies. */
export interface ConsoleText {
  readonly listening: (facts: { address: string; service: string }) => string;
  readonly stopHint: string;
  readonly consoleHint: string;
  readonly wide: (host: string) => string;
  readonly holding: string;
  readonly accepting: string;
  readonly stopping: (sockets: readonly string[]) => string;
  readonly cut: (sockets: readonly string[]) => string;
  readonly clientHint: string;
  readonly peerEnded: string;
  readonly inputEnded: string;
  readonly recorded: (facts: { path: string; events: string }) => string;
  /** One line for each connection of `/list`. */
  readonly listed: (facts: ListedSocket) => string;
  readonly noSockets: string;
  readonly noSuchSocket: (facts: { label: string; labels: readonly string[] }) => string;
  readonly halfClosed: (label: string) => string;
  readonly unknownCommand: (facts: { name: string; suggestion?: string }) => string;
  readonly usage: (usage: string) => string;
  readonly plainLine: string;
  /** What each slash command does, by its name, for `/help`. */
  readonly commands: Readonly<Record<ConsoleCommand, string>>;
}

/** One row of `/list`: a socket in words, ready to be shown. */
export interface ListedSocket {
  readonly label: string;
  readonly remote: string;
  readonly received: string;
  readonly sent: string;
  readonly age: string;
  readonly paused: boolean;
  readonly halfClosed: boolean;
}

/** The words behind a slash that a console knows. */
export const CONSOLE_COMMANDS = [
  'list',
  'send',
  'hex',
  'end',
  'reset',
  'pause',
  'resume',
  'help',
  'quit',
  '//',
] as const;
export type ConsoleCommand = (typeof CONSOLE_COMMANDS)[number];

/** The words of `--help`. */
export interface HelpText {
  readonly tagline: string;
  readonly titles: Readonly<Record<'Usage:' | 'Arguments:' | 'Options:' | 'Commands:', string>>;
  readonly defaultValue: (value: string) => string;
  readonly choices: (values: string) => string;
  readonly examples: string;
  readonly exitStatus: string;
  readonly seeCommand: string;
  readonly summaries: Readonly<Record<CommandName, string>>;
  readonly descriptions: Readonly<Record<CommandName, string>>;
  readonly options: Readonly<Record<OptionName, string>>;
  readonly arguments: Readonly<
    Record<'port' | 'host' | 'peerPort' | 'word' | 'shell' | 'what', string>
  >;
  /** What each example does, beneath its command line. */
  readonly captions: Readonly<Record<CommandName, readonly string[]>>;
  readonly kinds: Readonly<
    Record<'step' | 'state' | 'errno' | 'option' | 'service' | 'word', string>
  >;
  readonly explainMore: string;
}

/** What the guided run says between its steps. */
export interface DemoText {
  readonly title: string;
  readonly listen: string;
  readonly connect: string;
  readonly talk: string;
  readonly stream: string;
  readonly halfClose: string;
  readonly stop: string;
  readonly streamSeen: (facts: { writes: number; reads: number }) => string;
  readonly seen: (facts: { steps: number; sockets: number }) => string;
  readonly next: readonly string[];
}
