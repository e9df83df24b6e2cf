import { type Frame, FrameReader, type FrameReaderOptions } from '../../src/ws/frame-reader.ts';
import { encodeFrame, type FrameFields } from '../../src/ws/frame-writer.ts';
import { type Message, MessageAssembler } from '../../src/ws/message-assembler.ts';
import { OPCODE } from '../../src/ws/opcode.ts';
import { isViolation, type RuleName } from '../../src/ws/violation.ts';

/** Octets from text (as UTF-8) and numbers (an octet each). */
export function octets(...parts: (string | number | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))),
  );
}

export type Sent = Partial<Omit<FrameFields, 'payload'>> & {
  readonly payload?: string | Uint8Array;
};

/** The octets of a client's frame: masked text, unless said otherwise. `masked: false` leaves the key out, too. */
export function frame(sent: Sent): Uint8Array {
  const { payload = '', maskingKey = 0x37fa213d, ...rest } = sent;
  const key = sent.masked === false ? {} : { maskingKey };
  return Buffer.concat(
    encodeFrame({ opcode: OPCODE.text, ...rest, ...key, payload: octets(payload) }),
  );
}

export function text(payload: string | Uint8Array, more: Sent = {}): Uint8Array {
  return frame({ ...more, opcode: OPCODE.text, payload });
}
export function binary(payload: string | Uint8Array, more: Sent = {}): Uint8Array {
  return frame({ ...more, opcode: OPCODE.binary, payload });
}
export function continuation(payload: string | Uint8Array, more: Sent = {}): Uint8Array {
  return frame({ ...more, opcode: OPCODE.continuation, payload });
}
export function ping(payload: string | Uint8Array = '', more: Sent = {}): Uint8Array {
  return frame({ ...more, opcode: OPCODE.ping, payload });
}
export function pong(payload: string | Uint8Array = '', more: Sent = {}): Uint8Array {
  return frame({ ...more, opcode: OPCODE.pong, payload });
}
export function close(payload: string | Uint8Array = '', more: Sent = {}): Uint8Array {
  return frame({ ...more, opcode: OPCODE.close, payload });
}

export type ReadOptions = Partial<Omit<FrameReaderOptions, 'watcher'>> & {
  readonly maxMessage?: number;
};

/** What a reader and an assembler make of octets. */
export interface Read {
  readonly frames: Frame[];
  readonly messages: Message[];
  readonly broken: RuleName | undefined;
}

/** A server's reader with its assembler, fed by hand. */
export class Reading implements Read {
  readonly frames: Frame[] = [];
  readonly messages: Message[] = [];
  readonly reader: FrameReader;
  readonly #assembler: MessageAssembler;
  #broken: RuleName | undefined;

  constructor({ maxMessage = 1_000_000, ...options }: ReadOptions = {}) {
    this.#assembler = new MessageAssembler({ maxMessage });
    const watcher = this.#assembler;
    this.reader = new FrameReader({ role: 'server', maxPayload: 1_000_000, ...options, watcher });
  }

  get broken(): RuleName | undefined {
    return this.#broken ?? this.reader.violation?.rule;
  }

  /** A copy is pushed, as what is pushed is the reader's. */
  push(chunk: Uint8Array): void {
    if (this.#broken) return;
    this.reader.push(Buffer.from(chunk));
    for (let next = this.reader.next(); next; next = this.reader.next()) {
      const result = this.#assembler.add(next);
      if (isViolation(result)) {
        this.#broken = result.rule;
        return;
      }
      this.frames.push(next);
      if (result) this.messages.push(result);
    }
  }
}

/** Reads octets that come in these chunks. */
export function read(chunks: readonly Uint8Array[], options?: ReadOptions): Read {
  const reading = new Reading(options);
  for (const chunk of chunks) reading.push(chunk);
  return reading;
}

/** Each octet by itself. */
export function oneByOne(all: Uint8Array): Uint8Array[] {
  return Array.from(all, (octet) => Uint8Array.of(octet));
}

/** Cut at these places, taken modulo what is possible. */
export function cutAt(all: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = places.map((place) => place % (all.length + 1)).sort((one, other) => one - other);
  return [0, ...ends].map((start, at) => all.subarray(start, ends[at]));
}

/** Messages in a word each: `text:hello`, `binary:00ff`. */
export function told(messages: readonly Message[]): string[] {
  return messages.map(({ opcode, payload }) =>
    opcode === OPCODE.text
      ? `text:${Buffer.from(payload).toString()}`
      : `binary:${Buffer.from(payload).toString('hex')}`,
  );
}
