import { entirely } from './pattern.ts';

/** The alphabet (RFC 4648 §4). */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NONE = 0xff;
const PADDING = 0x3d;

/** The six bits of each ASCII character; `NONE` where it has none. */
const BITS = new Uint8Array(128).fill(NONE);
for (const [bits, character] of [...ALPHABET].entries()) BITS[character.charCodeAt(0)] = bits;

function bitsAt(text: string, at: number): number {
  return BITS[text.charCodeAt(at)] ?? NONE;
}

/**
 * Octets written in base64 with padding (RFC 4648 §4); `undefined` for what is none, and for every spelling but the one an encoder gives:
 * no stray bits (§3.5), no line ends. Needs nothing but the language, so that a browser reads as Node does.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const { length } = text;
  if (length % 4 !== 0) return undefined;
  if (length === 0) return new Uint8Array(0);
  const padding = paddingOf(text);
  const octets = new Uint8Array((length / 4) * 3 - padding);
  const whole = padding === 0 ? length : length - 4;
  if (!decodeWhole(text, whole, octets)) return undefined;
  return padding === 0 || decodeLast(text, whole, padding, octets) ? octets : undefined;
}

function paddingOf(text: string): 0 | 1 | 2 {
  if (text.charCodeAt(text.length - 1) !== PADDING) return 0;
  return text.charCodeAt(text.length - 2) === PADDING ? 2 : 1;
}

/** Three octets of each four characters, up to `end`. */
function decodeWhole(text: string, end: number, octets: Uint8Array): boolean {
  let wrong = 0;
  let to = 0;
  for (let at = 0; at < end; at += 4) {
    const first = bitsAt(text, at);
    const second = bitsAt(text, at + 1);
    const third = bitsAt(text, at + 2);
    const fourth = bitsAt(text, at + 3);
    wrong |= first | second | third | fourth;
    octets[to] = (first << 2) | (second >> 4);
    octets[to + 1] = (second << 4) | (third >> 2);
    octets[to + 2] = (third << 6) | fourth;
    to += 3;
  }
  // Six bits are less than 64, and NONE is not.
  return wrong < 64;
}

/** The one or two octets before the padding; the bits they do not need are 0. */
function decodeLast(text: string, at: number, padding: 1 | 2, octets: Uint8Array): boolean {
  const first = bitsAt(text, at);
  const second = bitsAt(text, at + 1);
  const third = padding === 2 ? 0 : bitsAt(text, at + 2);
  const stray = padding === 2 ? second & 0xf : third & 0x3;
  octets[octets.length - 1] =
    padding === 2 ? (first << 2) | (second >> 4) : (second << 4) | (third >> 2);
  if (padding === 1) octets[octets.length - 2] = (first << 2) | (second >> 4);
  return (first | second | third) < 64 && stray === 0;
}

/** The same rule as a regular expression, for `most` octets (3 at least): what docs/trace.schema.json says. */
export function base64Pattern(most: number): string {
  const one = '[A-Za-z0-9+/]';
  const two = `${one}[AQgw]==`;
  const three = `${one}${one}[AEIMQUYcgkosw048]=`;
  const whole = Math.floor(most / 3);
  const rest = most % 3;
  const quads = (count: number) => `(?:${one}{4}){0,${count}}`;
  const ends = [
    `${quads(rest >= 1 ? whole : whole - 1)}${two}`,
    `${quads(rest >= 2 ? whole : whole - 1)}${three}`,
  ];
  return entirely([quads(whole), ...ends].join('|'));
}
