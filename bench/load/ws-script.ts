import { randomBytes, randomInt } from 'node:crypto';
import { constants, deflateRawSync } from 'node:zlib';
import { encodeFrame, fragmented } from '../../src/ws/frame-writer.ts';
import { OPCODE } from '../../src/ws/opcode.ts';
import { words } from './words.ts';

/** What WebSocket messages look like. */
export interface WsShape {
  /** Octets of a message before compression. */
  readonly size: number;
  readonly compressed: boolean;
  /** Octets in a frame; without it, each message goes in one. */
  readonly fragment?: number | undefined;
}

/** So much passes before a message comes again: more than a compressor can refer back to. Octets. */
const ROUND = 256 * 1024;
/** As far as a compressor can refer back (RFC 1951 §2). Octets. */
const WINDOW = 32 * 1024;
/** What RFC 7692 §7.2.1 leaves out at the end. Octets. */
const TAIL = 4;

/** Messages that are sent one after the other, round after round: made beforehand, so that sending one is no more than writing it. */
export class Script {
  readonly shape: WsShape;
  /** How many different ones there are. */
  readonly count: number;
  /** What they say, one behind the other: random octets, or, to be compressed, text. */
  readonly #content: Buffer;
  readonly #first: readonly Uint8Array[];
  readonly #later: readonly Uint8Array[];
  #answers: Buffer | undefined;

  constructor(shape: WsShape) {
    const { size, compressed } = shape;
    this.shape = shape;
    this.count = Math.max(2, Math.ceil(ROUND / size));
    const octets = this.count * size;
    this.#content = compressed ? words(octets) : randomBytes(octets);
    const numbers = Array.from({ length: this.count }, (_, number) => number);
    this.#first = numbers.map((number) => this.#masked(number));
    this.#later = numbers.map((number) => this.#laterOf(number));
  }

  /** The octets that send a message: numbered from 0, as all below. */
  request(number: number): Uint8Array {
    const from = number < this.count ? this.#first : this.#later;
    return from[number % this.count] ?? new Uint8Array();
  }

  message(number: number): Buffer {
    const from = (number % this.count) * this.shape.size;
    return this.#content.subarray(from, from + this.shape.size);
  }

  /** What was said before a message, as far as a compressor can refer back to it. */
  before(number: number): Buffer {
    const from = number * this.shape.size;
    const end = (number % this.count) * this.shape.size;
    if (end >= WINDOW || end === from)
      return this.#content.subarray(Math.max(0, end - WINDOW), end);
    return Buffer.concat([this.#content.subarray(end - WINDOW), this.#content.subarray(0, end)]);
  }

  /** What comes back of a whole round that is not compressed, each message in one frame. */
  get answers(): Buffer {
    this.#answers ??= Buffer.concat(
      Array.from({ length: this.count }, (_, number) =>
        Buffer.concat(encodeFrame({ opcode: OPCODE.binary, payload: this.message(number) })),
      ),
    );
    return this.#answers;
  }

  /** Another than in the first round only where the window reaches back into the round before. */
  #laterOf(number: number): Uint8Array {
    const reaches = this.shape.compressed && number * this.shape.size < WINDOW;
    const same = reaches ? undefined : this.#first[number];
    return same ?? this.#masked(number + this.count);
  }

  #masked(number: number): Uint8Array {
    const { size, compressed, fragment = 2 * size + 64 } = this.shape;
    const message = this.message(number);
    const payload = compressed ? deflated(message, this.before(number)) : message;
    const opcode = compressed ? OPCODE.text : OPCODE.binary;
    const frames = [...fragmented({ opcode, payload, rsv1: compressed }, fragment)];
    return Buffer.concat(
      frames.flatMap((frame) => encodeFrame({ ...frame, maskingKey: randomInt(1, 2 ** 32) })),
    );
  }
}

/** A message as a client sends it that remembers what it said before. */
function deflated(message: Buffer, before: Buffer): Uint8Array {
  const dictionary = before.length > 0 ? { dictionary: before } : {};
  const finishFlush = constants.Z_SYNC_FLUSH;
  return deflateRawSync(message, { finishFlush, ...dictionary }).subarray(0, -TAIL);
}
