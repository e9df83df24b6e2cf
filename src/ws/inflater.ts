import { type InflateRaw, inflateRawSync } from 'node:zlib';
import { SlidingWindow } from './sliding-window.ts';

/** How the peer compresses, and how much of it is let in. */
export interface InflaterOptions {
  /** The peer remembers nothing from message to message. Default: false. */
  readonly noContextTakeover?: boolean;
  /** How far back the peer may refer: 2 to the power of so many octets, 8 to 15. Default: 15. */
  readonly maxWindowBits?: number;
  /** Octets a message may have when it is inflated. */
  readonly maxMessage: number;
}

/** Why a message cannot be inflated. */
export type InflateProblem = 'message-too-big' | 'bad-compressed-data';

/** What the sender left out (RFC 7692 §7.2.2), and an empty last block: only when zlib gets there, all was in order. */
const END = Uint8Array.of(0x00, 0x00, 0xff, 0xff, 0x03, 0x00);
const NOTHING = new Uint8Array(0);
/** Last blocks in one message, each of which sets zlib up anew. A sender has one in each piece it flushes, if at all (RFC 7692 §7.2.3.4). */
const MOST_LAST_BLOCKS = 256;
const SMALLEST_CHUNK = 1024;
const LARGEST_CHUNK = 64 * 1024;
/** Text often becomes so many times its compressed length. */
const USUAL_RATIO = 4;

/** What came out of a run, and how much went in. */
interface Run {
  readonly output: Uint8Array;
  readonly consumed: number;
}

/**
 * Inflates the messages of one direction (RFC 7692 §7.2.2), at once and with a bound: a bomb is left as soon as it is too big. What the peer's
 * messages may refer back to is kept: 2 to the power of `maxWindowBits` octets, no less and no more.
 */
export class Inflater {
  readonly #maxMessage: number;
  readonly #size: number;
  readonly #window: SlidingWindow | undefined;

  constructor(options: InflaterOptions) {
    const { noContextTakeover = false, maxWindowBits = 15, maxMessage } = options;
    this.#maxMessage = maxMessage;
    this.#size = 2 ** maxWindowBits;
    this.#window = noContextTakeover ? undefined : new SlidingWindow(this.#size);
  }

  /**
   * The message of a payload, or what is wrong with it: the connection has to be failed then, and nothing more to be inflated. A payload of nothing,
   * which strictly is none, is a message of nothing, as everywhere.
   */
  inflate(payload: Uint8Array): Uint8Array | InflateProblem {
    if (payload.length === 0) return NOTHING;
    const input = Buffer.concat([payload, END]);
    const first = run(input, this.#window?.last(), this.#maxMessage);
    if (typeof first === 'string') return first;
    this.#window?.add(first.output);
    if (first.consumed >= payload.length) return first.output;
    return this.#inflateRest(input, payload.length, first);
  }

  /** Behind a last block DEFLATE ends, but the message need not. */
  #inflateRest(input: Uint8Array, length: number, first: Run): Uint8Array | InflateProblem {
    const window = this.#window ?? new SlidingWindow(this.#size);
    if (!this.#window) window.add(first.output);
    const parts = [first.output];
    let [at, total] = [first.consumed, first.output.length];
    for (let blocks = 1; at < length; blocks += 1) {
      if (blocks === MOST_LAST_BLOCKS) return 'bad-compressed-data';
      const next = run(input.subarray(at), window.last(), this.#maxMessage - total);
      if (typeof next === 'string') return next;
      window.add(next.output);
      parts.push(next.output);
      at += next.consumed;
      total += next.output.length;
    }
    return Buffer.concat(parts);
  }
}

/** Inflates up to the next last block. */
function run(
  input: Uint8Array,
  dictionary: Uint8Array | undefined,
  most: number,
): Run | InflateProblem {
  try {
    const told: unknown = inflateRawSync(input, {
      info: true,
      maxOutputLength: Math.max(1, most),
      chunkSize: Math.min(LARGEST_CHUNK, Math.max(SMALLEST_CHUNK, USUAL_RATIO * input.length)),
      ...(dictionary && dictionary.length > 0 ? { dictionary } : {}),
    });
    if (!hasEngine(told)) throw new TypeError('zlib told no engine');
    const { buffer: output, engine } = told;
    return output.length > most ? 'message-too-big' : { output, consumed: engine.bytesWritten };
  } catch (error) {
    return problemOf(error);
  }
}

/** What `info` makes of the result, for which the types have no word. */
function hasEngine(told: unknown): told is { buffer: Buffer; engine: InflateRaw } {
  return typeof told === 'object' && told !== null && 'engine' in told && 'buffer' in told;
}

function problemOf(error: unknown): InflateProblem {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'message-too-big';
  // Z_BUF_ERROR: it ended within a block.
  if (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR') return 'bad-compressed-data';
  throw error;
}
