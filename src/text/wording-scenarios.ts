import type { TcpState } from '../event/tcp-state.ts';

/** What `sockets lab` can show. */
export const SCENARIO_NAMES = [
  'states',
  'handshake',
  'data',
  'close',
  'reset',
  'half-close',
  'backlog',
  'retransmission',
  'flow-control',
  'congestion',
  'stream',
  'udp-fragments',
  'udp-unreachable',
  'keep-alive',
  'layers',
] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

type Words<Name extends string> = Readonly<Record<Name, string>>;
/** What was seen: lines with figures that were measured just now. */
type Seen<Facts> = (facts: Facts) => readonly string[];
type Flags = readonly string[];

/** What is said of the eleven states. */
export type StatesText = Words<
  | 'listen'
  | 'synSent'
  | 'synReceived'
  | 'established'
  | 'finWait1'
  | 'finWait2'
  | 'lastAck'
  | 'timeWait'
  | 'both'
  | 'closing'
  | 'bothTimeWait'
  | 'countDown'
  | 'stop'
  | 'plainBind'
  | 'noProgram'
  | 'reuse'
> & {
  /** A row of the kernel's table in words: the state's number is hex. */
  readonly row: (facts: { ends: string; number: string; state: TcpState }) => string;
  readonly noRow: (ends: string) => string;
  readonly timer: (facts: { kind: string; left: string; fired: number }) => string;
  readonly left: (left: string) => string;
  /** What became of a bind without SO_REUSEADDR, and the last that the program said. */
  readonly plain: (facts: {
    program: string;
    port: number;
    refused: boolean;
    said: string;
  }) => string;
  readonly seen: Seen<{
    reached: number;
    of: number;
    took: string;
    left: string;
    plain: { readonly program: string; readonly refused: boolean } | undefined;
  }>;
};

/** Every sentence of the scenarios of `sockets lab`, in one language. */
export interface ScenarioText {
  readonly titles: Readonly<Record<ScenarioName, string>>;
  readonly opening: string;
  readonly closing: string;
  /** Before what was seen. */
  readonly saw: string;
  readonly states: StatesText;
  readonly handshake: Words<'listen' | 'connect'> & {
    readonly seen: Seen<{
      x: string;
      y: string;
      /** The acknowledgment numbers of the second and the third segment. */
      synAckNumber: string;
      ackNumber: string;
      answered: string;
      connected: string;
    }>;
  };
  readonly data: {
    readonly write: (facts: { chapter: number; bytes: number; seq: number }) => string;
    readonly seen: Seen<{
      rows: readonly { seq: number; bytes: number; ack: number; after: string }[];
      total: number;
    }>;
  };
  readonly close: Words<'half' | 'other' | 'again' | 'together'> & {
    readonly seen: Seen<{ apart: Flags; together: Flags }>;
  };
  readonly reset: Words<'onPurpose' | 'unread'> & {
    readonly nobody: (facts: { port: number }) => string;
    readonly seen: Seen<{ flags: Flags }>;
  };
  readonly halfClose: Words<'end' | 'goOn' | 'other'> & {
    readonly seen: Seen<{ received: number; open: string; fins: number }>;
  };
  readonly backlog: Words<'fill' | 'third' | 'accept'> & {
    readonly listen: (facts: { backlog: number }) => string;
    readonly seen: Seen<{
      waiting: number;
      limit: number;
      backlog: number;
      waited: string;
      syns: number;
    }>;
  };
  readonly retransmission: Words<'alone' | 'another'> & {
    readonly crowd: (facts: { writes: number }) => string;
    /** `acks`: how many told of octets behind the gap before it was filled, `missed` after its segment. */
    readonly seen: Seen<{ timer: string; acks: number; missed: string; faster: number }>;
  };
  readonly flowControl: Words<'largeBuffers' | 'probe' | 'resume'> & {
    readonly fill: (facts: { bytes: string }) => string;
    readonly seen: Seen<{
      first: string;
      opened: string;
      closedFor: string;
      blockedFor: string;
      probes: number;
    }>;
  };
  readonly congestion: Words<'notReno' | 'curve' | 'unmeasured'> & {
    readonly noQueue: (facts: { loss: number }) => string;
    readonly send: (facts: { bytes: string; rate: string }) => string;
    readonly seen: Seen<{
      first: number;
      most: number;
      least: number;
      cuts: number;
      retransmitted: number;
      samples: number;
      took: string;
    }>;
  };
  readonly stream: {
    readonly large: (facts: { bytes: string }) => string;
    readonly small: (facts: { writes: number }) => string;
    readonly seen: Seen<{
      size: string;
      large: { readonly segments: number; readonly reads: number };
      writes: number;
      small: { readonly segments: number; readonly reads: number };
      digest: string;
      equal: boolean;
    }>;
  };
  readonly udpFragments: Words<'open' | 'whole' | 'pieces'> & {
    readonly tooLong: (facts: { bytes: string }) => string;
    readonly seen: Seen<{
      whole: number;
      pieces: number;
      received: readonly number[];
      largest: string;
      code: string;
    }>;
  };
  readonly udpUnreachable: Words<'connected'> & {
    readonly unconnected: (facts: { port: number }) => string;
    readonly seen: Seen<{
      kind: number;
      code: number;
      errors: number;
      errno: string;
      after: string;
    }>;
  };
  readonly keepAlive: Words<'probes' | 'gone'> & {
    readonly idle: (facts: { limit: string }) => string;
    readonly seen: Seen<{ after: string; unanswered: number; silent: string; code: string }>;
  };
  readonly layers: Words<'send' | 'unwrap'> & {
    /** The layers by their place in the models of OSI and TCP/IP; others have their own name alone. */
    readonly names: Readonly<Record<string, string>>;
    /** The head of a layer: its name, and which octets are its own. */
    readonly layer: (facts: { name: string; from: number; to: number; length: number }) => string;
    readonly seen: Seen<{
      layers: readonly { readonly name: string; readonly length: number }[];
      octets: number;
      owned: number;
      payload: number;
    }>;
  };
}
