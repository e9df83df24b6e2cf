import { isUtf8 } from 'node:buffer';

/** How many octets follow a first octet, and between what the second must be (RFC 3629 §4). */
interface Lead {
  readonly from: number;
  readonly to: number;
  readonly more: number;
  readonly low: number;
  readonly high: number;
}

/** The first octets of characters. What is in no row begins none: continuation octets, overlong C0 and C1, and all above F4. */
const LEADS: readonly Lead[] = [
  { from: 0x00, to: 0x7f, more: 0, low: 0x80, high: 0xbf },
  { from: 0xc2, to: 0xdf, more: 1, low: 0x80, high: 0xbf },
  { from: 0xe0, to: 0xe0, more: 2, low: 0xa0, high: 0xbf }, // below A0: overlong
  { from: 0xe1, to: 0xec, more: 2, low: 0x80, high: 0xbf },
  { from: 0xed, to: 0xed, more: 2, low: 0x80, high: 0x9f }, // above 9F: surrogates
  { from: 0xee, to: 0xef, more: 2, low: 0x80, high: 0xbf },
  { from: 0xf0, to: 0xf0, more: 3, low: 0x90, high: 0xbf }, // below 90: overlong
  { from: 0xf1, to: 0xf3, more: 3, low: 0x80, high: 0xbf },
  { from: 0xf4, to: 0xf4, more: 3, low: 0x80, high: 0x8f }, // above 8F: beyond U+10FFFF
];

/** The row of each octet. */
const LEAD_OF: readonly (Lead | undefined)[] = Array.from({ length: 256 }, (_, octet) =>
  LEADS.find(({ from, to }) => from <= octet && octet <= to),
);

/** The most octets of a character that can be missing their last. */
const LONGEST_TAIL = 3;

/**
 * Whether octets that come bit by bit are UTF-8 (RFC 3629 §4). Says no at the first octet after which no continuation could make
 * it right again.
 */
export class Utf8Check {
  /** Octets of the current character that are still to come, and between what the next must be. */
  #missing = 0;
  #low = 0x80;
  #high = 0xbf;
  #broken = false;

  /** Whether all was right so far. Once false, it stays so until `reset`. */
  push(octets: Uint8Array): boolean {
    const { length } = octets;
    const head = this.#missing === 0 ? 0 : this.#each(octets, 0, Math.min(this.#missing, length));
    const tail = Math.max(head, length - tailLength(octets));
    // A view costs as much as the check of few octets.
    const whole = head === 0 && tail === length ? octets : octets.subarray(head, tail);
    this.#broken ||= !isUtf8(whole);
    this.#each(octets, tail, length);
    return !this.#broken;
  }

  /** Whether what came is right, and no character is cut off. */
  get complete(): boolean {
    return !this.#broken && this.#missing === 0;
  }

  /** Begins anew. */
  reset(): void {
    this.#missing = 0;
    this.#broken = false;
  }

  /** Octet by octet. Returns where it ended. */
  #each(octets: Uint8Array, from: number, to: number): number {
    for (let at = from; at < to; at += 1) this.#broken ||= !this.#next(octets[at] ?? 0);
    return to;
  }

  #next(octet: number): boolean {
    if (this.#missing === 0) return this.#begin(LEAD_OF[octet]);
    if (octet < this.#low || octet > this.#high) return false;
    this.#missing -= 1;
    this.#low = 0x80;
    this.#high = 0xbf;
    return true;
  }

  #begin(lead: Lead | undefined): boolean {
    if (!lead) return false;
    this.#missing = lead.more;
    this.#low = lead.low;
    this.#high = lead.high;
    return true;
  }
}

/** How many of the last octets belong to a character whose end has not come. */
function tailLength(octets: Uint8Array): number {
  const most = Math.min(LONGEST_TAIL, octets.length);
  for (let length = 1; length <= most; length += 1) {
    const octet = octets[octets.length - length] ?? 0;
    if (octet < 0x80) return 0;
    if (octet >= 0xc0) return (LEAD_OF[octet]?.more ?? 0) >= length ? length : 0;
  }
  return 0;
}
