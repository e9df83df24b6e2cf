import type { Microseconds } from '../../event/clock.ts';
import { PAYLOAD_LIMIT } from '../../event/seen.ts';
import type { Step } from './call-effects.ts';
import { factsOf } from './call-facts.ts';
import { type CallName, isCallName, traitsOf } from './calls.ts';
import { type Descriptor, parseDescriptor } from './descriptor.ts';
import { type Attached, Family } from './family.ts';
import { type Actor, Holdings } from './holdings.ts';
import { type Completed, type Entered, LineJoiner } from './line-joiner.ts';
import { NewbornLines } from './newborn-lines.ts';
import type { OpenSocket } from './open-sockets.ts';
import { closeRange, entersProgram, isFork, programOf, sharingOf } from './process-calls.ts';
import type { StraceLine } from './strace-line.ts';
import type { SyscallFact, UnclosedSocket } from './syscall-fact.ts';
import { type HowEnded, UnclosedSockets } from './unclosed-sockets.ts';

/** What is known of a call at its entry. */
interface Begun extends Actor {
  readonly descriptor?: Descriptor | undefined;
  readonly socket?: OpenSocket | undefined;
  /** close(2): the descriptor is free from here on, and another thread may be given its number before the call returns. */
  readonly isFreed: boolean;
}

/**
 * Follows the sockets of a program and of all it forks, through the lines of strace: which call was made on which socket, whatever
 * descriptor it went by, and when the socket's last descriptor was gone. Pure; its memory is bounded by sockets and threads.
 */
export class SocketTracker {
  readonly #joiner = new LineJoiner();
  readonly #family = new Family();
  readonly #newborn = new NewbornLines();
  readonly #unclosed = new UnclosedSockets();
  readonly #begun = new Map<number, Begun>();
  /** Threads whose execve(2) has taken the first thread's id: it has succeeded, though strace 6.1 prints 2^64-1 as its result. */
  readonly #superseded = new Set<number>();
  readonly #limit: number;
  #facts: SyscallFact[] = [];
  readonly #holdings = new Holdings((fact) => this.#facts.push(fact));

  /** `data`: octets a fact keeps at the most. `attached`: a process that was there before strace. */
  constructor({ data = PAYLOAD_LIMIT, attached }: { data?: number; attached?: Attached } = {}) {
    this.#limit = data;
    const owner = attached && this.#family.attach(attached);
    if (owner) this.#holdings.begin(attached, owner);
  }

  /** How many sockets were one too many to follow: nothing is told of them. */
  get untold(): number {
    return this.#holdings.sockets.untold;
  }

  /** What a line tells: most lines one fact or none. */
  push(line: StraceLine): SyscallFact[] {
    this.#take(line);
    return this.#drain();
  }

  /** No line follows. What lines of threads tell whose parents were never seen to make them. */
  end(): SyscallFact[] {
    this.#adopt(this.#newborn.releaseAll());
    return this.#drain();
  }

  /** The sockets no call has closed so far: what is open, and what the kernel closed when its process ended. */
  unclosed(): UnclosedSocket[] {
    return this.#unclosed.list(this.#holdings, this.#family);
  }

  #drain(): SyscallFact[] {
    const facts = this.#facts;
    this.#facts = [];
    return facts;
  }

  #take(line: StraceLine): void {
    if (!this.#family.has(line.pid) && this.#newborn.hold(line)) return;
    if (line.kind === 'call') this.#complete(line);
    else if (line.kind === 'unfinished') this.#enter(this.#joiner.enter(line));
    else if (line.kind === 'resumed') {
      const call = this.#joiner.resume(line);
      if (call) this.#complete(call);
      else this.#forgetCall(line.pid);
    } else this.#other(line);
  }

  #other(line: StraceLine): void {
    if (line.kind === 'exited') this.#threadEnds(line, { status: line.status });
    else if (line.kind === 'killed') this.#threadEnds(line, { signal: line.signal });
    else if (line.kind === 'superseded') this.#supersede(line.by, line.pid);
    else if (line.kind === 'signal') {
      const actor = this.#actor(line.pid, line.time);
      if (actor) this.#tell(actor, { type: 'signal', signal: line.signal });
    }
  }

  #actor(thread: number, time: Microseconds): Actor | undefined {
    const owner = this.#family.get(thread) ?? this.#family.begin(thread);
    return owner ? { owner, thread, time } : undefined;
  }

  /** Finds the socket of a call while its descriptor still means it. */
  #enter(entered: Entered): Begun | undefined {
    const { pid, time, name, args } = entered;
    const actor = this.#actor(pid, time);
    this.#forgetCall(pid);
    if (!actor || !isCallName(name)) return undefined;
    if (isFork(name)) this.#newborn.expect(pid);
    const descriptor = takesDescriptor(name) ? parseDescriptor(args[0] ?? '') : undefined;
    const socket = descriptor ? this.#holdings.resolve(descriptor, actor) : undefined;
    const isFreed = name === 'close' && socket !== undefined;
    if (isFreed && descriptor) actor.owner.table.take(descriptor.number);
    const begun = { ...actor, descriptor, socket, isFreed };
    this.#begun.set(pid, begun);
    return begun;
  }

  #complete(call: Completed): void {
    // A call in one piece begins here, whatever was left of one before it.
    const isJoined = call.returned !== undefined;
    const begun = (isJoined ? this.#begun.get(call.pid) : undefined) ?? this.#enter(call);
    this.#begun.delete(call.pid);
    const { name } = call;
    if (!begun || !isCallName(name)) return;
    const step = { ...begun, call };
    if (traitsOf(name).section === 'process') this.#processCall(name, step);
    else this.#socketCall(name, step, begun.isFreed);
  }

  #socketCall(name: CallName, step: Step, isFreed: boolean): void {
    const { section } = traitsOf(name);
    if (section === 'unseen') {
      if (name === 'io_uring_setup') this.#tell(step, { type: 'blind', call: name });
      return;
    }
    const before = this.#facts.length;
    const calls = factsOf(name, step, this.#holdings, this.#limit);
    // What a call has ended is told after the call.
    this.#facts.splice(before, 0, ...calls);
    const after = { ...step, time: step.call.returned ?? step.time };
    if (isFreed && step.socket) this.#holdings.release(step.socket, after, 'close');
    if (name === 'close_range') closeRange(after, this.#family, this.#holdings);
  }

  #processCall(name: CallName, step: Step): void {
    const { call, owner, thread } = step;
    const value = call.result.kind === 'value' ? call.result.value : -1;
    if (isFork(name)) {
      this.#newborn.arrived(thread);
      if (value > 0) this.#fork(step, value);
      if (!this.#newborn.isExpecting) this.#adopt(this.#newborn.releaseAll());
    } else if (name.startsWith('execve') && (value === 0 || this.#superseded.delete(thread))) {
      this.#tell(step, { type: 'exec', path: programOf(call) });
      entersProgram(step, this.#family, this.#holdings);
    } else if (value === 0 && name === 'unshare' && (call.args[0] ?? '').includes('CLONE_FILES')) {
      this.#family.unshare(owner);
    }
  }

  #fork(step: Step, child: number): void {
    const sharing = sharingOf(step.call.args);
    const { isThread } = sharing;
    this.#tell(step, { type: 'fork', child, isThread });
    // An end that was not seen: the number is another's now.
    if (this.#family.has(child)) this.#threadEnds({ pid: child, time: step.time }, {});
    this.#family.fork(step.owner, child, sharing);
    this.#adopt(this.#newborn.release(child));
  }

  /** Takes the lines that had to wait. */
  #adopt(lines: readonly StraceLine[]): void {
    for (const line of lines) {
      if (!this.#family.has(line.pid)) this.#family.begin(line.pid);
      this.#take(line);
    }
  }

  #supersede(from: number, to: number): void {
    const begun = this.#begun.get(from);
    this.#begun.delete(from);
    if (begun) this.#begun.set(to, { ...begun, thread: to });
    this.#joiner.rename(from, to);
    this.#family.end(from);
    this.#superseded.add(to);
  }

  #threadEnds(
    { pid, time }: { readonly pid: number; readonly time: Microseconds },
    how: HowEnded,
  ): void {
    this.#joiner.forget(pid);
    this.#forgetCall(pid);
    this.#superseded.delete(pid);
    this.#newborn.arrived(pid);
    if (!this.#newborn.isExpecting) this.#adopt(this.#newborn.releaseAll());
    const owner = this.#family.end(pid);
    if (!owner) return;
    const actor = { owner, thread: pid, time };
    this.#tell(actor, { type: 'exit', ...how });
    this.#closeAll(actor, how);
  }

  /** A call whose return was not seen: what close(2) had freed is gone all the same. */
  #forgetCall(thread: number): void {
    const begun = this.#begun.get(thread);
    this.#begun.delete(thread);
    if (begun?.isFreed && begun.socket) this.#holdings.release(begun.socket, begun, 'close');
  }

  /** The kernel closes what a process leaves open, unless another shares its table. */
  #closeAll(actor: Actor, how: HowEnded): void {
    const { table } = actor.owner;
    table.users -= 1;
    if (table.users > 0) return;
    for (const [descriptor] of table.entries()) {
      const socket = table.take(descriptor);
      if (socket && this.#holdings.release(socket, actor, 'exit')) {
        this.#unclosed.add(socket.state, actor, how);
      }
    }
  }

  #tell(
    { owner, thread, time }: Actor,
    fact: DistributedOmit<SyscallFact, 'process' | 'thread' | 'time'>,
  ): void {
    this.#facts.push({ ...fact, process: owner.id, thread, time });
  }
}

/** Omit, of each member of a union. */
type DistributedOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;

const WITHOUT_DESCRIPTOR: ReadonlySet<CallName> = new Set<CallName>([
  ...(['socket', 'socketpair', 'close_range', 'poll', 'ppoll', 'select', 'pselect6'] as const),
]);

/** Whether a call's first argument is a descriptor. */
function takesDescriptor(name: CallName): boolean {
  const { section } = traitsOf(name);
  return section !== 'process' && section !== 'unseen' && !WITHOUT_DESCRIPTOR.has(name);
}
