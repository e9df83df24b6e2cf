import { ipv4Text, ipv6Text, linkAddressText } from './address-text.ts';
import type { FieldForm, FieldSpec } from './header-fields.ts';

/** A field of a header, and where it stands. */
export interface Field {
  /** As in the figure of its RFC: `Total Length`, `SYN`. */
  readonly name: string;
  /** Octets from the beginning of the frame, `end` the one behind the last. */
  readonly start: number;
  readonly end: number;
  /** Which bits of these octets, where not all of them: `from` the first, counted from 0 at the most significant, `to` behind the last. */
  readonly bits: { readonly from: number; readonly to: number } | undefined;
  /** A number, or an address as text. `undefined` where the octets themselves are all that can be said. */
  readonly value: number | string | undefined;
}

/**
 * Reads fields that stand one behind the other, and never beyond `end`: the first field that is not all there, and what is left when there are
 * no more, are `rest`, its name.
 */
export class FieldReader {
  readonly fields: Field[] = [];
  readonly #octets: Uint8Array;
  readonly #end: number;
  /** In bits from the beginning of the frame. */
  #at: number;

  constructor(octets: Uint8Array, start: number, end: number) {
    this.#octets = octets;
    this.#end = Math.min(end, octets.length);
    this.#at = start * 8;
  }

  /** Where the next field begins, in octets. */
  get at(): number {
    return Math.ceil(this.#at / 8);
  }

  /** Reads these fields. Gives up for good at one that is not all there. */
  read(specs: readonly FieldSpec[]): this {
    for (const [name, bits, form = 'number'] of specs) {
      // A field that is one of several in an octet is there with the first of them.
      if (this.#at + bits > this.#end * 8) break;
      this.#add(name, bits, form);
    }
    return this;
  }

  /** Takes octets as one field, without a value. */
  take(name: string, end: number): this {
    const bits = (Math.min(end, this.#end) - this.at) * 8;
    if (bits > 0) this.#add(name, bits, 'octets');
    return this;
  }

  #add(name: string, bits: number, form: FieldForm): void {
    const start = Math.floor(this.#at / 8);
    const from = this.#at - start * 8;
    const end = Math.ceil((this.#at + bits) / 8);
    const whole = from === 0 && bits % 8 === 0;
    this.#at += bits;
    this.fields.push({
      name,
      start,
      end,
      bits: whole ? undefined : { from, to: from + bits },
      value: this.#value(form, start, from, bits),
    });
  }

  #value(form: FieldForm, start: number, from: number, bits: number): number | string | undefined {
    if (form === 'ipv4') return ipv4Text(this.#octets, start);
    if (form === 'ipv6') return ipv6Text(this.#octets, start);
    if (form === 'link-address') return linkAddressText(this.#octets, start, bits / 8);
    if (form === 'octets') return undefined;
    return numberOf(this.#octets, start, from, bits);
  }
}

/** At most 32 bits within at most four octets. */
function numberOf(octets: Uint8Array, start: number, from: number, bits: number): number {
  const size = Math.ceil((from + bits) / 8);
  let all = 0;
  for (let index = 0; index < size; index += 1) all = all * 256 + (octets[start + index] ?? 0);
  return Math.floor(all / 2 ** (size * 8 - from - bits)) % 2 ** bits;
}
