import type { Microseconds } from '../event/clock.ts';
import type { EventOf } from '../event/event.ts';
import type { Rail, Rung } from './rung.ts';

/** A rung, and the states that were entered with it. */
export interface Row {
  readonly rung: Rung;
  readonly entered: Readonly<Partial<Record<Rail, EventOf<'state'>>>>;
}

/** A state belongs to the step before when it was entered so soon after it, µs. */
const WITH_STEP: Microseconds = 1000;

/**
 * Puts states that were entered beside the step before them, where a diagram has columns for them: the last row waits for what may belong
 * to it. A state that was entered by itself has its own row.
 */
export class Rows {
  #pending: Row | undefined;

  /** The rows that are complete now that this rung has come. */
  add(rung: Rung): Row[] {
    const { event } = rung;
    const pending = this.#pending;
    if (event.type !== 'state') {
      const before = this.flush();
      this.#pending = { rung, entered: {} };
      return before;
    }
    const isBeside = pending !== undefined && isOneMoment(pending, rung);
    const before = isBeside ? [] : this.flush();
    const row = isBeside ? pending : { rung, entered: {} };
    this.#pending = { ...row, entered: { ...row.entered, [rung.rail]: event } };
    return before;
  }

  /** The row that waited. */
  flush(): Row[] {
    const pending = this.#pending;
    this.#pending = undefined;
    return pending ? [pending] : [];
  }
}

function isOneMoment({ rung: before, entered }: Row, { event, rail, conversation }: Rung): boolean {
  return (
    before.conversation === conversation &&
    (conversation !== undefined || before.event.socket === event.socket) &&
    event.time - before.event.time <= WITH_STEP &&
    entered[rail] === undefined
  );
}
