import { type Address, formatAddress } from '../event/address.ts';
import type { Microseconds } from '../event/clock.ts';

/** So many senders are told apart, and no more: whoever forges addresses must not fill the memory. */
export const MOST_SENDERS = 1000;

/** What came from one sender, or from several. */
export interface SenderTally {
  /** As `formatAddress` writes it. */
  readonly sender: string;
  readonly datagrams: number;
  readonly octets: number;
  /** The sizes of the smallest and the largest datagram, in octets. */
  readonly smallest: number;
  readonly largest: number;
  /** When the first and the last of them came. */
  readonly first: Microseconds;
  readonly last: Microseconds;
}

type Growing = { -readonly [Part in keyof SenderTally]: SenderTally[Part] };

/** Counts what each sender sent: the first `MOST_SENDERS` by name, the rest as one. */
export class Senders {
  readonly #named = new Map<string, Growing>();
  #others: Growing | undefined;
  #datagrams = 0;

  /** How many datagrams came, from whomever. */
  get datagrams(): number {
    return this.#datagrams;
  }

  /** The senders with a name, in the order in which they first came. */
  get named(): readonly SenderTally[] {
    return [...this.#named.values()];
  }

  /** All that came from the rest, whose `sender` is empty; `undefined` while there is none. */
  get others(): SenderTally | undefined {
    return this.#others;
  }

  /** Notes a datagram of so many octets. */
  add(from: Address, octets: number, time: Microseconds): void {
    this.#datagrams += 1;
    const sender = formatAddress(from);
    const known = this.#named.get(sender);
    if (known) grow(known, octets, time);
    else if (this.#named.size < MOST_SENDERS) this.#named.set(sender, begun(sender, octets, time));
    else if (this.#others) grow(this.#others, octets, time);
    else this.#others = begun('', octets, time);
  }
}

function begun(sender: string, octets: number, time: Microseconds): Growing {
  const sizes = { octets, smallest: octets, largest: octets };
  return { sender, datagrams: 1, ...sizes, first: time, last: time };
}

function grow(tally: Growing, octets: number, time: Microseconds): void {
  tally.datagrams += 1;
  tally.octets += octets;
  tally.smallest = Math.min(tally.smallest, octets);
  tally.largest = Math.max(tally.largest, octets);
  tally.last = time;
}
