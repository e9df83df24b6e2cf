import type { STATE_SOURCES } from '../event/kernel-event.ts';

/** What stands in a ladder diagram besides the steps. */
export interface LadderText {
  /** Above the two lifelines. */
  readonly client: string;
  readonly server: string;
  /** Where only the program's own lane was watched: no arrow says what became of the octets. */
  readonly notWatched: string;
  /** Beside an arrow that ends on its way. */
  readonly lost: string;
  /** How a state is known, where it was not traced. */
  readonly known: Readonly<Record<(typeof STATE_SOURCES)[number], string>>;
}

/** What is said where octets are painted with the borders of the sends they came in. */
export interface BordersText {
  readonly legend: (signs: { border: string; cut: string }) => string;
  /** Beside octets whose sender nobody watched. */
  readonly unknown: string;
  /** Beneath a run in which nothing could be painted. */
  readonly none: string;
  /** Of `send 7`, where only some of its octets are there. */
  readonly part: (send: string) => string;
  /** How often octets were moved on one way: `5 sends, 2 receives`. */
  readonly tally: (counts: readonly { kind: string; count: number }[]) => string;
}
