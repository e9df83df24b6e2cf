import type { Readable } from 'node:stream';
import type { Microseconds } from '../../event/clock.ts';
import type { Whose } from '../whose.ts';
import type { LaneSource, Tell } from '../x-ray.ts';
import { callAt, endedBy, leftOpen } from './call-sighting.ts';
import type { Attached } from './family.ts';
import { ProcessesSeen, type ProcessSeen } from './processes-seen.ts';
import {
  type InheritedShown,
  isOfLibrary,
  isSilent,
  ShownSockets,
  wasUnused,
} from './shown-sockets.ts';
import { SocketLives } from './socket-lives.ts';
import type { SocketCall, SocketGone, SocketState, SyscallFact } from './syscall-fact.ts';
import { SyscallReader } from './syscall-reader.ts';

/** Whom to tell, and of which processes and sockets. */
export interface SyscallLaneOptions {
  readonly tell: Tell;
  readonly whose: Whose;
  /** What the first process does, and not those it starts. Default: all that strace follows. */
  readonly alone?: boolean;
  /** Which sockets are told of that were there before. Default: none. */
  readonly inherited?: InheritedShown;
  /** Whether sockets are told of that were made and closed at once, and never had an address or a peer. Default: they are. */
  readonly unused?: 'shown' | 'hidden';
  /** How many programs prepare the one that is watched, in its process: nothing is told of them. Default: 0. */
  readonly preparing?: number;
  /** The process that strace was attached to. */
  readonly attached?: Attached;
  /** Called once for each process but the first, before its first call on a socket is told. */
  readonly onProcess?: (process: ProcessSeen, time: Microseconds) => void;
  /** Called once, when a process sets up io_uring(7): what it does through that is not seen. */
  readonly onBlind?: (process: number, time: Microseconds) => void;
}

/** Reads what strace prints of a program, and tells its calls on sockets. */
export class SyscallLane implements LaneSource {
  readonly ready = Promise.resolve();
  /** The lives of the sockets that were told of. */
  readonly lives = new SocketLives();
  readonly processes = new ProcessesSeen();
  readonly #options: SyscallLaneOptions;
  readonly #reader: SyscallReader;
  readonly #shown: ShownSockets;
  readonly #lines: Readable;
  readonly #ended: Promise<void>;
  readonly #introduced = new Set<number>();
  /** How each process ended that a signal ended, for the sockets it left. */
  readonly #killed = new Map<number, string>();
  /** What a process did last, for the sockets that ended by it. */
  #last: SyscallFact | undefined;
  #preparing: number;
  #blind = false;

  constructor(lines: Readable, options: SyscallLaneOptions) {
    const { inherited = 'none', preparing = 0, attached } = options;
    this.#options = options;
    this.#lines = lines;
    this.#shown = new ShownSockets(inherited);
    this.#preparing = preparing;
    this.#reader = new SyscallReader(attached ? { attached } : {});
    for (const { socket } of this.#reader.unclosed()) this.#begin(socket);
    this.#ended = new Promise((resolve) => {
      lines.on('data', (chunk: Uint8Array) => this.#take(this.#reader.push(chunk)));
      lines.once('close', () => {
        this.#take(this.#reader.end());
        resolve();
      });
    });
  }

  /** Resolves when strace has printed all there is. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Whether the watched program itself has begun. */
  get begun(): boolean {
    return this.#preparing < 0;
  }

  async close(): Promise<void> {
    this.#lines.destroy();
    await this.#ended;
  }

  /** A socket that was there before. */
  #begin(socket: SocketState): void {
    this.#shown.meet(socket, undefined);
    if (!this.#shown.has(socket)) return;
    this.#options.whose.learnCall(socket);
    this.lives.begin(socket);
  }

  #take(facts: readonly SyscallFact[]): void {
    for (const fact of facts) {
      this.processes.take(fact);
      if (this.#isTold(fact)) this.#fact(fact);
      if (fact.type !== 'gone') this.#last = fact;
    }
  }

  #hide(sockets: readonly SocketState[]): void {
    for (const { id } of sockets) if (this.#options.whose.hide(id)) this.lives.forget(id);
  }

  #isTold(fact: SyscallFact): boolean {
    if (this.#options.alone && fact.process !== this.processes.first) return false;
    if (fact.type === 'exec' && fact.process === this.processes.first) this.#preparing -= 1;
    return this.#preparing < 0 || (this.#options.preparing ?? 0) === 0;
  }

  #fact(fact: SyscallFact): void {
    if (fact.type === 'call') this.#call(fact);
    else if (fact.type === 'gone') this.#gone(fact);
    else if (fact.type === 'exit') {
      if (fact.signal !== undefined) this.#killed.set(fact.process, fact.signal);
      this.#introduced.delete(fact.process);
    } else if (fact.type === 'blind' && !this.#blind) {
      this.#blind = true;
      this.#options.onBlind?.(fact.process, fact.time);
    }
  }

  #call(call: SocketCall): void {
    if (call.socket) this.#shown.meet(call.socket, call.descriptor);
    const sockets = socketsOf(call);
    const [socket] = sockets;
    if (!socket || !this.#shown.has(socket) || isSilent(call)) return;
    const { whose, tell } = this.#options;
    // By a pair of our own we hear the programs that we start to watch for us.
    const isOurs = this.#options.alone === true && call.call === 'socketpair';
    if (isOurs || isOfLibrary(call)) this.#hide(sockets);
    if (whose.isHidden(socket.id)) return;
    this.#accepted(call);
    this.#introduce(call);
    for (const one of sockets) {
      whose.learnCall(one, call.call === 'connect' ? 'connect' : undefined);
      this.lives.call(call, one);
      tell(callAt(call, one));
    }
  }

  #accepted(call: SocketCall): void {
    const connection = connectionOf(call);
    if (!connection) return;
    this.#options.whose.learnCall(connection, 'accept');
    if (!call.socket) return;
    this.#options.whose.learnCall(call.socket);
    this.lives.accept(call.socket, connection);
  }

  #gone(gone: SocketGone): void {
    const { socket, by, process } = gone;
    const { whose, tell, unused } = this.#options;
    if (!this.#shown.has(socket) || whose.isHidden(socket.id)) return;
    const killed = this.#killed.get(process);
    this.lives.gone(gone, killed);
    const isUnused = unused === 'hidden' && wasUnused(gone, this.lives.get(socket.id));
    if (isUnused && whose.hide(socket.id)) this.lives.leaveOut(socket.id);
    if (by === 'exit') tell(leftOpen(gone, killed));
    else if (by === 'exec' || by === 'replaced') tell(endedBy(gone, this.#last));
  }

  #introduce({ process: id, time }: SocketCall): void {
    if (id === this.processes.first || this.#introduced.has(id)) return;
    this.#introduced.add(id);
    this.#options.onProcess?.(this.processes.get(id) ?? { id }, time);
  }
}

/** The connection that accept(2) gave. */
function connectionOf({ call, made }: SocketCall): SocketState | undefined {
  return call.startsWith('accept') ? made?.[0]?.socket : undefined;
}

/** The sockets that a call is told at: the one that accept(2) gave, both of a pair. */
function socketsOf(call: SocketCall): readonly SocketState[] {
  const connection = connectionOf(call);
  if (connection) return [connection];
  return call.socket ? [call.socket] : (call.made ?? []).map(({ socket }) => socket);
}
