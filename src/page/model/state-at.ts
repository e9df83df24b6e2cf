import type { Microseconds } from '../../event/clock.ts';
import type { EventOf } from '../../event/event.ts';

/** The last state of a socket that was entered at a time or before, by its events in their order. */
export function lastEntered(
  states: readonly EventOf<'state'>[],
  time: Microseconds,
): EventOf<'state'> | undefined {
  let from = 0;
  let to = states.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((states[middle]?.time ?? 0) <= time) from = middle + 1;
    else to = middle;
  }
  return states[from - 1];
}
