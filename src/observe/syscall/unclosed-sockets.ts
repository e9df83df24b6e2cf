import type { Family } from './family.ts';
import type { Actor, Holdings } from './holdings.ts';
import type { SocketState, UnclosedSocket } from './syscall-fact.ts';

/** How a process ended: with a status, or by a signal. */
export interface HowEnded {
  readonly status?: number;
  readonly signal?: string;
}

/** Sockets that are remembered after their process. */
const MOST_REMEMBERED = 10_000;

/** The sockets that no call closed. */
export class UnclosedSockets {
  readonly #closedByKernel: UnclosedSocket[] = [];

  /** Notes a socket that the end of its last process closed. */
  add(socket: SocketState, { owner, time }: Actor, how: HowEnded): void {
    if (this.#closedByKernel.length >= MOST_REMEMBERED) return;
    const why = how.signal === undefined ? 'exited' : 'killed';
    this.#closedByKernel.push({ socket, why, processes: [owner.id], time, ...how });
  }

  /** Those the kernel closed, in the order in which it did; then those that are open, by their processes now. */
  list(holdings: Holdings, family: Family): UnclosedSocket[] {
    const owners = new Map<number, number[]>();
    for (const { id, table } of family.processes()) {
      const held = new Set(table.entries().map(([, { socket }]) => socket.state.id));
      for (const socket of held) owners.set(socket, [...(owners.get(socket) ?? []), id]);
    }
    const open = [...holdings.sockets].map(({ state }): UnclosedSocket => {
      const processes = owners.get(state.id) ?? [];
      return { socket: state, why: 'open', processes, time: state.since };
    });
    return [...this.#closedByKernel, ...open];
  }
}
