import { SocketsError } from '../error.ts';
import type { Connection } from '../stream/connection.ts';
import type { Narrator } from '../stream/narrator.ts';
import type { Deflater } from './deflater.ts';
import { encodeFrame, type FrameFields, fragmented } from './frame-writer.ts';
import { randomMaskingKey } from './masking-key.ts';
import { OPCODE } from './opcode.ts';
import { beginning, tellFrame } from './ws-narrator.ts';

/** How one end writes its frames. */
export interface FrameSenderOptions {
  /** A client masks, a server must not (RFC 6455 §5.1). */
  readonly masks: boolean;
  /** Present where compression was agreed on. */
  readonly deflater?: Deflater | undefined;
  /** Messages longer than so many octets go in several frames. */
  readonly fragment?: number | undefined;
}

/** Writes messages and control frames to a stream, and tells of each frame. */
export class FrameSender {
  readonly #connection: Connection;
  readonly #narrator: Narrator;
  readonly #options: FrameSenderOptions;

  constructor(connection: Connection, narrator: Narrator, options: FrameSenderOptions) {
    this.#connection = connection;
    this.#narrator = narrator;
    this.#options = options;
  }

  /** Sends a message. False when some of it has to wait for the kernel. */
  message(opcode: number, payload: Uint8Array): boolean {
    const { deflater, fragment } = this.#options;
    const octets = deflater ? deflater.deflate(payload) : payload;
    const rsv1 = deflater !== undefined;
    const frames = fragment === undefined ? 1 : Math.max(1, Math.ceil(octets.length / fragment));
    if (this.#narrator.heard && (rsv1 || frames > 1)) {
      this.#tellMessage(opcode, payload, frames, rsv1 ? octets.length : undefined);
    }
    if (fragment === undefined || frames === 1) {
      return this.frame({ fin: true, rsv1, opcode, payload: octets });
    }
    let taken = true;
    for (const frame of fragmented({ opcode, payload: octets, rsv1 }, fragment)) {
      taken = this.frame(frame) && taken;
    }
    return taken;
  }

  /** Sends one frame just as it is: masked as our role wants it, unless it says otherwise. */
  frame(frame: FrameFields): boolean {
    if (!this.#connection.sendable) {
      const { label } = this.#connection;
      throw new SocketsError('usage', 'send-after-shutdown', { socket: label });
    }
    const fields = this.#masked(frame);
    if (this.#narrator.heard) {
      const { payload, length = payload.length } = fields;
      tellFrame(this.#narrator, 'us', { header: { ...fields, length: Number(length) }, payload });
    }
    const octets = encodeFrame(fields);
    const [only] = octets;
    return this.#connection.send(only && octets.length === 1 ? only : octets);
  }

  #masked(frame: FrameFields): FrameFields {
    const asItIs = !this.#options.masks || frame.maskingKey !== undefined || frame.masked === false;
    return asItIs ? frame : { ...frame, maskingKey: randomMaskingKey() };
  }

  #tellMessage(
    opcode: number,
    payload: Uint8Array,
    frames: number,
    compressed: number | undefined,
  ): void {
    this.#narrator.tell({
      type: 'ws-message',
      by: 'us',
      kind: opcode === OPCODE.text ? 'text' : 'binary',
      frames,
      ...(compressed !== undefined && { compressed }),
      bytes: payload.length,
      data: beginning(payload),
    });
  }
}
