import type { Emit, SocketEvent } from '../event/event.ts';

/** One function that hands each event to all that want it; `undefined` when none does. */
export function toAll(wanted: readonly (Emit | undefined)[]): Emit | undefined {
  const emits = wanted.filter((emit) => emit !== undefined);
  const [first, ...others] = emits;
  if (others.length === 0) return first;
  return (event: SocketEvent) => {
    for (const emit of emits) emit(event);
  };
}
