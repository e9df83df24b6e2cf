import { codeOf, type FrameHeader } from './frame-header.ts';

/** The fields of a header, as the figure in RFC 6455 §5.2 names them. */
export type HeaderField =
  | 'FIN'
  | 'RSV1'
  | 'RSV2'
  | 'RSV3'
  | 'opcode'
  | 'MASK'
  | 'Payload len'
  | 'Extended payload length'
  | 'Masking-key';

/** What a field's bits mean: a key for the sentence that says it. */
export type BitMeaning =
  | 'last-fragment'
  | 'more-fragments'
  | 'reserved-clear'
  | 'reserved-set'
  | 'opcode'
  | 'masked'
  | 'unmasked'
  | 'length'
  | 'length-in-16-bits'
  | 'length-in-64-bits'
  | 'masking-key';

/** One field of a header, bit by bit. */
export interface HeaderBits {
  readonly field: HeaderField;
  /** As they stand in the frame, the first bit first: `1000`. */
  readonly bits: string;
  /** The same as a number. Beyond 2^53 a bigint. */
  readonly value: number | bigint;
  readonly meaning: BitMeaning;
}

/** The fields of a header in the order of their bits, all bits of it. */
export function headerBits(header: FrameHeader): HeaderBits[] {
  const { fin, masked, opcode, lengthForm, maskingKey } = header;
  const rows = [
    row('FIN', 1, fin ? 1 : 0, fin ? 'last-fragment' : 'more-fragments'),
    reserved('RSV1', header.rsv1),
    reserved('RSV2', header.rsv2),
    reserved('RSV3', header.rsv3),
    row('opcode', 4, opcode, 'opcode'),
    row('MASK', 1, masked ? 1 : 0, masked ? 'masked' : 'unmasked'),
  ];
  if (lengthForm === 7) rows.push(row('Payload len', 7, header.length, 'length'));
  else rows.push(...extended(lengthForm, header.hugeLength ?? header.length));
  if (maskingKey !== undefined) rows.push(row('Masking-key', 32, maskingKey, 'masking-key'));
  return rows;
}

function extended(form: 16 | 64, length: number | bigint): HeaderBits[] {
  return [
    row('Payload len', 7, codeOf(form), form === 16 ? 'length-in-16-bits' : 'length-in-64-bits'),
    row('Extended payload length', form, length, 'length'),
  ];
}

function reserved(field: HeaderField, set: boolean): HeaderBits {
  return row(field, 1, set ? 1 : 0, set ? 'reserved-set' : 'reserved-clear');
}

function row(
  field: HeaderField,
  width: number,
  value: number | bigint,
  meaning: BitMeaning,
): HeaderBits {
  return { field, bits: value.toString(2).padStart(width, '0'), value, meaning };
}
