import type { InternetAddress } from '../../event/address.ts';
import type { Microseconds } from '../../event/clock.ts';
import type { TcpState } from '../../event/tcp-state.ts';
import type { KernelSighting } from '../sighting.ts';
import { FollowedSocket } from './followed-socket.ts';
import { endsKey } from './inet-host.ts';
import { PendingConnects } from './pending-connects.ts';
import type { SsTcpRow, Wanted } from './ss-tcp.ts';
import { measuredOf } from './tcp-change.ts';
import type { TcpRow } from './tcp-tables.ts';
import type { StateChange } from './trace-pipe.ts';

/** Sockets that are followed at the same time: what comes beyond them is not told. */
export const MOST_SOCKETS = 16_384;

/** How wrong the time of a traced change may be, and still it is known what was before a look and what after. */
const BLUR: Microseconds = 1000;

/** How long a traced change of a socket that nobody wants is kept, for those who tell of it may be slower; and how many. */
const KEPT: Microseconds = 1_000_000;
const MOST_KEPT = 1024;

/** Where Linux gives a socket up and may go on with a small one for TIME-WAIT or an orphan's FIN-WAIT-2, which it does not trace. */
const MAY_GO_ON: ReadonlySet<TcpState> = new Set(['FIN-WAIT-2', 'CLOSING']);

/** A traced change, and the attempt that it tells the port of. */
interface Heard {
  readonly change: StateChange;
  readonly begun: StateChange | undefined;
}

/**
 * Knows what each socket was like at the last look, and says what has changed: pure, and bounded to MOST_SOCKETS.
 *
 * - `state`, `polled`: a row's state is another than before, or the row is new (then without `was`). A row that two looks do not find is
 *   CLOSED, once, at the time of the first: the kernel prints a table page by page, and a row may slip through. `unsure` says that the
 *   second look is due.
 * - `state`, `traced`: as the kernel did it. Looks then add what it does not trace: TIME-WAIT, and handshakes without a socket. A change is
 *   told, too, when its socket becomes wanted within a second.
 * - `queues`: when one becomes empty or is not any more, or is twice or half of what was told.
 * - `accept-queue`: once ss has told the limit, and then whenever the number of those who wait changes.
 * - `tcp-info`: see `isNewMeasure`.
 *
 * Listeners that share an address (SO_REUSEPORT) are one, and their queues are added.
 */
export class StateTable {
  readonly #wanted: Wanted;
  readonly #most: number;
  readonly #sockets = new Map<string, FollowedSocket>();
  readonly #connects = new PendingConnects();
  /** When a socket's state was traced last: a look that had begun by then may have seen the state before. */
  readonly #traced = new Map<string, Microseconds>();
  /** What was traced of sockets that nobody wants yet. */
  #unclaimed: readonly Heard[] = [];
  #found: KernelSighting[] = [];
  #moved = false;

  constructor(wanted: Wanted, most = MOST_SOCKETS) {
    this.#wanted = wanted;
    this.#most = most;
  }

  /** How many sockets are followed. */
  get size(): number {
    return this.#sockets.size;
  }

  /** Whether a row was missing for the first time, or may have become one for TIME-WAIT: another look will tell. */
  get unsure(): boolean {
    return this.#some(({ missed, ended }) => missed !== undefined || ended !== undefined);
  }

  /** Whether there is a listener whose queue's limit nobody has told. */
  get lacksLimit(): boolean {
    return this.#some((socket) => socket.lacksLimit);
  }

  /** Whether the last look found that a connection went on in any way, worth telling or not. */
  get moved(): boolean {
    return this.#moved;
  }

  /** Takes the rows of one look, which began at one time and ended at another, and says what they tell. */
  look(time: Microseconds, rows: readonly TcpRow[], began = time): KernelSighting[] {
    this.#moved = false;
    this.#claim([]);
    this.#unclaimed = this.#unclaimed.filter(({ change }) => change.at > time - KEPT);
    const seen = byEnds(rows);
    for (const [key, row] of seen) if (!this.#isNewer(key, began)) this.#take(time, key, row);
    for (const [key, socket] of this.#sockets) {
      if (!seen.has(key) && !this.#isNewer(key, began)) this.#miss(time, key, socket);
    }
    for (const [key, at] of this.#traced) if (at + BLUR < began) this.#traced.delete(key);
    return this.#told();
  }

  /** Takes changes that the kernel traced, by our clock, and says what they tell. */
  trace(changes: readonly StateChange[]): KernelSighting[] {
    const heard = changes.flatMap((change): Heard[] => {
      const { local, remote, was, state } = change;
      if (state === 'SYN-SENT' && local.port === 0) this.#connects.add(change);
      if (state === 'SYN-SENT' && local.port === 0) return [];
      const begun = was === 'SYN-SENT' ? this.#connects.take(local, remote) : undefined;
      return [{ change, begun }];
    });
    this.#claim(heard);
    return this.#told();
  }

  /** Takes what ss printed, and says what it tells of the sockets that are followed. */
  info(time: Microseconds, rows: readonly SsTcpRow[]): KernelSighting[] {
    const listeners = new Map<FollowedSocket, { waiting: number; limit: number }>();
    for (const row of rows) {
      const socket = this.#sockets.get(endsKey(row.local, row.remote));
      if (!socket) continue;
      const measured = measuredOf(row);
      if (measured) this.#tell(time, socket, socket.measure(measured));
      if (row.state !== 'LISTEN') continue;
      const { waiting, limit } = listeners.get(socket) ?? { waiting: 0, limit: 0 };
      const queue = { waiting: waiting + row.receiveQueue, limit: limit + row.sendQueue };
      listeners.set(socket, queue);
    }
    for (const [socket, { waiting, limit }] of listeners) {
      this.#tell(time, socket, socket.acceptQueue(waiting, limit));
    }
    return this.#told();
  }

  #take(time: Microseconds, key: string, row: TcpRow): void {
    const { local, remote, state } = row;
    const socket = this.#follow(key, local, remote);
    if (!socket) return;
    socket.missed = undefined;
    socket.ended = undefined;
    if (state === 'SYN-SENT' && socket.state !== state) {
      this.#start(socket, this.#connects.take(local, remote));
    }
    this.#tell(time, socket, socket.becomes(state, 'polled'));
    if (socket.hasMoved(row)) this.#moved = true;
    const isListener = state === 'LISTEN';
    const what = isListener ? socket.acceptQueue(row.receiveQueue) : socket.queues(row);
    this.#tell(time, socket, what);
  }

  #miss(time: Microseconds, key: string, socket: FollowedSocket): void {
    const { missed } = socket;
    if (socket.ended) this.#end(socket);
    else if (missed !== undefined) this.#tell(missed, socket, socket.becomes('CLOSED', 'polled'));
    else {
      socket.missed = time;
      return;
    }
    this.#sockets.delete(key);
  }

  /** Takes what was traced, with what was kept: whatever is wanted by now. */
  #claim(heard: readonly Heard[]): void {
    const all = [...this.#unclaimed, ...heard];
    this.#unclaimed = all.filter((each) => !this.#change(each)).slice(-MOST_KEPT);
  }

  /** Whether the socket is wanted. */
  #change({ change, begun }: Heard): boolean {
    const { at, local, remote, was, state } = change;
    const key = endsKey(local, remote);
    const socket = this.#follow(key, local, remote);
    if (!socket) return false;
    this.#traced.set(key, at);
    socket.missed = undefined;
    this.#end(socket);
    this.#start(socket, begun);
    if (state === 'CLOSED' && MAY_GO_ON.has(was)) {
      socket.ended = change;
      return true;
    }
    this.#tell(at, socket, socket.becomes(state, 'traced', was));
    if (state === 'CLOSED') this.#sockets.delete(key);
    return true;
  }

  /** The trace saw it set out, without its port. */
  #start(socket: FollowedSocket, begun: StateChange | undefined): void {
    if (begun) this.#tell(begun.at, socket, socket.becomes(begun.state, 'traced', begun.was));
  }

  /** The trace saw it end, and nothing goes on. */
  #end(socket: FollowedSocket): void {
    const { ended } = socket;
    socket.ended = undefined;
    if (ended) this.#tell(ended.at, socket, socket.becomes(ended.state, 'traced', ended.was));
  }

  #follow(
    key: string,
    local: InternetAddress,
    remote: InternetAddress,
  ): FollowedSocket | undefined {
    const known = this.#sockets.get(key);
    if (known) return known;
    if (this.#sockets.size >= this.#most || !this.#wanted(local, remote)) return undefined;
    const socket = new FollowedSocket(local, remote);
    this.#sockets.set(key, socket);
    return socket;
  }

  #isNewer(key: string, began: Microseconds): boolean {
    const at = this.#traced.get(key);
    return at !== undefined && at + BLUR >= began;
  }

  #some(holds: (socket: FollowedSocket) => boolean): boolean {
    for (const socket of this.#sockets.values()) if (holds(socket)) return true;
    return false;
  }

  #tell(
    time: Microseconds,
    { local, remote }: FollowedSocket,
    what: KernelSighting['what'] | undefined,
  ): void {
    if (what) this.#found.push({ seen: 'row', time, local, remote, what });
  }

  #told(): KernelSighting[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }
}

/** Those that share an address are one. A socket that is neither connected nor listens is none yet. */
function byEnds(rows: readonly TcpRow[]): Map<string, TcpRow> {
  const found = new Map<string, TcpRow>();
  for (const row of rows) {
    if (row.state === 'CLOSED') continue;
    const key = endsKey(row.local, row.remote);
    const same = found.get(key);
    const receiveQueue = row.receiveQueue + (same?.state === 'LISTEN' ? same.receiveQueue : 0);
    found.set(key, same ? { ...row, receiveQueue } : row);
  }
  return found;
}
