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
  readonly known: Readonly<Record<Exclude<(typeof STATE_SOURCES)[number], 'traced'>, string>>;
  readonly picture: PictureText;
}

/** What stands in a picture of a whole recording, Mermaid's or SVG, besides the ladder itself. */
export interface PictureText {
  /** What kind of picture it is, for whoever does not see it. */
  readonly title: string;
  /** What is in it, in words. `ends`: each conversation's two. */
  readonly described: (facts: {
    ends: readonly string[];
    steps: number;
    packets: number;
    lost: number;
    took: string;
  }) => string;
  /** Where the packets of a conversation were not watched: whose steps these are, and what an arrow of dashes means. */
  readonly callsAlone: string;
  /** Beneath a picture that has room for some of the steps only. */
  readonly more: (steps: number) => string;
  /** In place of the steps of a recording that has none. */
  readonly nothing: string;
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
