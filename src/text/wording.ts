import type { Direction, Fate } from '../event/datagram-event.ts';
import type { OptionName } from './options.ts';
import type { WsDemoText } from './wording-ws.ts';

/** The commands of the toolkit. */
export const COMMAND_NAMES = [
  'demo',
  'tcp-server',
  'tcp-client',
  'udp-recv',
  'udp-send',
  'link',
  'unix-server',
  'unix-client',
  'ws-server',
  'ws-client',
  'watch',
  'lab',
  'view',
  'diff',
  'doctor',
  'explain',
  'completion',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** Other names of commands. */
export const COMMAND_ALIASES: Readonly<Record<string, CommandName>> = { 'udp-server': 'udp-recv' };

/** What is said around a run: first lines, the console's replies. */
export interface ConsoleText {
  readonly listening: (facts: { address: string; service: string }) => string;
  readonly stopHint: string;
  readonly consoleHint: string;
  readonly page: (url: string) => string;
  readonly wide: (host: string) => string;
  /** Beneath the address of a server whose certificate was made for this run; its fingerprint follows. */
  readonly throwAway: string;
  readonly insecure: string;
  readonly holding: string;
  readonly accepting: string;
  readonly stopping: (sockets: readonly string[]) => string;
  readonly cut: (sockets: readonly string[]) => string;
  readonly clientHint: string;
  /** The same of a WebSocket client. */
  readonly wsHint: string;
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
  'binary',
  'ping',
  'pong',
  'close',
  'frame',
  'help',
  'quit',
  '//',
] as const;
export type ConsoleCommand = (typeof CONSOLE_COMMANDS)[number];

/** The arguments of all commands. */
export type ArgumentName =
  | 'port'
  | 'host'
  | 'peerPort'
  | 'udpPort'
  | 'path'
  | 'kindOfLink'
  | 'listenEndpoint'
  | 'toEndpoint'
  | 'word'
  | 'shell'
  | 'what'
  | 'watchCommand'
  | 'labWhat'
  | 'labCommand'
  | 'recordings'
  | 'url'
  | 'referenceRun'
  | 'otherRun';

/** The words of `--help`. */
export interface HelpText {
  readonly tagline: string;
  readonly titles: Readonly<Record<'Usage:' | 'Arguments:' | 'Options:' | 'Commands:', string>>;
  readonly defaultValue: (value: string) => string;
  readonly choices: (values: string) => string;
  readonly examples: string;
  readonly exitStatus: string;
  /** The same of commands that have others. */
  readonly exitStatusOf: Readonly<Partial<Record<CommandName, string>>>;
  readonly seeCommand: string;
  readonly summaries: Readonly<Record<CommandName, string>>;
  readonly descriptions: Readonly<Record<CommandName, string>>;
  readonly options: Readonly<Record<OptionName, string>>;
  readonly arguments: Readonly<Record<ArgumentName, string>>;
  /** What each example does, beneath its command line. */
  readonly captions: Readonly<Record<CommandName, readonly string[]>>;
  readonly kinds: Readonly<
    Record<'step' | 'state' | 'errno' | 'option' | 'service' | 'word', string>
  >;
  readonly explainMore: string;
}

type Words<Name extends string> = Readonly<Record<Name, string>>;
type UdpChapter =
  | 'title'
  | 'bind'
  | 'send'
  | 'borders'
  | 'stream'
  | 'broadcast'
  | 'noBroadcast'
  | 'multicast'
  | 'nobody'
  | 'connected'
  | 'largest'
  | 'stop';

/** What a conversation was measured to do, ready to be shown. */
interface Measured {
  readonly roundTrip: string;
  readonly throughput: string;
}

/** What the guided runs say between their steps. */
export interface DemoText {
  readonly seen: (facts: { steps: number; sockets: number }) => string;
  readonly tcp: Words<'title' | 'listen' | 'connect' | 'talk' | 'stream' | 'halfClose' | 'stop'> & {
    readonly streamSeen: (facts: { writes: number; reads: number }) => string;
    readonly next: readonly string[];
  };
  readonly udp: Words<UdpChapter> & {
    readonly bordersSeen: (facts: { sends: number; receives: number; reads: number }) => string;
    readonly next: readonly string[];
  };
  readonly unix: Words<
    'title' | 'listen' | 'connect' | 'nobodyKnows' | 'talk' | 'stop' | 'compare'
  > & {
    readonly compared: (facts: {
      path: Measured;
      port: Measured;
      /** How many times as long a round trip takes over TCP, and as much the path carries. */
      roundTrips: string;
      throughputs: string;
    }) => string;
    readonly next: readonly string[];
  };
  readonly tls: Words<'title' | 'plain' | 'encrypted' | 'passed' | 'unknown' | 'wrongName'> & {
    /** Whether the message could be found in what passed. */
    readonly compared: (facts: { plain: boolean; encrypted: boolean }) => string;
    readonly next: readonly string[];
  };
  readonly ws: WsDemoText;
}

/** What is said of datagrams: a datagram's header, the tables at the end of a run, what silence means. */
export interface UdpText {
  /** In the place of an empty datagram's payload. */
  readonly empty: string;
  /** The fields of RFC 768. */
  readonly header: Readonly<Record<'source' | 'destination' | 'length' | 'checksum', string>>;
  /** The length in octets, and what it is made of. */
  readonly length: (facts: { whole: string; payload: string }) => string;
  readonly checksumUnknown: string;
  /** The heads of the table of probes and replies. */
  readonly summary: Readonly<
    Record<
      'sent' | 'received' | 'lost' | 'duplicated' | 'outOfOrder' | 'min' | 'median' | 'max',
      string
    >
  >;
  /** Replies that came after their probe was given up; datagrams that answer none; datagrams beyond those watched. */
  readonly late: (count: number) => string;
  readonly unmatched: (count: number) => string;
  readonly unwatched: (facts: { sent: number; watched: number }) => string;
  /** How a reply without a number finds its datagram. */
  readonly derived: string;
  /** The heads of the table of senders, and the row of those that are not named. */
  readonly senders: Readonly<
    Record<'sender' | 'datagrams' | 'octets' | 'smallest' | 'largest' | 'span', string>
  >;
  readonly others: string;
  readonly nothingCame: string;
  readonly kernelDrops: (count: number) => string;
  /** Datagrams that got no answer, answers that were given up, payloads that stdout did not take. */
  readonly withheld: (count: number) => string;
  readonly refused: (count: number) => string;
  readonly unwritten: (count: number) => string;
  /** The first line of udp-recv; and those of udp-send. */
  readonly receiving: (facts: { address: string; service?: string }) => string;
  readonly wide: (host: string) => string;
  readonly silence: (facts: { address: string; connected: boolean }) => string;
  /** The first line of a link, and the heads of its table: a row for each direction. */
  readonly linking: (facts: { address: string; to: string; seed: string }) => string;
  readonly link: Readonly<
    Record<Direction | 'direction' | 'came' | 'wentOn' | Exclude<Fate, 'passed'>, string>
  >;
  readonly clientHint: string;
}
