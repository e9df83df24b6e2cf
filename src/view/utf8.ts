/** What a character's second octet may be; every later one may be any of these. */
const CONTINUATION = { least: 0x80, most: 0xbf };

/** The first octets that allow their second one less: no overlong forms, no surrogates, nothing past U+10FFFF. */
const SECOND_OCTET = new Map([
  [0xe0, { least: 0xa0, most: 0xbf }],
  [0xed, { least: 0x80, most: 0x9f }],
  [0xf0, { least: 0x90, most: 0xbf }],
  [0xf4, { least: 0x80, most: 0x8f }],
]);

/** How many octets a character has by its first one; 0 when none begins so. */
function lengthByFirst(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/**
 * How many octets the UTF-8 character at `at` has, 1 to 4 (RFC 3629 §4): 0 when the octets there are not UTF-8,
 * `'cut'` when they are so far, but end before the character does.
 */
export function characterLength(octets: Uint8Array, at: number): number | 'cut' {
  const first = octets[at];
  if (first === undefined) return 'cut';
  const length = lengthByFirst(first);
  for (let index = 1; index < length; index++) {
    const octet = octets[at + index];
    if (octet === undefined) return 'cut';
    const { least, most } = (index === 1 && SECOND_OCTET.get(first)) || CONTINUATION;
    if (octet < least || octet > most) return 0;
  }
  return length;
}

/** How many octets at the end begin a character whose rest may still come: 0 to 3. */
export function cutOff(octets: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, octets.length); back++) {
    if (characterLength(octets, octets.length - back) === 'cut') return back;
  }
  return 0;
}
