import { constants, deflateRaw, deflateRawSync, type ZlibOptions } from 'node:zlib';
import { SlidingWindow } from './sliding-window.ts';

/** How one side compresses. */
export interface DeflaterOptions {
  /** Each message for itself: nothing is remembered. Default: false. */
  readonly noContextTakeover?: boolean;
  /** How far back it may refer: 2 to the power of so many octets, 8 to 15. Default: 15. */
  readonly maxWindowBits?: number;
  /** zlib's, 1 (fast) to 9 (small). Default: 3, which takes a fraction of the time of zlib's own 6 for some hundredths more octets. */
  readonly level?: number;
}

const LEVEL = 3;
/** What ends each message on the wire, and is left out (RFC 7692 §7.2.1): the length fields of an empty block without compression. */
const TAIL_LENGTH = 4;
/** The whole of a message of nothing (RFC 7692 §7.2.3.6). */
const EMPTY = Uint8Array.of(0);

/** zlib knows windows of 9 to 15 bits for raw DEFLATE; a smaller one is not refused, but made larger (zlib.h, deflateInit2). */
const FEWEST_ZLIB_BITS = 9;
/** What zlib keeps free of its window (zlib.h, deflateSetDictionary). */
const LOOKAHEAD = 262;
/** Reading the window in takes time with each message: four times the message, but no less than this. */
const SHORTEST_REACH = 4096;
const REACH = 4;
const LARGEST_CHUNK = 64 * 1024;

/**
 * Compresses the messages of one direction (RFC 7692 §7.2.1). zlib's streams take a trip through the thread pool for every message, and
 * keep 256 KiB each; here each message is compressed at once, and what context takeover refers back to is handed to zlib as a dictionary.
 */
export class Deflater {
  readonly #bits: number;
  readonly #level: number;
  readonly #window: SlidingWindow | undefined;

  constructor(options: DeflaterOptions = {}) {
    const { noContextTakeover = false, maxWindowBits: bits = 15, level = LEVEL } = options;
    this.#bits = bits;
    this.#level = level;
    const remembers = !noContextTakeover && bits >= FEWEST_ZLIB_BITS;
    this.#window = remembers ? new SlidingWindow(2 ** bits) : undefined;
  }

  /** The payload of a message, compressed. */
  deflate(message: Uint8Array): Uint8Array {
    if (message.length === 0) return EMPTY;
    const octets = deflateRawSync(message, this.#options(message, this.#reach(message)));
    this.#window?.add(message);
    return withoutTail(octets);
  }

  /**
   * The same, beside the event loop: for messages of 16 KiB and more, with which everybody else would have to wait. The message must
   * stay as it is until then. Messages count in the order of the calls, and have to be sent in that order.
   */
  deflateAside(message: Uint8Array): Promise<Uint8Array> {
    if (message.length === 0) return Promise.resolve(EMPTY);
    const options = this.#options(message, this.#reach(message)?.slice());
    this.#window?.add(message);
    return new Promise((resolve, reject) => {
      deflateRaw(message, options, (error, octets) => {
        if (error) reject(error);
        else resolve(withoutTail(octets));
      });
    });
  }

  #reach(message: Uint8Array): Uint8Array | undefined {
    const octets = this.#window?.last(Math.max(SHORTEST_REACH, REACH * message.length));
    return octets && octets.length > 0 ? octets : undefined;
  }

  /** zlib's tables only as large as this message can make use of: setting them up is most of the work for a small one. */
  #options(message: Uint8Array, dictionary: Uint8Array | undefined): ZlibOptions {
    const length = message.length + (dictionary?.length ?? 0);
    const bits = Math.ceil(Math.log2(length + LOOKAHEAD));
    return {
      level: this.#level,
      windowBits: Math.max(FEWEST_ZLIB_BITS, Math.min(bits, this.#bits)),
      memLevel: Math.max(1, Math.min(bits - 7, constants.Z_DEFAULT_MEMLEVEL)),
      // Runs only, which refer back one octet, where zlib has no window that small.
      strategy: this.#bits < FEWEST_ZLIB_BITS ? constants.Z_RLE : constants.Z_DEFAULT_STRATEGY,
      finishFlush: constants.Z_SYNC_FLUSH,
      chunkSize: Math.min(LARGEST_CHUNK, message.length + (message.length >> 3) + 64),
      ...(dictionary ? { dictionary } : {}),
    };
  }
}

function withoutTail(octets: Uint8Array): Uint8Array {
  return octets.subarray(0, octets.length - TAIL_LENGTH);
}
