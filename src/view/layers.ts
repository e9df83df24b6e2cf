import { padEnd, padStart, truncate, width } from './columns.ts';

/** A field of a header: its octets in the frame, and its bits where it has not all of them. */
export interface ShownField {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly bits: { readonly from: number; readonly to: number } | undefined;
  readonly value: number | string | undefined;
}

/** A header, or what it carries, with the octets that are its own. */
export interface ShownLayer {
  readonly layer: string;
  readonly offset: number;
  readonly length: number;
  readonly fields: readonly ShownField[];
}

/** What stands beside the fields, which keep the names of their RFCs. */
export interface LayerWords {
  /** `octets 14 to 33, 20 octets`, and what the layer is for. */
  readonly layer: (facts: { name: string; from: number; to: number; length: number }) => string;
}

/** As many octets of a field stand in a row. */
const SHOWN = 8;

/**
 * A packet header by header: each field with where it begins, its octets in hex (bits, where it has only some of them), its name and its
 * value. Octets that a row has no room for are counted.
 */
export function layerLines(
  octets: Uint8Array,
  layers: readonly ShownLayer[],
  words: LayerWords,
  columns: number,
): string[] {
  const nameWidth = Math.max(
    ...layers.flatMap(({ fields }) => fields.map(({ name }) => width(name))),
    0,
  );
  return layers.flatMap(({ layer, offset, length, fields }) => [
    '',
    ...[words.layer({ name: layer, from: offset, to: offset + length - 1, length })].map((line) =>
      truncate(line, columns),
    ),
    ...fields.map((field) => truncate(rowOf(octets, field, nameWidth), columns).trimEnd()),
  ]);
}

function rowOf(octets: Uint8Array, field: ShownField, nameWidth: number): string {
  const own = octets.subarray(field.start, field.end);
  const { bits } = field;
  const shown = bits ? bitsOf(own, bits) : hexOf(own);
  const value = field.value ?? (bits ? '' : printable(own));
  const at = padStart(String(field.start), 4);
  return `  ${at}  ${padEnd(shown, SHOWN * 3 + 1)}  ${padEnd(field.name, nameWidth)}  ${value}`;
}

function hexOf(octets: Uint8Array): string {
  const hex = [...octets.subarray(0, SHOWN)].map((octet) => octet.toString(16).padStart(2, '0'));
  const rest = octets.length - hex.length;
  return rest > 0 ? `${hex.slice(0, SHOWN - 2).join(' ')} +${rest + 2}` : hex.join(' ');
}

/** `0100....`: the bits that are the field's, and dots for the others of its octets. */
function bitsOf(octets: Uint8Array, { from, to }: { from: number; to: number }): string {
  const all = [...octets].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  const own = [...all].map((bit, i) => (i >= from && i < to ? bit : '.')).join('');
  return own.replace(/.{8}(?=.)/g, '$& ');
}

function printable(octets: Uint8Array): string {
  const text = Buffer.from(octets).toString('latin1');
  return `"${text.replace(/\n/g, '\\n').replace(/[^ -~]/g, '.')}"`;
}
