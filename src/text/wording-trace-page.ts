import type { Source } from '../event/event.ts';
import type { LayerKind } from './layer-kind.ts';

/** What the page says that shows a trace: its controls, headings and notices. */
export type TracePageText = Readonly<Record<Control | Heading | Notice, string>> & {
  /** The switches of the lanes: who saw a step, in a few words. */
  readonly lanes: Readonly<Record<Source, string>>;
  /** `12 of 49`: the number of the step, and how many there are. */
  readonly position: (facts: { at: string; of: string }) => string;
  /** What a search has found, and which of it is shown. */
  readonly matches: (facts: { at: string; of: string }) => string;
  /** A conversation's switch, where no address is known. */
  readonly conversation: (number: number) => string;
  /** How many steps have been read so far, and how many a page takes at the most. */
  readonly reading: (events: string) => string;
  readonly tooMany: (most: string) => string;
  /** A line that is no event, and what is wrong with it: nothing behind it is shown. */
  readonly badLine: (facts: { line: string; problem: string }) => string;
  /** Events of types that only a newer program knows. */
  readonly newer: (count: string) => string;
  /** Events of a run that were not kept until this page was opened. */
  readonly skipped: (count: string) => string;
  /** Beneath octets that are not all kept, or not all shown. */
  readonly keptOctets: (facts: { kept: string; all: string }) => string;
  readonly showOctets: (count: string) => string;
  /** What a pointer or the keys have found: `octets 34 to 35, TCP, Source Port: 52344`. */
  readonly place: (facts: { from: number; to: number; layer: string; field: string }) => string;
  /** Parts of what passed, by their names where these are not the RFCs'. */
  readonly layers: Readonly<Record<LayerKind, string>>;
  /** Beneath a state: since when, and how it is known. */
  readonly since: (time: string) => string;
  /** On paper, where not all rows are there. */
  readonly printed: (facts: { shown: string; of: string }) => string;
};

/** What can be pressed, chosen or typed into. */
type Control =
  | 'first'
  | 'previous'
  | 'play'
  | 'pause'
  | 'next'
  | 'last'
  | 'speed'
  | 'search'
  | 'previousMatch'
  | 'nextMatch'
  | 'noMatch'
  | 'filter'
  | 'all'
  | 'none'
  | 'reset'
  | 'language'
  | 'chartsOf'
  | 'keys';

/** What stands above the parts of the page. */
type Heading =
  | 'controls'
  | 'lane'
  | 'conversations'
  | 'alone'
  | 'kinds'
  | 'ladder'
  | 'time'
  | 'state'
  | 'step'
  | 'fields'
  | 'states'
  | 'charts'
  | 'octets'
  | 'event'
  | 'congestion'
  | 'window'
  | 'threshold'
  | 'segments'
  | 'roundTrip'
  | 'smoothed'
  | 'measured'
  | 'inFlight'
  | 'queues'
  | 'receiveQueue'
  | 'sendQueue';

/** What is said where something is not there, or has happened. */
type Notice =
  | 'noScript'
  | 'noEvents'
  | 'noRows'
  | 'noStep'
  | 'noOctets'
  | 'noCharts'
  | 'stateUnknown'
  | 'derived'
  | 'polled'
  | 'connecting'
  | 'live'
  | 'ended'
  | 'lost'
  | 'retransmitted';
