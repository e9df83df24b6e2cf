import { formatAddress, type InternetAddress } from '../event/address.ts';
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
  readonly #named: Growing[] = [];
  /** The same by host and port: to write an address for each datagram takes longer than to look it up twice. */
  readonly #byHost = new Map<string, Map<number, Growing>>();
  #others: Growing | undefined;
  #datagrams = 0;

  /** How many datagrams came, from whomever. */
  get datagrams(): number {
    return this.#datagrams;
  }

  /** The senders with a name, in the order in which they first came. */
  get named(): readonly SenderTally[] {
    return [...this.#named];
  }

  /** All that came from the rest, whose `sender` is empty; `undefined` while there is none. */
  get others(): SenderTally | undefined {
    return this.#others;
  }

  /** Notes a datagram of so many octets. */
  add(from: InternetAddress, octets: number, time: Microseconds): void {
    this.#datagrams += 1;
    const tally = this.#byHost.get(from.host)?.get(from.port) ?? this.#unknown(from, time);
    grow(tally, octets, time);
  }

  #unknown(from: InternetAddress, time: Microseconds): Growing {
    if (this.#named.length >= MOST_SENDERS) {
      this.#others ??= begun('', time);
      return this.#others;
    }
    const tally = begun(formatAddress(from), time);
    this.#named.push(tally);
    const ports = this.#byHost.get(from.host) ?? new Map<number, Growing>();
    this.#byHost.set(from.host, ports.set(from.port, tally));
    return tally;
  }
}

function begun(sender: string, time: Microseconds): Growing {
  return {
    sender,
    datagrams: 0,
    octets: 0,
    smallest: Number.POSITIVE_INFINITY,
    largest: 0,
    first: time,
    last: time,
  };
}

function grow(tally: Growing, octets: number, time: Microseconds): void {
  tally.datagrams += 1;
  tally.octets += octets;
  tally.smallest = Math.min(tally.smallest, octets);
  tally.largest = Math.max(tally.largest, octets);
  tally.last = time;
}
