/** Where the columns of a ladder stand. All widths in columns of a terminal. */
export interface LadderLayout {
  readonly time: number;
  /** A column for the state of each end, beside its rail; 0 where there is no room, and states stand between the rails. */
  readonly state: number;
  readonly label: number;
  /** Between the two rails. */
  readonly body: number;
}

/** `SYN-RECEIVED`; in brackets, as a state that is derived, where there is room for that. */
const STATE = 12;
const BRACKETED = STATE + 2;
const WITH_BRACKETS = 100;
const LABEL = 3;
/** Columns of a page that has no end. */
const ENDLESS = 110;
/** A ladder needs some columns between its rails, whatever the terminal has. */
export const LEAST_BODY = 12;
/** Below this the states have no columns of their own. */
const WITH_STATES = 78;

/**
 * The columns of a ladder in a terminal of so many, `undefined` where lines have no end. A time has `time` of them; `states`
 * asks for room beside the rails.
 */
export function ladderLayout(
  columns: number | undefined,
  { time, states }: { readonly time: number; readonly states: boolean },
): LadderLayout {
  const all = Math.min(columns ?? ENDLESS, MOST);
  const widest = all < WITH_BRACKETS ? STATE : BRACKETED;
  const state = states && all >= WITH_STATES ? widest : 0;
  const beside = 2 * (LABEL + 1 + (state > 0 ? state + 1 : 0));
  const rails = 2;
  return {
    ...{ time, state, label: LABEL },
    body: Math.max(LEAST_BODY, all - time - 1 - beside - rails),
  };
}

/** Longer arrows are not easier to read. */
const MOST = 160;
