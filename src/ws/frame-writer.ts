import { type HeaderFields, headerSize, writeHeader } from './frame-header.ts';
import { mask } from './mask.ts';
import { OPCODE } from './opcode.ts';

/** A frame to be written. Nothing is checked: broken ones can be written as well. */
export interface FrameFields extends HeaderFields {
  readonly payload: Uint8Array;
  /** The length the header tells. The payload's own, unless said otherwise. */
  readonly length?: number | bigint;
}

/** Up to this many octets of payload, copying them behind their header is cheaper than a second buffer. */
const JOINED_UP_TO = 16_384;

/**
 * The octets of a frame (RFC 6455 §5.2), in one buffer, or in two that are to follow each other: the header, and a payload that is not masked
 * and too long to be worth a copy. The payload given stays as it is.
 */
export function encodeFrame(frame: FrameFields): Uint8Array[] {
  const { payload, maskingKey, length = payload.length } = frame;
  const size = headerSize(frame, Number(length));
  if (maskingKey === undefined && payload.length > JOINED_UP_TO) {
    const header = Buffer.allocUnsafe(size);
    writeHeader(header, frame, length);
    return [header, payload];
  }
  const octets = Buffer.allocUnsafe(size + payload.length);
  writeHeader(octets, frame, length);
  octets.set(payload, size);
  if (maskingKey !== undefined) mask(octets, maskingKey, 0, size);
  return [octets];
}

/** The pieces of a payload, each of `size` octets but the last, not copied. Of an empty payload there is one, empty, too. */
export function* fragments(payload: Uint8Array, size: number): Generator<Uint8Array, void> {
  const step = Math.max(1, Math.floor(size));
  let at = 0;
  do {
    yield payload.subarray(at, at + step);
    at += step;
  } while (at < payload.length);
}

/** A message that is to be sent in frames. */
export interface Outgoing {
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** Whether the payload is compressed: told by the first frame alone (RFC 7692 §6.1). */
  readonly rsv1?: boolean;
}

/** The frames of a message cut into pieces of `size` octets (RFC 6455 §5.4): the first has its opcode, the last FIN. */
export function* fragmented(message: Outgoing, size: number): Generator<FrameFields, void> {
  let { opcode, rsv1 = false } = message;
  let sent = 0;
  for (const payload of fragments(message.payload, size)) {
    sent += payload.length;
    yield { fin: sent === message.payload.length, rsv1, opcode, payload };
    opcode = OPCODE.continuation;
    rsv1 = false;
  }
}
