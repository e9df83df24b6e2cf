import { SocketsError } from '../error.ts';
import type { Connection } from '../stream/connection.ts';
import type { Narrator } from '../stream/narrator.ts';
import type { Deflater } from './deflater.ts';
import { encodeFrame, type FrameFields, fragmented, type Outgoing } from './frame-writer.ts';
import { InOrder } from './in-order.ts';
import { randomMaskingKey } from './masking-key.ts';
import { OPCODE } from './opcode.ts';
import { Outbox } from './outbox.ts';
import { tellFrame, tellMessage } from './ws-narrator.ts';

/** How one end writes its frames. */
export interface FrameSenderOptions {
  /** A client masks, a server must not (RFC 6455 §5.1). */
  readonly masks: boolean;
  /** Present where compression was agreed on. */
  readonly deflater?: Deflater | undefined;
  /** Messages longer than so many octets go in several frames. */
  readonly fragment?: number | undefined;
  /** Called when messages that had to be compressed first have gone, and there is room for others. */
  readonly drained: () => void;
}

/** From so many octets on a message is compressed beside the event loop, where it keeps nobody waiting. */
const ASIDE_FROM = 16 * 1024;
/**
 * Octets that may be compressed at a time before we call it full: enough for all processors to have something to do. Whoever sends on is
 * made to wait, so that no more is kept.
 */
const ASIDE_ROOM = 256 * 1024;

/** Writes messages and control frames to a stream, in the order in which they were sent, and tells of each frame. */
export class FrameSender {
  readonly #connection: Connection;
  readonly #narrator: Narrator;
  readonly #options: FrameSenderOptions;
  readonly #outbox: Outbox;
  readonly #order = new InOrder();
  /** Octets that are being compressed. */
  #aside = 0;
  #full = false;

  constructor(connection: Connection, narrator: Narrator, options: FrameSenderOptions) {
    this.#connection = connection;
    this.#narrator = narrator;
    this.#options = options;
    this.#outbox = new Outbox(connection);
  }

  /** Octets that wait for the kernel, at the most, or to be compressed. */
  get pending(): number {
    return this.#connection.pending + this.#aside;
  }

  /** Whether more may be sent without having to wait. */
  get hasRoom(): boolean {
    return this.#connection.pending === 0 && this.#aside <= ASIDE_ROOM;
  }

  /** Frames that are sent while `work` goes on go to the stream together. */
  together(work: () => void): void {
    this.#outbox.together(work);
  }

  /** Sends a message. False when it has to wait. */
  message(opcode: number, payload: Uint8Array): boolean {
    const { deflater } = this.#options;
    if (!deflater) this.#carry({ opcode, payload });
    else if (payload.length < ASIDE_FROM || this.#aside > ASIDE_ROOM) {
      const message = { opcode, payload: deflater.deflate(payload), rsv1: true };
      this.#order.run(() => this.#carry(message, payload));
    } else this.#compress(deflater, opcode, payload);
    this.#full = !this.hasRoom;
    return !this.#full;
  }

  /** Sends one frame just as it is: masked as our role wants it, unless it says otherwise. False when it has to wait. */
  frame(frame: FrameFields): boolean {
    if (!this.#connection.sendable) {
      const { label } = this.#connection;
      throw new SocketsError('usage', 'send-after-shutdown', { socket: label });
    }
    this.#order.run(() => this.#put(frame));
    return this.hasRoom;
  }

  /** Ends our half of the stream, behind all that was sent. */
  end(): void {
    this.#order.run(() => {
      this.#outbox.flush();
      this.#connection.end();
    });
  }

  /** Cuts the stream. */
  reset(): void {
    this.#outbox.flush();
    this.#connection.reset();
  }

  #compress(deflater: Deflater, opcode: number, plain: Uint8Array): void {
    const ready = this.#order.reserve();
    this.#aside += plain.length;
    void deflater.deflateAside(plain).then((payload) => {
      ready(() => {
        this.#aside -= plain.length;
        this.#carry({ opcode, payload, rsv1: true }, plain);
        this.#tellRoom();
      });
    });
  }

  #tellRoom(): void {
    if (!(this.#full || this.#aside === 0) || !this.hasRoom) return;
    this.#full = false;
    this.#options.drained();
  }

  /** A message in its frames. `plain`: as it was before compression. */
  #carry(message: Outgoing, plain?: Uint8Array): void {
    if (!this.#connection.sendable) return; // cut by the peer in the meantime
    const { opcode, payload, rsv1 = false } = message;
    const { fragment = Number.POSITIVE_INFINITY } = this.#options;
    const frames = Math.max(1, Math.ceil(payload.length / fragment));
    tellMessage(this.#narrator, 'us', {
      kind: opcode === OPCODE.text ? 'text' : 'binary',
      bytes: plain ?? payload,
      frames,
      ...(plain && { compressed: payload.length }),
    });
    if (frames === 1) this.#put({ fin: true, rsv1, opcode, payload });
    else {
      this.together(() => {
        for (const frame of fragmented(message, fragment)) this.#put(frame);
      });
    }
  }

  #put(frame: FrameFields): void {
    if (!this.#connection.sendable) return; // write(2) may have said so of a frame before
    const fields = this.#masked(frame);
    if (this.#narrator.heard) {
      const { payload, length = payload.length } = fields;
      tellFrame(this.#narrator, 'us', { header: fields, length, payload });
    }
    this.#outbox.send(encodeFrame(fields));
  }

  #masked(frame: FrameFields): FrameFields {
    const asItIs = !this.#options.masks || frame.maskingKey !== undefined || frame.masked === false;
    return asItIs ? frame : { ...frame, maskingKey: randomMaskingKey() };
  }
}
