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
