import type { Emit } from '../event/event.ts';
import type { Side } from '../event/seen.ts';
import { PAYLOAD_LIMIT } from '../event/seen.ts';
import type { Narrator } from '../stream/narrator.ts';
import { encodeHeader, type FrameHeader, type HeaderFields } from './frame-header.ts';

/** The stream's events without each write and read: a frame is told instead. */
export function withoutOctets(emit: Emit | undefined): Emit | undefined {
  return (
    emit &&
    ((event) => {
      if (event.type !== 'send' && event.type !== 'receive') emit(event);
    })
  );
}

/** A frame as it is told: the fields of its header, and its payload unmasked. */
export interface ToldFrame {
  readonly header: HeaderFields & { readonly length: number };
  readonly payload: Uint8Array;
}

/** Tells of a frame that passed. Called for each: nothing is made when nobody listens. */
export function tellFrame(narrator: Narrator, by: Side, { header, payload }: ToldFrame): void {
  if (!narrator.heard) return;
  const { fin = true, rsv1, rsv2, rsv3, opcode, maskingKey } = header;
  narrator.tell({
    type: 'ws-frame',
    by,
    fin,
    rsv: (rsv1 ? 4 : 0) | (rsv2 ? 2 : 0) | (rsv3 ? 1 : 0),
    opcode,
    masked: header.masked ?? maskingKey !== undefined,
    header: encodeHeader(header),
    bytes: header.length,
    data: beginning(payload),
  });
}

/** A header as it was read, in the form it can be told in. */
export function toldHeader(header: FrameHeader): ToldFrame['header'] {
  const { hugeLength, ...fields } = header;
  return hugeLength === undefined ? fields : { ...fields, ...{ hugeLength } };
}

/** What of a payload an event keeps. */
export function beginning(payload: Uint8Array): Uint8Array {
  return payload.length > PAYLOAD_LIMIT ? payload.subarray(0, PAYLOAD_LIMIT) : payload;
}
