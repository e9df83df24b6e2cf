import { decodeHeader, type FrameHeader, LONGEST_HEADER } from './frame-header.ts';
import { Gathered } from './gathered.ts';
import { mask, masked } from './mask.ts';
import { isControl, OPCODE } from './opcode.ts';
import type { Role } from './role.ts';
import { type FrameState, judgeClosePayload, judgeHeader, type Violation } from './violation.ts';

/** A frame (RFC 6455 §5.2). */
export interface Frame {
  readonly header: FrameHeader;
  /** Unmasked. */
  readonly payload: Uint8Array;
}

/** Watches the payload of frames that do not come in one piece, so that what is wrong is known before the rest has come. */
export interface PayloadWatcher {
  /** A frame has begun whose payload is still to come. */
  begin(header: FrameHeader): Violation | undefined;
  /** More of its payload has come: unmasked, and only valid during the call. */
  part(header: FrameHeader, octets: Uint8Array): Violation | undefined;
}

/** Who reads, and what is agreed on. */
export interface FrameReaderOptions {
  /** Which end we are: a server reads masked frames, a client unmasked ones (RFC 6455 §5.1). */
  readonly role: Role;
  /** The most octets of payload a frame may have. */
  readonly maxPayload: number;
  /** Whether permessage-deflate was agreed on (RFC 7692 §6). */
  readonly compression?: boolean;
  /** Whether the octets pushed may be unmasked where they are. True unless said otherwise: say no where somebody else keeps them. */
  readonly inPlace?: boolean;
  readonly watcher?: PayloadWatcher | undefined;
}

const NOTHING = new Uint8Array(0);
/** A frame's length is known: room for all of it as soon as a sixteenth has come. */
const LEAST_ROOM = 65_536;
const GROWTH = 16;

/**
 * Turns octets, cut anywhere, into whole frames: `push` what came, then take `next` until there is none. Stops for good at the first frame
 * that breaks a rule, as soon as its header has. Keeps of an unfinished frame only what has come of it. Knows no sockets.
 */
export class FrameReader {
  readonly #state: { -readonly [Key in keyof FrameState]: FrameState[Key] };
  readonly #inPlace: boolean;
  readonly #watcher: PayloadWatcher | undefined;
  #chunk: Uint8Array = NOTHING;
  #at = 0;
  /** Chunks that came before the current one was read to its end. */
  #waiting: Uint8Array[] = [];
  /** The beginning of a header that is not all there. */
  readonly #start = new Uint8Array(LONGEST_HEADER);
  #started = 0;
  /** The frame whose payload is not all there. */
  #header: FrameHeader | undefined;
  #gathered: Gathered | undefined;
  #violation: Violation | undefined;
  #broken: Frame | undefined;

  constructor({
    role,
    maxPayload,
    compression = false,
    inPlace = true,
    watcher,
  }: FrameReaderOptions) {
    this.#state = { role, maxPayload, compression, fragmented: false, closed: false };
    this.#inPlace = inPlace;
    this.#watcher = watcher;
  }

  /** The rule that was broken. Nothing is read any more then. */
  get violation(): Violation | undefined {
    return this.#violation;
  }

  /** The frame that broke it, with as much of its payload as had come by then. */
  get broken(): Frame | undefined {
    return this.#broken;
  }

  /** Whether a frame has begun and not ended. */
  get unfinished(): boolean {
    return this.#started > 0 || this.#header !== undefined;
  }

  /** Takes octets as they came. They are the reader's from now on, unless it was told otherwise by `inPlace`. */
  push(octets: Uint8Array): void {
    if (this.#violation) return;
    if (this.#at < this.#chunk.length || this.#waiting.length > 0) {
      this.#waiting.push(octets);
      return;
    }
    this.#chunk = octets;
    this.#at = 0;
  }

  /** The next whole frame. `undefined` when octets are missing, or a rule was broken (`violation`). */
  next(): Frame | undefined {
    while (!this.#violation) {
      const frame = this.#header ? this.#continue(this.#header) : this.#begin();
      if (frame || !this.#advance()) return frame;
    }
    return undefined;
  }

  /** On to the next chunk, if there is one. */
  #advance(): boolean {
    const chunk = this.#waiting.shift();
    if (!chunk) return false;
    this.#chunk = chunk;
    this.#at = 0;
    return true;
  }

  #begin(): Frame | undefined {
    const header = this.#readHeader();
    if (!header) return undefined;
    const violation = judgeHeader(header, this.#state);
    if (violation) return this.#fail(violation, header, this.#come(header));
    if (header.length <= this.#chunk.length - this.#at) return this.#whole(header);
    return this.#wait(header);
  }

  #readHeader(): FrameHeader | undefined {
    if (this.#started > 0) return this.#readRestOfHeader();
    const header = decodeHeader(this.#chunk, this.#at);
    if (header) this.#at += header.size;
    else this.#keepStart(this.#chunk.subarray(this.#at));
    return header;
  }

  #readRestOfHeader(): FrameHeader | undefined {
    const before = this.#started;
    this.#keepStart(this.#chunk.subarray(this.#at, this.#at + LONGEST_HEADER - before));
    const header = decodeHeader(this.#start, 0, this.#started);
    if (!header) return undefined;
    this.#at += header.size - this.#started; // back to where the header ends
    this.#started = 0;
    return header;
  }

  #keepStart(octets: Uint8Array): void {
    this.#start.set(octets, this.#started);
    this.#started += octets.length;
    this.#at += octets.length;
  }

  /** All of the payload is in the chunk: it stays where it is. */
  #whole(header: FrameHeader): Frame | undefined {
    const payload = this.#come(header);
    this.#at += header.length;
    return this.#complete(header, payload);
  }

  /** What has come of the payload. */
  #come({ length, maskingKey }: FrameHeader): Uint8Array {
    const octets = this.#chunk.subarray(this.#at, Math.min(this.#at + length, this.#chunk.length));
    if (maskingKey === undefined) return octets;
    return this.#inPlace ? mask(octets, maskingKey) : masked(octets, maskingKey);
  }

  #wait(header: FrameHeader): Frame | undefined {
    const violation = this.#watcher?.begin(header);
    if (violation) return this.#fail(violation, header, this.#come(header));
    this.#header = header;
    this.#gathered = new Gathered(header.length, LEAST_ROOM, GROWTH);
    return this.#continue(header);
  }

  #continue(header: FrameHeader): Frame | undefined {
    const gathered = this.#gathered;
    if (!gathered || this.#at === this.#chunk.length) return undefined;
    const before = gathered.length;
    const part = gathered.add(this.#chunk.subarray(this.#at, this.#at + header.length - before));
    this.#at += part.length;
    if (header.maskingKey !== undefined) mask(part, header.maskingKey, before);
    const violation = this.#watcher?.part(header, part);
    if (violation) return this.#fail(violation, header, gathered.octets);
    if (gathered.length < header.length) return undefined;
    this.#header = undefined;
    this.#gathered = undefined;
    return this.#complete(header, gathered.octets);
  }

  #complete(header: FrameHeader, payload: Uint8Array): Frame | undefined {
    if (!isControl(header.opcode)) {
      this.#state.fragmented = !header.fin;
    } else if (header.opcode === OPCODE.close) {
      const violation = judgeClosePayload(payload);
      if (violation) return this.#fail(violation, header, payload);
      this.#state.closed = true;
    }
    return { header, payload };
  }

  #fail(violation: Violation, header: FrameHeader, payload: Uint8Array): undefined {
    this.#violation = violation;
    this.#broken = { header, payload };
    this.#chunk = NOTHING;
    this.#waiting = [];
    this.#header = undefined;
    this.#gathered = undefined;
    return undefined;
  }
}
