import type { SocketLabel } from '../event/event.ts';
import { keep } from './merge-memory.ts';

/** A label has so many characters at the most (docs/trace-format.md). */
const LONGEST = 64;

/** A socket of one of several recordings: the recording's number, from 0, and what it calls the socket. */
export interface OneSocket {
  readonly file: number;
  readonly label: SocketLabel;
}

/** A socket that has another name in the merged trace than in its own recording. */
export interface Renamed extends OneSocket {
  readonly to: SocketLabel;
}

/**
 * Gives each socket of several recordings a name of its own: its own one where that is free, else the next free number behind the same
 * letter. Who asks first keeps its name. Remembers 65,536 sockets.
 */
export class MergedLabels {
  readonly #given = new Map<string, SocketLabel>();
  readonly #taken = new Map<SocketLabel, true>();
  readonly #renamed = new Map<string, Renamed>();

  /** The name of a socket in the merged trace. `same`: the sockets of other recordings that are this very one. */
  of(socket: OneSocket, same: readonly OneSocket[] = []): SocketLabel {
    const known = this.#given.get(keyOf(socket));
    if (known !== undefined) return known;
    const shared = same
      .map((one) => this.#given.get(keyOf(one)))
      .find((name) => name !== undefined);
    const name = shared ?? this.#free(socket.label);
    keep(this.#taken, name, true);
    keep(this.#given, keyOf(socket), name);
    if (name !== socket.label) keep(this.#renamed, keyOf(socket), { ...socket, to: name });
    return name;
  }

  /** Those that have another name now, in the order in which they got it. */
  get renamed(): readonly Renamed[] {
    return [...this.#renamed.values()];
  }

  #free(label: SocketLabel): SocketLabel {
    if (!this.#taken.has(label)) return label;
    const [, letters = label, digits = '1'] = /^(.*?)(\d{1,15})$/u.exec(label) ?? [];
    for (let number = Number(digits) + 1; ; number += 1) {
      const name = `${letters.slice(0, LONGEST - String(number).length)}${number}`;
      if (!this.#taken.has(name)) return name;
    }
  }
}

function keyOf({ file, label }: OneSocket): string {
  return `${file} ${label}`;
}
