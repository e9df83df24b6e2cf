import type { SocketLabel } from './event.ts';

/**
 * What a label's letter stands for: a listener, an accepted (server) socket, a client, a datagram socket; or a stream socket of a program
 * we only watch, which was seen before anybody could know what it will be (T, of transmission).
 */
export type Role = 'L' | 'S' | 'C' | 'U' | 'T';

/** Gives every socket of a run its own short name, counted per role: `L1`, `S1`, `S2`, `C1`. */
export class Labels {
  readonly #given = new Map<Role, number>();

  next(role: Role): SocketLabel {
    const number = (this.#given.get(role) ?? 0) + 1;
    this.#given.set(role, number);
    return `${role}${number}`;
  }
}

/** The process's own labels, so that two endpoints that know nothing of each other still differ in one trace. */
export const processLabels = new Labels();
