import type { FailureCode, Failures } from '../error.ts';
import type { EventOf, EventType } from '../event/event.ts';
import type { SegmentWords } from './segment-words.ts';
import type { Glossary } from './terms.ts';
import type { ConsoleText, DemoText, HelpText, UdpText } from './wording.ts';
import type { CheckText } from './wording-check.ts';
import type { DiffText } from './wording-diff.ts';
import type { DoctorText } from './wording-doctor.ts';
import type { LabText } from './wording-lab.ts';
import type { BordersText, LadderText } from './wording-ladder.ts';
import type { LiveText } from './wording-live.ts';
import type { PcapngText } from './wording-pcapng.ts';
import type { ScenarioText } from './wording-scenarios.ts';
import type { TracePageText } from './wording-trace-page.ts';
import type { ViewingText } from './wording-view.ts';
import type { WatchText } from './wording-watch.ts';
import type { BitsText, HeadersText, PageText } from './wording-ws.ts';
import type { LanesText } from './wording-xray.ts';

/** The languages every sentence exists in. */
export type Language = 'en' | 'ko';
export const LANGUAGES = ['en', 'ko'] as const satisfies readonly Language[];

/** What failed, why in plain words, what to do next: one sentence each. */
export interface Advice {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** How many of a kind a summary counts, and the octets they carried. */
export interface Tally {
  readonly type: EventType;
  readonly count: number;
  /** `97 MB`, for what carries octets. */
  readonly size?: string;
}

/** Every sentence a person reads while sockets run, in one language. Both languages have all, or do not compile. */
export interface Text {
  readonly language: Language;
  /** The heads of the trace's columns. */
  readonly columns: {
    readonly time: string;
    readonly lane: string;
    readonly socket: string;
    readonly step: string;
    readonly what: string;
  };
  /** What happened, by the step's kind. Payload is shown by the view. */
  readonly steps: { readonly [Type in EventType]: (event: EventOf<Type>) => string };
  /** What a segment is by those before it. */
  readonly segment: SegmentWords;
  /** What stands in a ladder diagram besides the steps. */
  readonly ladder: LadderText;
  /** What is said in a capture file that is written. */
  readonly pcapng: PcapngText;
  readonly borders: BordersText;
  /** The sum of what came too fast to show: `… 12,480 receive (97 MB) in 1.0 s`. */
  readonly summary: (tallies: readonly Tally[], duration: string) => string;
  /** Beneath octets that are not all shown. */
  readonly moreBytes: (bytes: string) => string;
  readonly errors: { readonly [Code in FailureCode]: (facts: Readonly<Failures[Code]>) => Advice };
  readonly advice: { readonly why: string; readonly next: string };
  readonly console: ConsoleText;
  readonly help: HelpText;
  readonly demo: DemoText;
  readonly udp: UdpText;
  /** What is said of the lanes of a run. */
  readonly lanes: LanesText;
  /** What is said around a program that is watched. */
  readonly watch: WatchText;
  /** What is said of recordings. */
  readonly viewing: ViewingText;
  /** What is said of a recording that is checked. */
  readonly check: CheckText;
  /** What is said of two runs that are compared. */
  readonly diff: DiffText;
  /** What is said of this machine. */
  readonly doctor: DoctorText;
  /** What is said of private networks. */
  readonly lab: LabText;
  /** What each header of a WebSocket handshake is for. */
  readonly headers: HeadersText;
  /** What the bits of a WebSocket frame say. */
  readonly bits: BitsText;
  /** What is said around a run that a page shows live. */
  readonly live: LiveText;
  /** What the page of a WebSocket server says. */
  readonly page: PageText;
  /** What the page says that shows a trace. */
  readonly tracePage: TracePageText;
}

/** Loads a language; the other one's sentences are never read. */
export async function loadText(language: Language): Promise<Text> {
  return language === 'ko' ? (await import('./ko/text.ts')).ko : (await import('./en/text.ts')).en;
}

/** The language a locale asks for, as POSIX ranks its variables: LC_ALL, LC_MESSAGES, LANG. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value) ?? '';
  return /^ko([_.@]|$)/i.test(locale) ? 'ko' : 'en';
}

/** Loads the explanations of every word in a language: `sockets explain`, `--explain`. */
export async function loadGlossary(language: Language): Promise<Glossary> {
  return language === 'ko'
    ? (await import('./ko/glossary.ts')).glossary
    : (await import('./en/glossary.ts')).glossary;
}

/** Loads what the scenarios of `sockets lab` say in a language. */
export async function loadScenarioText(language: Language): Promise<ScenarioText> {
  return language === 'ko'
    ? (await import('./ko/scenarios.ts')).scenarios
    : (await import('./en/scenarios.ts')).scenarios;
}
