/** The facts of a trace, by what stands before each. */
export type CheckFact =
  | ('format' | 'program' | 'created' | 'lines' | 'events' | 'span' | 'sockets')
  | ('newTypes' | 'newFields');

/** What `sockets view --check` says. */
export interface CheckText {
  /** What is wrong with a line: the reader tells it in English. */
  readonly problem: (problem: string) => string;
  readonly line: (number: string) => string;
  /** Whether a reader stops at the line, or goes on. */
  readonly kinds: Readonly<Record<'refused' | 'odd', string>>;
  /** Findings that were counted and not shown. */
  readonly more: (count: number) => string;
  readonly facts: Readonly<Record<CheckFact, string>>;
  /** Names that were counted and not kept apart. */
  readonly others: (count: number) => string;
  /** Beneath what only a newer program knows. */
  readonly newer: string;
  readonly verdict: {
    readonly good: string;
    /** It can be read, though it says what docs/trace-format.md rules out. */
    readonly odd: (count: number) => string;
    /** Only its last line cannot be read, for it has no end. */
    readonly cutOff: string;
    readonly refused: (count: number) => string;
  };
}
