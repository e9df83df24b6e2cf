import { isPath } from '../event/address.ts';
import type { SocketEvent, SocketLabel } from '../event/event.ts';

/** What waits for its other half at the most, for each path. */
const MOST = 1024;
/** Sockets that are remembered. */
const MOST_KNOWN = 16_384;

/** Labels that wait for their calls, and calls that wait for their labels: never both. `undefined`: a connection that got no label. */
interface Turn {
  readonly labels: (SocketLabel | undefined)[];
  readonly ids: number[];
}

/**
 * Says which calls belong to which label where no address can tell: many connections of Unix domain sockets have the one path. A program
 * tells of what it accepts at a path, and of its attempts there, in the order in which it makes the calls. Pure.
 */
export class Turns {
  readonly #turns = new Map<string, Turn>();
  readonly #known = new Map<number, SocketLabel>();

  /** Learns from a step of a program. */
  learn({ type, socket, local, remote }: SocketEvent): void {
    if (type === 'accept' && isNamed(local)) this.#label(`accept ${local.path}`, socket);
    if (type === 'turned-away' && isNamed(local)) this.#label(`accept ${local.path}`, undefined);
    if (type === 'attempt' && isNamed(remote)) this.#label(`connect ${remote.path}`, socket);
  }

  /** Learns of a call on the socket `id`: accept(2) at a path gave it, or connect(2) was called on it. */
  call(by: 'accept' | 'connect', path: string, id: number): void {
    const turn = this.#turn(`${by} ${path}`);
    if (this.#known.has(id) || turn.ids.includes(id)) return;
    turn.ids.push(id);
    this.#match(turn);
  }

  /** The label of a socket that calls were seen on, where it is known. */
  of(id: number): SocketLabel | undefined {
    return this.#known.get(id);
  }

  #label(key: string, label: SocketLabel | undefined): void {
    const turn = this.#turn(key);
    turn.labels.push(label);
    this.#match(turn);
  }

  #turn(key: string): Turn {
    const turn = this.#turns.get(key) ?? { labels: [], ids: [] };
    this.#turns.set(key, turn);
    return turn;
  }

  #match({ labels, ids }: Turn): void {
    while (labels.length > 0 && ids.length > 0) {
      const [label, id] = [labels.shift(), ids.shift()];
      if (label !== undefined && id !== undefined) this.#know(id, label);
    }
    if (labels.length > MOST) labels.shift();
    if (ids.length > MOST) ids.shift();
  }

  #know(id: number, label: SocketLabel): void {
    this.#known.set(id, label);
    if (this.#known.size <= MOST_KNOWN) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

function isNamed(address: SocketEvent['local']): address is { readonly path: string } {
  return address !== undefined && isPath(address) && address.path !== '';
}
