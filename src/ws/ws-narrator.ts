import type { Emit } from '../event/event.ts';
import type { Side } from '../event/seen.ts';
import { PAYLOAD_LIMIT } from '../event/seen.ts';
import type { Narrator } from '../stream/narrator.ts';
import { type HeaderFields, headerSize, writeHeader } from './frame-header.ts';

/** The stream's events without each write and read: a frame is told instead. */
export function withoutOctets(emit: Emit | undefined): Emit | undefined {
  return (
    emit &&
    ((event) => {
      if (event.type !== 'send' && event.type !== 'receive') emit(event);
    })
  );
}

/** A frame as it is told: what its header says, the length as it says it, and the payload unmasked. */
export interface ToldFrame {
  readonly header: HeaderFields;
  readonly length: number | bigint;
  readonly payload: Uint8Array;
}

/** Tells of a frame that passed. Called for each: no spread, and nothing is made when nobody listens. */
export function tellFrame(narrator: Narrator, by: Side, frame: ToldFrame): void {
  if (!narrator.heard) return;
  const { header, length, payload } = frame;
  const { fin = true, rsv1, rsv2, rsv3, opcode, maskingKey } = header;
  const bytes = Number(length);
  const octets = new Uint8Array(headerSize(header, bytes));
  writeHeader(octets, header, length);
  narrator.tell({
    type: 'ws-frame',
    by,
    fin,
    rsv: (rsv1 ? 4 : 0) | (rsv2 ? 2 : 0) | (rsv3 ? 1 : 0),
    opcode,
    masked: header.masked ?? maskingKey !== undefined,
    header: octets,
    bytes,
    data: beginning(payload),
  });
}

/** A message as it is told. */
export interface ToldMessage {
  readonly kind: 'text' | 'binary';
  readonly bytes: Uint8Array;
  readonly frames: number;
  /** How many octets it had, or has, compressed. */
  readonly compressed?: number;
}

/** Tells of a message, where its frame has not told all. */
export function tellMessage(narrator: Narrator, by: Side, message: ToldMessage): void {
  const { kind, bytes, frames, compressed } = message;
  if (!narrator.heard || (frames === 1 && compressed === undefined)) return;
  narrator.tell({
    type: 'ws-message',
    by,
    kind,
    frames,
    ...(compressed !== undefined && { compressed }),
    bytes: bytes.length,
    data: beginning(bytes),
  });
}

/** What of a payload an event keeps: of a long one a copy, as a view would keep all of it in memory. */
function beginning(payload: Uint8Array): Uint8Array {
  return payload.length > PAYLOAD_LIMIT
    ? new Uint8Array(payload.subarray(0, PAYLOAD_LIMIT))
    : payload;
}
