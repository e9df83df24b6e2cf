/** An option of a block (draft-ietf-opsawg-pcapng §3.5): its code, and its value without padding. */
export interface BlockOption {
  readonly code: number;
  readonly value: Uint8Array;
}

/** Type and total length before the body, and the total length once more behind it (draft-ietf-opsawg-pcapng §3.1). */
const FRAME = 12;
const BEFORE_BODY = 8;
/** Code and length before the value of an option. */
const OPTION_HEAD = 4;
/** The most octets an option may have: 16 bits say how many. */
const LONGEST_OPTION = 0xffff;
/** Code and length of opt_endofopt: zeros. */
const END_OF_OPTIONS = 4;

/** A block of pcapng, little endian. The parts of its body follow each other without a gap; behind them, it is padded to 32 bits. */
export function block(
  type: number,
  body: readonly Uint8Array[],
  options: readonly BlockOption[] = [],
): Uint8Array {
  const length = FRAME + padded(sizeOf(body)) + sizeOfOptions(options);
  const octets = new Uint8Array(length);
  const view = new DataView(octets.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  let at = BEFORE_BODY;
  for (const part of body) {
    octets.set(part, at);
    at += part.length;
  }
  at = BEFORE_BODY + padded(at - BEFORE_BODY);
  for (const { code, value } of options) {
    view.setUint16(at, code, true);
    view.setUint16(at + 2, value.length, true);
    octets.set(value, at + OPTION_HEAD);
    at += OPTION_HEAD + padded(value.length);
  }
  view.setUint32(length - 4, length, true);
  return octets;
}

const encoder = new TextEncoder();

/** Text of an option, in UTF-8. Of what is longer than an option may be, the beginning. */
export function textOption(code: number, text: string): BlockOption {
  const value = new Uint8Array(Math.min(3 * text.length, LONGEST_OPTION));
  const { written } = encoder.encodeInto(text, value);
  return { code, value: value.subarray(0, written) };
}

/** To whole words of 32 bits. */
function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function sizeOfOptions(options: readonly BlockOption[]): number {
  if (options.length === 0) return 0;
  const sizes = options.map(({ value }) => OPTION_HEAD + padded(value.length));
  return sizes.reduce((sum, size) => sum + size, END_OF_OPTIONS);
}
