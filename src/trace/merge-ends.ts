import type { Microseconds } from '../event/clock.ts';
import type { SocketEvent } from '../event/event.ts';
import { endOf, endPair, isDatagramSocket } from './merge-flow.ts';
import type { OneSocket } from './merge-labels.ts';
import { keep } from './merge-memory.ts';

/** Pairs of ends that are remembered, and sockets of each: a port is used again some time. */
const MOST_PAIRS = 16_384;
const MOST_OF_A_PAIR = 8;

interface Life extends OneSocket {
  readonly first: Microseconds;
  last: Microseconds;
  /** The sockets of other recordings that are this very one. */
  readonly same: OneSocket[];
}

/**
 * Knows which sockets of several recordings are the same one, seen twice, and which are the two ends of one connection: by their pairs of
 * addresses, and among those that had the same pair one after the other by their times. Bounded to 16,384 pairs.
 */
export class MergedEnds {
  readonly #lives = new Map<string, Life[]>();
  readonly #known = new Map<string, Life>();

  /** Learns from an event what it says of its socket's ends. */
  learn(file: number, event: SocketEvent): void {
    const { socket: label, time } = event;
    const key = keyOf(event);
    if (key === undefined) return;
    const lives = this.#lives.get(key) ?? [];
    const life = lives.find((one) => one.file === file && one.label === label);
    if (life !== undefined) {
      life.last = Math.max(life.last, time);
      return;
    }
    const born: Life = { file, label, first: time, last: time, same: [] };
    if (!isDatagramSocket(label)) this.#join(born, lives);
    keep(this.#lives, key, [...lives, born].slice(-MOST_OF_A_PAIR), MOST_PAIRS);
    keep(this.#known, `${file} ${label}`, born);
  }

  /** The sockets of other recordings that are this very one. */
  sameAs({ file, label }: OneSocket): readonly OneSocket[] {
    return this.#known.get(`${file} ${label}`)?.same ?? [];
  }

  /** The other end of the connection an event belongs to, where some recording has it as a socket. */
  peerOf({ socket, local, remote, time }: SocketEvent): OneSocket | undefined {
    const pair = endPair(socket, local, remote);
    return pair && nearest(this.#lives.get(pair.mirrored) ?? [], time);
  }

  /** One socket has one label in each recording: so of each other recording, the nearest in time that is nobody's yet. */
  #join(born: Life, lives: readonly Life[]): void {
    const free = lives.filter(
      (one) => one.file !== born.file && !one.same.some(({ file }) => file === born.file),
    );
    for (const file of new Set(free.map((one) => one.file))) {
      const found = nearest(
        free.filter((one) => one.file === file),
        born.first,
      );
      if (found === undefined) continue;
      born.same.push({ file: found.file, label: found.label });
      found.same.push({ file: born.file, label: born.label });
    }
  }
}

/** A pair of ends; of a listener, which only stands in for sockets it has not given yet, the address it listens at. */
function keyOf({ socket, local, remote }: SocketEvent): string | undefined {
  if (!socket.startsWith('L')) return endPair(socket, local, remote)?.own;
  const end = remote === undefined ? endOf(local) : undefined;
  return end === undefined ? undefined : `listen ${end}`;
}

function nearest(lives: readonly Life[], time: Microseconds): Life | undefined {
  const distance = ({ first, last }: Life) => Math.max(0, first - time, time - last);
  return lives.reduce<Life | undefined>(
    (best, life) => (best === undefined || distance(life) < distance(best) ? life : best),
    undefined,
  );
}
