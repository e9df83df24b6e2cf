import type { Microseconds } from '../../event/clock.ts';
import type { Descriptor, SocketNote } from './descriptor.ts';
import type { Attached, Process } from './family.ts';
import {
  inheritedSocket,
  isSame,
  type OpenSocket,
  OpenSockets,
  sameAddress,
} from './open-sockets.ts';
import type { SocketGone, SyscallFact } from './syscall-fact.ts';

/** Who does something, and when. */
export interface Actor {
  readonly owner: Process;
  readonly thread: number;
  readonly time: Microseconds;
}

/** Descriptors on their way that are remembered. */
const MOST_ON_THE_WAY = 1000;

/** Which process holds which socket under which number. Tells of each socket whose last descriptor goes. */
export class Holdings {
  readonly sockets = new OpenSockets();
  /** Sockets whose descriptors were sent and have not arrived (SCM_RIGHTS), one for each descriptor. */
  readonly #onTheWay: OpenSocket[] = [];
  readonly #emit: (fact: SyscallFact) => void;

  constructor(emit: (fact: SyscallFact) => void) {
    this.#emit = emit;
  }

  /** The sockets that a process had before it was watched. */
  begin({ process, sockets, time }: Attached, owner: Process): void {
    for (const { descriptor, listening, ...note } of sockets) {
      const actor = { owner, thread: process, time };
      this.resolve({ number: descriptor, what: 'socket', note }, actor)?.learn({ listening });
    }
  }

  /** The socket behind a descriptor of `process`; `undefined` when it is none. strace's note decides where it contradicts. */
  resolve({ number, what, note }: Descriptor, actor: Actor): OpenSocket | undefined {
    const held = actor.owner.table.get(number);
    if (what === 'unknown') return held?.socket;
    if (held && note && isSame(held.socket, note)) {
      this.sockets.note(held.socket, note);
      return held.socket;
    }
    this.drop(number, actor, 'unseen');
    return note ? this.#receive(number, note, actor) : undefined;
  }

  /** Gives a number of `process` to a socket; whatever had it loses it. */
  give(descriptor: number, socket: OpenSocket, actor: Actor, closesOnExec: boolean): void {
    const before = actor.owner.table.take(descriptor);
    actor.owner.table.set(descriptor, { socket, closesOnExec });
    if (before) this.release(before, actor, 'replaced', descriptor);
  }

  /** Takes a number from `process`. */
  drop(descriptor: number, actor: Actor, by: SocketGone['by']): void {
    const socket = actor.owner.table.take(descriptor);
    if (socket) this.release(socket, actor, by, descriptor);
  }

  /** One descriptor of the socket is gone; whether it was the last: then the socket is. */
  release(
    socket: OpenSocket,
    { owner, thread, time }: Actor,
    by: SocketGone['by'],
    descriptor?: number,
  ): boolean {
    const isGone = this.sockets.release(socket);
    if (isGone) {
      const who = { time, process: owner.id, thread };
      const where = descriptor !== undefined && { descriptor };
      this.#emit({ type: 'gone', ...who, socket: socket.state, by, ...where });
    }
    return isGone;
  }

  /** A descriptor of the socket is on its way in a message. */
  sendOff(socket: OpenSocket): void {
    socket.descriptors += 1;
    this.#onTheWay.push(socket);
    const [oldest] = this.#onTheWay;
    if (this.#onTheWay.length <= MOST_ON_THE_WAY || !oldest) return;
    this.#onTheWay.shift();
    this.sockets.release(oldest); // nobody who is watched took it
  }

  /** A descriptor that came in a message. */
  takeIn(descriptor: Descriptor, actor: Actor, closesOnExec: boolean): void {
    const { number, note } = descriptor;
    const at = note ? this.#onTheWay.findIndex((socket) => couldBe(socket, note)) : -1;
    const [socket] = at < 0 ? [] : this.#onTheWay.splice(at, 1);
    if (!socket) {
      this.resolve(descriptor, actor);
      actor.owner.table.mark(number, closesOnExec);
      return;
    }
    this.give(number, socket, actor, closesOnExec);
    this.release(socket, actor, 'close');
  }

  /** A descriptor nobody was seen to open. */
  #receive(number: number, note: SocketNote, actor: Actor): OpenSocket | undefined {
    const { owner, time } = actor;
    const socket =
      this.sockets.find(note) ?? this.sockets.make(inheritedSocket(note, owner.id, time), note);
    if (!socket) return undefined;
    this.sockets.note(socket, note);
    this.give(number, socket, actor, false);
    return socket;
  }
}

function couldBe(socket: OpenSocket, note: SocketNote): boolean {
  const { local } = socket.state;
  const isThere = !note.local || !local || sameAddress(note.local, local);
  return isThere && isSame(socket, note);
}
