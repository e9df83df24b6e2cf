import type { Address } from '../../event/address.ts';
import type { Microseconds } from '../../event/clock.ts';
import { errnoOf } from './call-details.ts';
import type { SocketCall, SocketGone, SocketState } from './syscall-fact.ts';

/** How a socket's life ended: a program closed it, or left that to the kernel when it ended; or it is open still. */
export type LifeEnd =
  | { readonly how: 'closed' | 'left-open' | 'open' }
  | { readonly how: 'killed'; readonly signal: string };

/** What the calls on a socket told of it, from its first to its last. */
export interface SocketLife {
  /** As it was last. */
  readonly socket: SocketState;
  /** Octets that calls moved; absent where such calls were not watched. */
  readonly sent?: number;
  readonly received?: number;
  /** A listener's: the connections it gave. */
  readonly accepted: number;
  /** What its last connect(2) or bind(2) failed with. */
  readonly failed?: string;
  /** Where connect(2) was to lead. */
  readonly towards?: Address;
  /** The process that ended it, or was the last to have it. */
  readonly by?: number;
  readonly until?: Microseconds;
  readonly end: LifeEnd;
}

/** Lives that are kept; of what comes beyond them, only the number. */
const MOST = 10_000;

/** Collects the lives of sockets from their calls. Pure, and bounded. */
export class SocketLives {
  readonly #lives = new Map<number, SocketLife>();
  /** The latest socket that was one too many: their numbers grow. */
  #beyond = 0;
  #untold = 0;
  #unused = 0;

  /** How many sockets were too many to keep. */
  get untold(): number {
    return this.#untold;
  }

  /** How many were made and closed without ever having an address or a peer, and were not told of. */
  get unused(): number {
    return this.#unused;
  }

  /** In the order in which they began. */
  list(): readonly SocketLife[] {
    return [...this.#lives.values()];
  }

  get(id: number): SocketLife | undefined {
    return this.#lives.get(id);
  }

  /** A socket that was there before its first call. */
  begin(socket: SocketState): void {
    this.#change(socket, (life) => life);
  }

  /** Takes a call, on a socket that it was made on. */
  call(call: SocketCall, socket: SocketState): void {
    const { octets = 0, direction } = call;
    this.#change(socket, ({ failed, ...life }) => {
      const moved = direction !== undefined && { [direction]: (life[direction] ?? 0) + octets };
      const failure = isAttempt(call) ? failureOf(call) : failed;
      const towards = call.call === 'connect' && call.address && { towards: call.address };
      return { ...life, ...moved, ...towards, ...(failure !== undefined && { failed: failure }) };
    });
  }

  /** A listener has given a connection. */
  accept(listener: SocketState, connection: SocketState): void {
    this.#change(listener, (life) => ({ ...life, accepted: life.accepted + 1 }));
    this.#change(connection, (life) => life);
  }

  /** The socket is gone; `signal` ended the process, if one did. */
  gone({ socket, by, process, time }: SocketGone, signal: string | undefined): void {
    if (by === 'unseen' || !this.#lives.has(socket.id)) return;
    const end = by === 'exit' ? leftBy(signal) : CLOSED;
    this.#change(socket, (life) => ({ ...life, by: process, until: time, end }));
  }

  /** A socket that is not to be told of. */
  forget(id: number): void {
    this.#lives.delete(id);
  }

  /** A socket that was of no use to its program, and is not to be told of. */
  leaveOut(id: number): void {
    if (this.#lives.delete(id)) this.#unused += 1;
  }

  #change(socket: SocketState, change: (life: SocketLife) => SocketLife): void {
    const { id } = socket;
    const known = this.#lives.get(id);
    if (known || this.#lives.size < MOST) {
      this.#lives.set(id, change({ ...(known ?? { accepted: 0, end: OPEN }), socket }));
    } else if (id > this.#beyond) {
      this.#beyond = id;
      this.#untold += 1;
    }
  }
}

const OPEN: LifeEnd = { how: 'open' };
const CLOSED: LifeEnd = { how: 'closed' };
const MAY_FAIL: ReadonlySet<string> = new Set(['bind', 'connect', 'listen']);

function isAttempt({ call, concludes }: SocketCall): boolean {
  return MAY_FAIL.has(call) || concludes !== undefined;
}

function leftBy(signal: string | undefined): LifeEnd {
  return signal === undefined ? { how: 'left-open' } : { how: 'killed', signal };
}

/** What an asynchronous connect(2) came to is told by a later call. */
function failureOf(call: SocketCall): string | undefined {
  const answer = call.option?.value;
  if (call.concludes) return typeof answer === 'string' ? answer : undefined;
  const errno = errnoOf(call);
  return errno === 'EINPROGRESS' ? undefined : errno;
}
