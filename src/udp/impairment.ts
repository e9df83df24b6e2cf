import type { Microseconds } from '../event/clock.ts';
import type { Direction, Fate } from '../event/datagram-event.ts';
import { Random } from './random.ts';

/** What a link does to the datagrams of one direction. */
export interface Impairment {
  /** Shares of the datagrams, 0 to 1, each drawn for itself. */
  readonly drop: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly corrupt: number;
  /** Each copy goes on so many µs later: evenly spread between `mean - spread` and `mean + spread`. */
  readonly delay: { readonly mean: Microseconds; readonly spread: Microseconds } | undefined;
  /** Bits of payload per second. `undefined`: as fast as they come. */
  readonly rate: number | undefined;
}

/** A link that does nothing to a datagram. */
export const UNIMPAIRED: Impairment = {
  drop: 0,
  duplicate: 0,
  reorder: 0,
  corrupt: 0,
  delay: undefined,
  rate: undefined,
};

/** A bit that is flipped on the way: which octet, and the octet's mask. */
export interface Flip {
  readonly index: number;
  readonly mask: number;
}

/** A datagram as it leaves the link. */
export interface Copy {
  /** µs after it came. */
  readonly delay: Microseconds;
  readonly corruptAt?: Flip;
}

/** What is to become of a datagram. */
export interface Decision {
  /** Counted from 1 in its direction. */
  readonly number: number;
  readonly fates: readonly Fate[];
  /** None when it is lost, two when it is doubled. */
  readonly copies: readonly Copy[];
  /** Whether it is held back until a later one, which is not held itself, has passed. */
  readonly held: boolean;
}

/** How much a narrow link lets wait before it: octets, and µs. What comes beyond either is lost, as in a router with a short queue. */
export const QUEUE_OCTETS = 64 * 1024;
export const QUEUE_TIME: Microseconds = 1_000_000;

const STREAM = { there: 0, back: 1 } as const satisfies Record<Direction, number>;

/**
 * One direction of an impaired link: decides what becomes of each datagram. Chance comes from the seed alone: every datagram draws the
 * same eight numbers, whatever is asked for, so the fates of datagram n depend on the seed, the direction and n, and an option more
 * changes nothing about the others. Only `overflowed` and the delay at a narrow link depend on time.
 *
 * The order is that of tc-netem(8): lost, corrupted, doubled; then each copy takes its time at the narrow link and its delay.
 */
export class ImpairedWay {
  readonly #impairment: Impairment;
  readonly #random: Random;
  #count = 0;
  /** When the narrow link will have carried all that it took. */
  #free: Microseconds = 0;

  constructor(impairment: Impairment, seed: number, direction: Direction) {
    this.#impairment = impairment;
    this.#random = Random.from(seed, STREAM[direction]);
  }

  /** Decides on the next datagram, which came at `time`. Without `room` nothing can be kept waiting: it overflows. */
  decide(bytes: number, time: Microseconds, room = true): Decision {
    this.#count += 1;
    const drawn = this.#draw();
    const { drop, reorder } = this.#impairment;
    if (drawn.drop < drop) return this.#lost('dropped');
    const flip = this.#flip(bytes, drawn);
    const copies = room ? this.#copies(bytes, time, drawn, flip) : [];
    const [first] = copies;
    if (first === undefined) return this.#lost('overflowed');
    const held = drawn.reorder < reorder;
    const fates: Fate[] = [
      ...(copies.length > 1 ? (['duplicated'] as const) : []),
      ...(held ? (['reordered'] as const) : []),
      ...(first.delay > 0 ? (['delayed'] as const) : []),
      ...(flip ? (['corrupted'] as const) : []),
    ];
    return { number: this.#count, fates: fates.length > 0 ? fates : ['passed'], copies, held };
  }

  #draw(): Drawn {
    const random = this.#random;
    // Always all of them, and in this order.
    return {
      drop: random.fraction(),
      duplicate: random.fraction(),
      reorder: random.fraction(),
      corrupt: random.fraction(),
      octet: random.fraction(),
      bit: random.fraction(),
      delays: [random.fraction(), random.fraction()],
    };
  }

  #lost(fate: 'dropped' | 'overflowed'): Decision {
    return { number: this.#count, fates: [fate], copies: [], held: false };
  }

  #flip(bytes: number, { corrupt, octet, bit }: Drawn): Flip | undefined {
    // A datagram of no octets has no bit to flip.
    if (bytes === 0 || corrupt >= this.#impairment.corrupt) return undefined;
    return { index: Math.floor(octet * bytes), mask: 1 << Math.floor(bit * 8) };
  }

  /** The copies that find room at the narrow link. */
  #copies(
    bytes: number,
    time: Microseconds,
    { duplicate, delays }: Drawn,
    flip: Flip | undefined,
  ): Copy[] {
    const copies: Copy[] = [];
    for (const chance of duplicate < this.#impairment.duplicate ? delays : [delays[0]]) {
      const carried = this.#carry(bytes, time);
      if (carried === undefined) break;
      const delay = Math.round(carried + this.#delay(chance));
      copies.push(flip ? { delay, corruptAt: flip } : { delay });
    }
    return copies;
  }

  #delay(chance: number): Microseconds {
    const { delay } = this.#impairment;
    return delay ? Math.max(0, delay.mean + delay.spread * (2 * chance - 1)) : 0;
  }

  /** Puts octets onto the narrow link: µs until the last of them is through, or `undefined` where too much waits before it. */
  #carry(bytes: number, time: Microseconds): Microseconds | undefined {
    const { rate } = this.#impairment;
    if (rate === undefined) return 0;
    const wait = Math.max(0, this.#free - time);
    const waiting = (wait * rate) / 8_000_000;
    if (wait > QUEUE_TIME || waiting + bytes > QUEUE_OCTETS) return undefined;
    this.#free = time + wait + (bytes * 8_000_000) / rate;
    return this.#free - time;
  }
}

interface Drawn {
  readonly drop: number;
  readonly duplicate: number;
  readonly reorder: number;
  readonly corrupt: number;
  readonly octet: number;
  readonly bit: number;
  readonly delays: readonly [number, number];
}
