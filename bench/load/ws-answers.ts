import { constants, inflateRawSync } from 'node:zlib';
import { decodeHeader, LONGEST_HEADER } from '../../src/ws/frame-header.ts';
import { OPCODE } from '../../src/ws/opcode.ts';
import type { Script } from './ws-script.ts';

/** Looks at what comes back over one connection. */
export interface Answers {
  /** Takes octets, and tells how many messages they complete. Throws when they are not what was sent. */
  take(octets: Buffer): number;
  /** Looks at what there was no time to look at. Throws the same. */
  verify(): void;
  /** Octets that came. */
  readonly octets: number;
}

/** Frames that are not compressed are known beforehand: every octet is compared. */
export class PlainAnswers implements Answers {
  readonly #round: Buffer;
  readonly #each: number;
  #octets = 0;

  constructor(script: Script) {
    this.#round = script.answers;
    this.#each = this.#round.length / script.count;
  }

  get octets(): number {
    return this.#octets;
  }

  take(octets: Buffer): number {
    const before = Math.floor(this.#octets / this.#each);
    for (let at = 0; at < octets.length; ) {
      const from = this.#octets % this.#round.length;
      const length = Math.min(octets.length - at, this.#round.length - from);
      if (this.#round.compare(octets, at, at + length, from, from + length) !== 0) throw wrong();
      at += length;
      this.#octets += length;
    }
    return Math.floor(this.#octets / this.#each) - before;
  }

  verify(): void {
    // Each octet was looked at when it came.
  }
}

/** One message of so many is kept, to be inflated. */
const SAMPLED = 16;
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/**
 * How a server compresses is its own affair: the frames are counted, and some are kept and inflated when the clock has stopped. What they
 * refer back to is known, as it is what was sent.
 */
export class DeflatedAnswers implements Answers {
  readonly #script: Script;
  readonly #samples: { readonly number: number; readonly payload: Buffer }[] = [];
  readonly #header = Buffer.alloc(LONGEST_HEADER);
  #started = 0;
  #number = 0;
  #missing = 0;
  #sample: Buffer | undefined;
  #octets = 0;

  constructor(script: Script) {
    this.#script = script;
  }

  get octets(): number {
    return this.#octets;
  }

  take(octets: Buffer): number {
    this.#octets += octets.length;
    let whole = 0;
    for (let at = 0; at < octets.length; ) {
      at += this.#missing > 0 ? this.#payload(octets, at) : this.#begin(octets, at);
      if (this.#missing > 0 || this.#started > 0) continue;
      this.#number += 1;
      whole += 1;
    }
    return whole;
  }

  verify(): void {
    for (const { number, payload } of this.#samples) {
      const before = this.#script.before(number);
      const message = inflateRawSync(Buffer.concat([payload, TAIL]), {
        finishFlush: constants.Z_SYNC_FLUSH,
        ...(before.length > 0 ? { dictionary: before } : {}),
      });
      if (!message.equals(this.#script.message(number))) throw wrong();
    }
    this.#samples.length = 0;
  }

  /** Reads on in a header. Returns how many octets of these belong to it. */
  #begin(octets: Buffer, at: number): number {
    const started = this.#started;
    const copied = octets.copy(this.#header, started, at);
    const header = decodeHeader(this.#header, 0, started + copied);
    this.#started = header ? 0 : started + copied;
    if (!header) return copied;
    const { fin, rsv1, masked, opcode, length } = header;
    if (!fin || !rsv1 || masked || opcode !== OPCODE.text || length === 0) throw wrong();
    this.#missing = length;
    if (this.#number % SAMPLED === 0) this.#keep(length);
    return header.size - started;
  }

  #keep(length: number): void {
    this.#sample = Buffer.allocUnsafeSlow(length);
    this.#samples.push({ number: this.#number, payload: this.#sample });
  }

  #payload(octets: Buffer, at: number): number {
    const length = Math.min(this.#missing, octets.length - at);
    if (this.#sample)
      octets.copy(this.#sample, this.#sample.length - this.#missing, at, at + length);
    this.#missing -= length;
    if (this.#missing === 0) this.#sample = undefined;
    return length;
  }
}

function wrong(): Error {
  return new Error('other messages came back than were sent');
}
