import { quotedOctets } from './quoted-octets.ts';

/** A field of what passed, and where in its octets it stands. */
export interface ShownField {
  readonly name: string;
  /** As text that can be shown: empty where the octets say it all. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** `0100....`: its bits, where it has not all of its octets. */
  readonly bits: string | undefined;
}

/** A header, or what it carries. */
export interface ShownLayer {
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly fields: readonly ShownField[];
}

/** The octets of an event, layer by layer. */
export interface ShownOctets {
  /** Those that the trace has, of `all`. */
  readonly octets: Uint8Array;
  readonly all: number;
  readonly layers: readonly ShownLayer[];
}

/** Octets of what is carried that are told in words. */
const TOLD = 40;

/** A layer that is one field: what is carried, from one octet of a whole up to another. */
export function payloadLayer(
  title: string,
  octets: Uint8Array,
  start: number,
  end = octets.length,
): ShownLayer {
  const value = carriedText(octets.subarray(start, end));
  return { title, start, end, fields: [{ name: 'Data', value, start, end, bits: undefined }] };
}

/** The beginning of what is carried, as text that can be shown. */
export function carriedText(octets: Uint8Array): string {
  return quotedOctets(octets, octets.length, TOLD);
}

/** Octets one behind the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** `0100....`: the bits from one place up to another, and dots for the others of these octets. */
export function bitsOf(
  octets: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
): string {
  const all = Array.from(octets, (octet) => octet.toString(2).padStart(8, '0')).join('');
  const own = Array.from(all, (bit, place) => (place >= from && place < to ? bit : '.')).join('');
  return own.replace(/.{8}(?=.)/g, '$& ');
}
