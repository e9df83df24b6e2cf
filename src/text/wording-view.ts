/** What a key does while one steps through a recording, with the keys that do it. */
export const STEP_KEYS = {
  next: 'Space → Enter',
  back: 'b ←',
  nextOfSocket: 'n',
  previousOfSocket: 'p',
  first: 'g Home',
  last: 'G End',
  search: '/',
  filter: 'f',
  explain: 'e',
  octets: 'x',
  scroll: '↑ ↓',
  keys: '? h',
  quit: 'q',
} as const;
export type StepKey = keyof typeof STEP_KEYS;

/** What is said of a recording. Numbers and times are ready to be shown. */
export interface ViewingText {
  /** Above a recording: who wrote it, when, how much there is, and which lanes it has. */
  readonly facts: (facts: {
    program: string;
    created: string;
    events: string;
    span: string;
    lanes: string;
  }) => string;
  /** How many are shown, of how many. */
  readonly events: (facts: { shown: number; of: number }) => string;
  /** The same where the recording goes on beyond what was looked at first. */
  readonly more: (events: string) => string;
  /** Behind a conversion: `events` as above, and where it went. */
  readonly written: (facts: { events: string; path: string }) => string;
  /** The last line is cut off: the program was ended while it wrote. */
  readonly cut: (facts: { line: string }) => string;
  /** Events of kinds that this version does not know. */
  readonly unknown: (count: number) => string;
  readonly nothingLeft: string;
  readonly nothingThere: string;
  /** Before a replay that shortens long gaps. */
  readonly shortened: (seconds: number) => string;
  /** One line for each of several recordings: its name, and the sockets that have other labels there. */
  readonly recording: (facts: { name: string; renamed: readonly string[] }) => string;
  /** How far its clock is from the first one's. `offset` says which way: `ahead` of it or `behind`. */
  readonly clock: (facts: {
    offset: string;
    way: 'ahead' | 'behind';
    uncertainty: string | undefined;
  }) => string;
  /** Nothing passed between the recordings: their times are taken as they are. */
  readonly clockUnknown: string;
  readonly repeated: (count: number) => string;
  /** Of a file that is followed. */
  readonly waiting: (path: string) => string;
  readonly anew: (path: string) => string;
  readonly stepping: SteppingText;
}

/** What stands around a recording while one steps through it. */
export interface SteppingText {
  readonly position: (facts: { at: number; of: number }) => string;
  /** At the right of the status line. */
  readonly hint: string;
  readonly search: string;
  readonly filter: string;
  /** Which filter is in force. */
  readonly filtered: (words: string) => string;
  readonly notFound: (words: string) => string;
  readonly nothingLeft: (words: string) => string;
  readonly first: string;
  readonly last: string;
  readonly noOther: (socket: string) => string;
  readonly noOctets: string;
  /** Behind a part that has more rows than there is room for. */
  readonly moreRows: (rows: number) => string;
  readonly keys: Readonly<Record<StepKey, string>>;
}
