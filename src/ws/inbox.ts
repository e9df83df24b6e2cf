import { isUtf8 } from 'node:buffer';
import { inflaterOf } from './compression.ts';
import type { DeflateAgreement } from './deflate-negotiation.ts';
import { type Frame, FrameReader } from './frame-reader.ts';
import type { Inflater } from './inflater.ts';
import { MessageAssembler } from './message-assembler.ts';
import { OPCODE } from './opcode.ts';
import type { Role } from './role.ts';
import { isViolation, type Violation, violation } from './violation.ts';

/** A message as it came (RFC 6455 §5.6). */
export interface WsMessage {
  readonly kind: 'text' | 'binary';
  /** Text: valid UTF-8. The receiver's to keep. */
  readonly bytes: Uint8Array;
  /** How many frames carried it. */
  readonly frames: number;
  /** How many octets it had before it was inflated. */
  readonly compressed?: number;
}

/** A frame that came, the message it completes, and what is wrong with either. */
export interface Incoming {
  readonly frame: Frame;
  readonly message?: WsMessage;
  readonly violation?: Violation;
}

/** Who reads, and what is agreed on. */
export interface InboxOptions {
  readonly role: Role;
  readonly maxMessage: number;
  readonly deflate: DeflateAgreement | undefined;
}

/** What a compressor may add for the beginning and the end of its blocks. */
const AROUND_BLOCKS = 64;

/** Octets a compressed message may have: what does not get shorter gets longer, by an eighth where each takes nine bits (RFC 1951 §3.2.6). */
function mostCompressed(maxMessage: number): number {
  return maxMessage + Math.ceil(maxMessage / 8) + AROUND_BLOCKS;
}

/** From octets to frames and messages: `push` what came, then take `next` until there is none. Knows no sockets. */
export class Inbox {
  readonly #reader: FrameReader;
  readonly #assembler: MessageAssembler;
  readonly #inflater: Inflater | undefined;
  #broken = false;

  constructor({ role, maxMessage, deflate }: InboxOptions) {
    const maxCompressed = mostCompressed(maxMessage);
    this.#assembler = new MessageAssembler({ maxMessage, maxCompressed });
    const compression = deflate !== undefined;
    const maxPayload = compression ? maxCompressed : maxMessage;
    const watcher = this.#assembler;
    this.#reader = new FrameReader({ role, maxPayload, compression, watcher });
    this.#inflater = deflate && inflaterOf(role, deflate, maxMessage);
  }

  push(octets: Uint8Array): void {
    if (!this.#broken) this.#reader.push(octets);
  }

  /** The next frame. `undefined` when octets are missing; after a violation for good. */
  next(): Incoming | undefined {
    if (this.#broken) return undefined;
    const frame = this.#reader.next();
    if (frame) return this.#judged(frame);
    const { violation, broken } = this.#reader;
    if (!violation || !broken) return undefined;
    return this.#break(broken, violation);
  }

  #judged(frame: Frame): Incoming {
    const found = this.#assembler.add(frame);
    if (!found) return { frame };
    if (isViolation(found)) return this.#break(frame, found);
    const { opcode, payload, frames } = found;
    const kind = opcode === OPCODE.text ? 'text' : 'binary';
    if (!found.compressed || !this.#inflater) {
      return { frame, message: { kind, bytes: payload, frames } };
    }
    const bytes = this.#inflater.inflate(payload);
    if (typeof bytes === 'string') return this.#break(frame, violation(bytes));
    if (kind === 'text' && !isUtf8(bytes)) return this.#break(frame, violation('bad-utf8'));
    return { frame, message: { kind, bytes, frames, compressed: payload.length } };
  }

  #break(frame: Frame, violation: Violation): Incoming {
    this.#broken = true;
    return { frame, violation };
  }
}
