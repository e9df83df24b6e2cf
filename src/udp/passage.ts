import type { Microseconds } from '../event/clock.ts';
import type { Fate } from '../event/datagram-event.ts';
import type { Copy, Decision, ImpairedWay } from './impairment.ts';
import { Soonest } from './soonest.ts';

/** How long a datagram is held back for a later one to pass it, if nobody says otherwise. */
export const HOLD_TIME: Microseconds = 100_000;

/** How much may wait in one direction at once: octets, and datagrams. What comes beyond either overflows. */
export const WAITING_OCTETS = 16 * 1024 * 1024;
export const WAITING_DATAGRAMS = 16_384;

/** The datagrams of one client in one direction: only these overtake each other on purpose. */
export class Flow<Owner> {
  readonly owner: Owner;
  /** What is held back, in the order it came. */
  readonly held: Held<Owner>[] = [];
  /** Octets that wait for their time. */
  waiting = 0;
  /** Set when nobody is there any more to pass them on. */
  gone = false;

  constructor(owner: Owner) {
    this.owner = owner;
  }
}

interface Held<Owner> {
  readonly flow: Flow<Owner>;
  readonly bytes: Uint8Array;
  readonly decision: Decision;
  readonly came: Microseconds;
}

/** A copy that leaves the link now. */
export interface Departure<Owner> {
  readonly flow: Flow<Owner>;
  readonly bytes: Uint8Array;
}

/** What became of a datagram; `delay` µs from its coming until its first copy goes on. */
export interface Settled<Owner> {
  readonly flow: Flow<Owner>;
  readonly number: number;
  readonly bytes: number;
  readonly fates: readonly Fate[];
  readonly delay: Microseconds;
}

/**
 * One direction of a link with what waits in it, by a clock that its caller has. A datagram that is reordered waits until a later one of
 * its flow, which neither waits so itself nor is lost, has been sent on its way, and then leaves right behind it; after `hold` µs
 * without one it goes on all the same. Its fate is told then, for before nobody knows its delay.
 */
export class Passage<Owner> {
  readonly #way: ImpairedWay;
  readonly #settled: (settled: Settled<Owner>) => void;
  readonly #hold: Microseconds;
  readonly #waiting = new Soonest<Departure<Owner> | Held<Owner>>();
  readonly #held = new Set<Held<Owner>>();
  #octets = 0;

  /** `settled` is called for each datagram once its fate is known. */
  constructor(
    way: ImpairedWay,
    settled: (settled: Settled<Owner>) => void,
    hold: Microseconds = HOLD_TIME,
  ) {
    this.#way = way;
    this.#settled = settled;
    this.#hold = hold;
  }

  /** When there is something to do next. */
  get due(): Microseconds | undefined {
    return this.#waiting.due;
  }

  /** Octets that wait. */
  get octets(): number {
    return this.#octets;
  }

  /** A datagram comes. Without `room` where it is to go, it overflows. */
  arrive(flow: Flow<Owner>, bytes: Uint8Array, came: Microseconds, room = true): void {
    const fits = this.#octets < WAITING_OCTETS && this.#waiting.size < WAITING_DATAGRAMS;
    const decision = this.#way.decide(bytes.length, came, room && fits);
    const one = { flow, bytes, decision, came };
    this.#count(flow, bytes.length * decision.copies.length);
    if (decision.held) this.#keep(one);
    else this.#pass(one);
  }

  /** The copies that are due at `time`, in their order. */
  *leaving(time: Microseconds): Generator<Departure<Owner>> {
    for (;;) {
      const next = this.#waiting.take(time);
      if (next === undefined) return;
      if ('came' in next) {
        if (!this.#held.has(next)) continue;
        next.flow.held.shift(); // whoever waits longest
        this.#letGo(next, next.came + this.#hold);
        continue;
      }
      this.#count(next.flow, -next.bytes.length);
      if (!next.flow.gone) yield next;
    }
  }

  /** Tells what became of those still held back: nothing more comes to pass them. */
  settle(time: Microseconds): void {
    for (const held of this.#held) this.#tell(held, time - held.came);
    this.#held.clear();
  }

  #keep(held: Held<Owner>): void {
    this.#held.add(held);
    held.flow.held.push(held);
    this.#waiting.add(held, held.came + this.#hold);
  }

  #pass(one: Held<Owner>): void {
    const { flow, decision, came } = one;
    const [first] = decision.copies;
    this.#tell(one, first?.delay ?? 0);
    if (first === undefined) return;
    this.#send(one, came);
    for (const held of flow.held.splice(0)) this.#letGo(held, came + first.delay);
  }

  /** Sends a held one on its way, `earliest` at the soonest. */
  #letGo(held: Held<Owner>, earliest: Microseconds): void {
    const { decision, came } = held;
    this.#held.delete(held);
    this.#tell(held, Math.max(earliest, came + (decision.copies[0]?.delay ?? 0)) - came);
    this.#send(held, earliest);
  }

  #send({ flow, bytes, decision, came }: Held<Owner>, earliest: Microseconds): void {
    for (const copy of decision.copies) {
      const departure = { flow, bytes: flipped(bytes, copy) };
      this.#waiting.add(departure, Math.max(earliest, came + copy.delay));
    }
  }

  #tell({ flow, bytes, decision }: Held<Owner>, delay: Microseconds): void {
    const { number, fates } = decision;
    this.#settled({ flow, number, bytes: bytes.length, fates, delay });
  }

  #count(flow: Flow<Owner>, octets: number): void {
    this.#octets += octets;
    flow.waiting += octets;
  }
}

function flipped(bytes: Uint8Array, { corruptAt }: Copy): Uint8Array {
  if (!corruptAt) return bytes;
  const copy = Uint8Array.from(bytes);
  copy[corruptAt.index] = (copy[corruptAt.index] ?? 0) ^ corruptAt.mask;
  return copy;
}
