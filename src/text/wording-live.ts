/** What is said around a run that a page shows live in a browser. */
export interface LiveText {
  /** The first line: where the page is. */
  readonly address: (url: string) => string;
  /** Beneath it, where the page is in a lab: no browser outside can reach it. */
  readonly inLab: string;
  /** The run is over, and its page is still served. */
  readonly over: string;
  /** The same where the end of input ends it, too. */
  readonly overUntilEnd: string;
  /** What a browser is told that is not let in, or another program. */
  readonly refusals: Readonly<Record<'host' | 'method' | 'token' | 'origin', string>>;
}
