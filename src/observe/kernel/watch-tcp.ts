import { endianness } from 'node:os';
import { type Microseconds, now } from '../../event/clock.ts';
import type { KernelSighting } from '../sighting.ts';
import { readInetTables } from './inet-tables.ts';
import { runSs } from './run-ss.ts';
import { parseSsTcp, SS_TCP_ARGUMENTS, type Wanted } from './ss-tcp.ts';
import { StateTable } from './table-diff.ts';
import { TcpTables } from './tcp-tables.ts';
import { openStateTrace, type StateTrace, type TraceObstacle } from './tracefs.ts';

/** What the kernel lane does without, and why. */
export type Missing =
  /** Nothing at all is seen: not on Linux, or no /proc/net/tcp. */
  | { readonly what: 'tables'; readonly why: 'unreadable' }
  /** No `tcp-info`, and no `accept-queue`, whose limit only ss tells. */
  | { readonly what: 'ss'; readonly why: 'absent' | 'failed' }
  /** States are polled, not traced. */
  | { readonly what: 'trace'; readonly why: TraceObstacle }
  /** Some changes were not traced: too many, too fast. */
  | { readonly what: 'changes'; readonly why: 'lost'; readonly count: number };

/** What to watch, and whom to tell. */
export interface KernelWatchOptions {
  /** Whether a socket is asked for. Asked again at each look while it is not. Must not throw. */
  readonly wanted: Wanted;
  /** Must not throw. */
  readonly tell: (sighting: KernelSighting) => void;
  /** Each thing once, `changes` whenever it happens. Must not throw. */
  readonly missing?: (missing: Missing) => void;
  /** Milliseconds between two looks while something moves; five times as many when nothing does. Default: 50. */
  readonly every?: number;
  /** Whether to have every change of state traced where that is allowed: by root, with tracefs mounted. Default: false. */
  readonly trace?: boolean;
  /** Where proc(5) is mounted. */
  readonly proc?: string;
  /** Where tracefs is mounted. */
  readonly tracefs?: string;
}

/** A watch of the kernel's TCP sockets that goes on until it is closed. It does not keep the program running. */
export interface KernelWatch extends Disposable {
  /** Resolves after the first look. Never rejects. */
  readonly ready: Promise<void>;
  /** Whether states are traced. */
  readonly traced: boolean;
  /** Something has happened to a socket: looks as soon as may be. */
  look(): void;
  /** Looks a last time, tells all that was seen until now, and ends. Never rejects. */
  close(): Promise<void>;
  /** Ends at once, and leaves nothing behind. */
  [Symbol.dispose](): void;
}

const EVERY = 50;
/** How soon what was traced is told, where something is known to have happened, ms. */
const DRAIN_WITHIN = 20;
/** How much slower looks become when nothing changes. */
const SLOWEST = 5;
/**
 * A look walks all the kernel's buckets, some milliseconds however few sockets there are: this share of the time is the most it takes, on a
 * thread of its own.
 */
const SHARE = 1 / 5;
/** Between two runs of ss, µs. */
const SS_EVERY: Microseconds = 250_000;
/** What reading its answer may take of this thread's time: with 1,000 connections it is 10 ms. */
const SS_SHARE = 1 / 25;

/**
 * Watches the TCP sockets of this network namespace: reads /proc/net/tcp and tcp6 every 50 ms while something moves, more and more slowly
 * up to 250 ms when nothing does, and where it is asked to; `ss -i` every 250 ms when something moved, and for each new listener. States
 * that were passed between two looks are not seen: with `trace`, and as root, each is. What is told is described at `StateTable`. Looks
 * take a fifth of the time at the most: on a machine where reading the tables takes 20 ms, there are 100 ms from one to the next.
 */
export function watchKernel(options: KernelWatchOptions): KernelWatch {
  return new Watch(options);
}

class Watch implements KernelWatch {
  readonly ready: Promise<void>;
  readonly #tell: (sighting: KernelSighting) => void;
  readonly #missing: (missing: Missing) => void;
  readonly #proc: string;
  readonly #every: number;
  readonly #wanted: Wanted;
  readonly #tables: TcpTables;
  readonly #table: StateTable;
  readonly #stop = new AbortController();
  #trace: StateTrace | undefined;
  #timer: NodeJS.Timeout | undefined;
  #drainTimer: NodeJS.Timeout | undefined;
  /** The look under way. */
  #looking: Promise<void> | undefined;
  #asked = false;
  #closing = false;
  #pause: number;
  /** The earliest time for the next look. */
  #rest: Microseconds = 0;
  #ss: Promise<void> | undefined;
  #ssWanted = true;
  #ssNext: Microseconds = 0;

  constructor(options: KernelWatchOptions) {
    const { wanted, tell, missing, every = EVERY, trace, proc = '/proc', tracefs } = options;
    this.#tell = tell;
    this.#missing = missing ?? (() => undefined);
    this.#proc = proc;
    this.#every = every;
    this.#pause = every;
    this.#wanted = wanted;
    this.#tables = new TcpTables(endianness(), wanted);
    this.#table = new StateTable(wanted);
    if (trace) this.#openTrace(tracefs);
    this.ready = this.#turn();
  }

  get traced(): boolean {
    return this.#trace !== undefined;
  }

  look(): void {
    this.#drainSoon();
    this.#asked = true;
    this.#ssWanted = true;
    if (!this.#looking) this.#schedule(0);
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearTimeout(this.#timer);
    await this.#looking;
    // The second settles what the first was not sure of.
    await this.#look();
    if (this.#table.unsure) await this.#look();
    await this.#ss;
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#drainTimer);
    this.#trace?.[Symbol.dispose]();
    this.#trace = undefined;
  }

  #openTrace(tracefs: string | undefined): void {
    const trace = openStateTrace(tracefs);
    if (typeof trace === 'string') this.#missing({ what: 'trace', why: trace });
    else this.#trace = trace;
  }

  #schedule(pause: number): void {
    if (this.#closing || this.#stop.signal.aborted) return;
    clearTimeout(this.#timer);
    const wait = Math.max(pause, (this.#rest - now()) / 1000);
    this.#timer = setTimeout(() => void this.#turn(), wait);
    this.#timer.unref();
  }

  async #turn(): Promise<void> {
    this.#asked = false;
    this.#looking = this.#look();
    await this.#looking;
    this.#looking = undefined;
    this.#schedule(this.#asked || this.#table.unsure ? 0 : this.#pause);
  }

  async #look(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.#drain();
    const began = now();
    const text = await readInetTables('tcp', this.#proc);
    const time = now();
    this.#rest = time + (time - began) * (1 / SHARE - 1);
    if (this.#stop.signal.aborted) return;
    if (text === undefined) {
      this.#missing({ what: 'tables', why: 'unreadable' });
      this[Symbol.dispose]();
      return;
    }
    // What was traced during the look comes first: the rows may be older.
    const drained = this.#drain();
    const told = this.#hand(this.#table.look(time, this.#tables.read(text), began));
    const isBusy = drained + told > 0 || this.#table.moved;
    this.#pause = isBusy ? this.#every : Math.min(this.#pause * 2, this.#every * SLOWEST);
    if (isBusy) this.#ssWanted = true;
    this.#measure();
  }

  /** What was traced must not wait for the tables, which may have to rest: others tell of the same moment. */
  #drainSoon(): void {
    if (!this.#trace || this.#drainTimer) return;
    this.#drainTimer = setTimeout(() => {
      this.#drainTimer = undefined;
      this.#drain();
    }, DRAIN_WITHIN);
    this.#drainTimer.unref();
  }

  /** Tells what was traced until now, and returns how much of it there was. */
  #drain(): number {
    if (!this.#trace) return 0;
    const { changes, lost } = this.#trace.drain();
    if (lost > 0) this.#missing({ what: 'changes', why: 'lost', count: lost });
    return this.#hand(this.#table.trace(changes));
  }

  /** Has ss look where something has changed: one at a time. */
  #measure(): void {
    const isDue = this.#table.lacksLimit || now() >= this.#ssNext;
    if (this.#ss || !this.#ssWanted || !isDue || this.#table.size === 0) return;
    this.#ssWanted = false;
    this.#ss = this.#runSs();
  }

  async #runSs(): Promise<void> {
    const answer = await runSs(SS_TCP_ARGUMENTS, this.#stop.signal);
    const time = now();
    if (this.#stop.signal.aborted) return;
    if ('why' in answer) {
      // Left as running: it is asked no more.
      this.#missing({ what: 'ss', why: answer.why });
      return;
    }
    this.#ss = undefined;
    this.#hand(this.#table.info(time, parseSsTcp(answer.printed, this.#wanted)));
    const cost = now() - time;
    this.#ssNext = time + Math.max(SS_EVERY, cost / SS_SHARE);
  }

  #hand(sightings: readonly KernelSighting[]): number {
    for (const sighting of sightings) this.#tell(sighting);
    return sightings.length;
  }
}
