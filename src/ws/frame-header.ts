/** How many bits say the length: in the header's second octet, or in a field of their own behind it (RFC 6455 §5.2). */
export type LengthForm = 7 | 16 | 64;

/** What the first octets of a frame say (RFC 6455 §5.2), whether or not they are allowed to. */
export interface FrameHeader {
  readonly fin: boolean;
  readonly rsv1: boolean;
  readonly rsv2: boolean;
  readonly rsv3: boolean;
  readonly opcode: number;
  /** The MASK bit. */
  readonly masked: boolean;
  /** Octets of payload. Exact up to 2^53. */
  readonly length: number;
  /** The length exactly, where it is more than `Number.MAX_SAFE_INTEGER`. */
  readonly hugeLength: bigint | undefined;
  readonly lengthForm: LengthForm;
  /** Whether the length could not have been said in fewer octets. */
  readonly minimal: boolean;
  /** 32 bits, the first octet the highest. `undefined` without MASK. */
  readonly maskingKey: number | undefined;
  /** Octets of the header itself: 2 to 14. */
  readonly size: number;
}

/** Octets of the longest header. */
export const LONGEST_HEADER = 14;

const TWO_32 = 2 ** 32;

/**
 * Reads the header that begins at `at`, leniently: all that can be read is, and `judgeHeader` says what is wrong with it.
 * `undefined` while octets of it are missing before `end`.
 */
export function decodeHeader(
  octets: Uint8Array,
  at = 0,
  end = octets.length,
): FrameHeader | undefined {
  if (end - at < 2) return undefined;
  const first = octets[at] ?? 0;
  const second = octets[at + 1] ?? 0;
  const masked = (second & 0x80) !== 0;
  const lengthForm = formOf(second & 0x7f);
  const keyAt = at + 2 + extraOctets(lengthForm);
  const size = keyAt - at + (masked ? 4 : 0);
  if (end - at < size) return undefined;
  const length = lengthForm === 7 ? second & 0x7f : extendedLength(octets, at + 2, lengthForm);
  return {
    fin: (first & 0x80) !== 0,
    rsv1: (first & 0x40) !== 0,
    rsv2: (first & 0x20) !== 0,
    rsv3: (first & 0x10) !== 0,
    opcode: first & 0x0f,
    masked,
    length,
    hugeLength: length > Number.MAX_SAFE_INTEGER ? hugeLength(octets, at + 2) : undefined,
    lengthForm,
    minimal: lengthForm === shortestForm(length),
    maskingKey: masked ? uint32(octets, keyAt) : undefined,
    size,
  };
}

/** What a header to be written says. Nothing is checked: broken ones can be written as well. */
export interface HeaderFields {
  /** True unless said otherwise. */
  readonly fin?: boolean;
  readonly rsv1?: boolean;
  readonly rsv2?: boolean;
  readonly rsv3?: boolean;
  readonly opcode: number;
  /** The MASK bit. Set where there is a key, unless said otherwise. */
  readonly masked?: boolean;
  /** The shortest that holds the length, unless said otherwise. */
  readonly lengthForm?: LengthForm;
  /** Written where it is given. */
  readonly maskingKey?: number | undefined;
}

/** The octets of a header for a payload of `length` octets. Of a length too long for its form the lowest bits are written. */
export function encodeHeader(
  fields: HeaderFields & { readonly length: number; readonly hugeLength?: bigint | undefined },
): Uint8Array {
  const length = fields.hugeLength ?? fields.length;
  const octets = new Uint8Array(headerSize(fields, Number(length)));
  writeHeader(octets, fields, length);
  return octets;
}

/** Octets that a header with these fields has. */
export function headerSize(fields: HeaderFields, length: number): number {
  const form = fields.lengthForm ?? shortestForm(length);
  return 2 + extraOctets(form) + (fields.maskingKey === undefined ? 0 : 4);
}

/** Writes a header to the beginning of `into`. */
export function writeHeader(into: Uint8Array, fields: HeaderFields, length: number | bigint): void {
  const { maskingKey, masked = maskingKey !== undefined } = fields;
  const form = fields.lengthForm ?? shortestForm(Number(length));
  into[0] = firstOctet(fields);
  into[1] = (masked ? 0x80 : 0) | (form === 7 ? Number(length) & 0x7f : codeOf(form));
  writeExtendedLength(into, form, length);
  if (maskingKey !== undefined) writeUint32(into, 2 + extraOctets(form), maskingKey);
}

/** The form RFC 6455 §5.2 demands for a length: the shortest. */
export function shortestForm(length: number): LengthForm {
  if (length < 126) return 7;
  return length < 65536 ? 16 : 64;
}

/** The seven bits that announce a longer field. */
export function codeOf(form: 16 | 64): 126 | 127 {
  return form === 16 ? 126 : 127;
}

function formOf(sevenBits: number): LengthForm {
  if (sevenBits < 126) return 7;
  return sevenBits === 126 ? 16 : 64;
}

function extraOctets(form: LengthForm): number {
  if (form === 7) return 0;
  return form === 16 ? 2 : 8;
}

function extendedLength(octets: Uint8Array, at: number, form: 16 | 64): number {
  if (form === 16) return ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
  return uint32(octets, at) * TWO_32 + uint32(octets, at + 4);
}

function hugeLength(octets: Uint8Array, at: number): bigint {
  return BigInt(uint32(octets, at)) * BigInt(TWO_32) + BigInt(uint32(octets, at + 4));
}

function firstOctet({ fin = true, rsv1, rsv2, rsv3, opcode }: HeaderFields): number {
  const bits = (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | (rsv2 ? 0x20 : 0) | (rsv3 ? 0x10 : 0);
  return bits | (opcode & 0x0f);
}

function writeExtendedLength(into: Uint8Array, form: LengthForm, length: number | bigint): void {
  if (form === 16) {
    const low = Number(length) % 65536;
    into[2] = low >>> 8;
    into[3] = low;
  } else if (form === 64) {
    const huge = typeof length === 'bigint' || length > Number.MAX_SAFE_INTEGER;
    const high = huge ? Number(BigInt(length) >> 32n) : Math.floor(length / TWO_32);
    writeUint32(into, 2, high);
    writeUint32(into, 6, huge ? Number(BigInt(length) & 0xffff_ffffn) : length % TWO_32);
  }
}

function uint32(octets: Uint8Array, at: number): number {
  const high = ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
  return high * 65536 + (((octets[at + 2] ?? 0) << 8) | (octets[at + 3] ?? 0));
}

function writeUint32(into: Uint8Array, at: number, value: number): void {
  into[at] = value >>> 24;
  into[at + 1] = value >>> 16;
  into[at + 2] = value >>> 8;
  into[at + 3] = value;
}
