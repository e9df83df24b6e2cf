import { isUtf8 } from 'node:buffer';
import type { FrameHeader } from './frame-header.ts';
import type { Frame, PayloadWatcher } from './frame-reader.ts';
import { Gathered } from './gathered.ts';
import { isControl, OPCODE } from './opcode.ts';
import { Utf8Check } from './utf8-check.ts';
import { type Violation, violation } from './violation.ts';

/** A message (RFC 6455 §5.4, §5.6): the payload of one frame, or of several. */
export interface Message {
  /** `OPCODE.text` or `OPCODE.binary`: of the first of its frames. */
  readonly opcode: number;
  /** Text is valid UTF-8, unless compressed. */
  readonly payload: Uint8Array;
  /** Whether the payload is still compressed (RFC 7692 §6). */
  readonly compressed: boolean;
  /** How many frames carried it. */
  readonly frames: number;
}

/** How long a message may get. */
export interface MessageAssemblerOptions {
  /** Octets of payload in all frames of a message, as they came. */
  readonly maxMessage: number;
  /** The same of a message that is compressed. Default: `maxMessage`. */
  readonly maxCompressed?: number;
}

/** A message's length is not known before its end: room for four times of what has come. */
const LEAST_ROOM = 1024;
const GROWTH = 4;

/**
 * Puts the payloads of data frames together to messages, and checks that text is UTF-8 (RFC 6455 §5.6, §8.1) as its octets come. Given to
 * a `FrameReader` as its watcher, it checks frames that come in pieces, too. After a violation it is of no more use.
 */
export class MessageAssembler implements PayloadWatcher {
  readonly #maxMessage: number;
  readonly #maxCompressed: number;
  readonly #utf8 = new Utf8Check();
  /** Of the message that is unfinished; `continuation` when none is. */
  #opcode: number = OPCODE.continuation;
  #compressed = false;
  #frames = 0;
  #gathered: Gathered | undefined;
  /** The frame whose text was checked as it came. */
  #watched: FrameHeader | undefined;

  constructor({ maxMessage, maxCompressed = maxMessage }: MessageAssemblerOptions) {
    this.#maxMessage = maxMessage;
    this.#maxCompressed = maxCompressed;
  }

  begin(header: FrameHeader): Violation | undefined {
    if (isControl(header.opcode)) return undefined;
    this.#watched = header;
    return this.#isTooBig(header, header.length) ? violation('message-too-big') : undefined;
  }

  part(header: FrameHeader, octets: Uint8Array): Violation | undefined {
    if (!this.#isPlainText(header) || this.#utf8.push(octets)) return undefined;
    return violation('bad-utf8');
  }

  /** The message that this frame completes. `undefined` when more is to come, and for control frames, which may come between (RFC 6455 §5.4). */
  add(frame: Frame): Message | Violation | undefined {
    const { header, payload } = frame;
    if (isControl(header.opcode)) return undefined;
    const isFirst = header.opcode !== OPCODE.continuation;
    if (isFirst && this.#opcode !== OPCODE.continuation) return violation('interleaved-message');
    if (!isFirst && !this.#gathered) return violation('continuation-without-start');
    if (this.#isTooBig(header, payload.length)) return violation('message-too-big');
    return isFirst && header.fin ? this.#single(frame) : this.#fragment(frame);
  }

  #isTooBig({ opcode, rsv1 }: FrameHeader, more: number): boolean {
    const compressed = opcode === OPCODE.continuation ? this.#compressed : rsv1;
    const most = compressed ? this.#maxCompressed : this.#maxMessage;
    return (this.#gathered?.length ?? 0) + more > most;
  }

  #isPlainText({ opcode, rsv1 }: FrameHeader): boolean {
    if (opcode === OPCODE.continuation) return this.#opcode === OPCODE.text && !this.#compressed;
    return opcode === OPCODE.text && !rsv1;
  }

  /** The message of one frame: nothing to be put together. */
  #single({ header, payload }: Frame): Message | Violation {
    if (this.#isPlainText(header) && !this.#isText(header, payload)) return violation('bad-utf8');
    const { opcode, rsv1: compressed } = header;
    return { opcode, payload, compressed, frames: 1 };
  }

  #isText(header: FrameHeader, payload: Uint8Array): boolean {
    if (header !== this.#watched) return isUtf8(payload);
    const { complete } = this.#utf8;
    this.#utf8.reset();
    return complete;
  }

  #fragment({ header, payload }: Frame): Message | Violation | undefined {
    this.#gathered ??= this.#start(header);
    const isText = this.#isPlainText(header);
    if (isText && header !== this.#watched && !this.#utf8.push(payload)) {
      return violation('bad-utf8');
    }
    this.#gathered.add(payload);
    this.#frames += 1;
    if (!header.fin) return undefined;
    return isText && !this.#utf8.complete ? violation('bad-utf8') : this.#finish(this.#gathered);
  }

  #start({ opcode, rsv1 }: FrameHeader): Gathered {
    this.#opcode = opcode;
    this.#compressed = rsv1;
    this.#frames = 0;
    return new Gathered(this.#maxMessage, LEAST_ROOM, GROWTH);
  }

  #finish({ octets: payload }: Gathered): Message {
    const message = {
      opcode: this.#opcode,
      payload,
      compressed: this.#compressed,
      frames: this.#frames,
    };
    this.#opcode = OPCODE.continuation;
    this.#gathered = undefined;
    this.#utf8.reset();
    return message;
  }
}
