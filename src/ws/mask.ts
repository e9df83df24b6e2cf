/** Below this many octets, a view of words costs more than it saves. */
const WORDWISE_FROM = 96;

// Four octets in the machine's own order as one word.
const KEY_OCTETS = new Uint8Array(4);
const KEY_WORD = new Uint32Array(KEY_OCTETS.buffer);

/** A masking key of four octets as one number, the first octet the highest. */
export function keyNumber(key: Uint8Array): number {
  return new DataView(key.buffer, key.byteOffset, 4).getUint32(0);
}

/** A masking key's four octets, as they stand in a frame. */
export function keyOctets(key: number): Uint8Array {
  return Uint8Array.of(key >>> 24, key >>> 16, key >>> 8, key);
}

/**
 * Masks octets in place, or unmasks them: it is the same (RFC 6455 §5.3). `key`: a number of 32 bits, its first octet the highest, or four
 * octets. `offset`: how far into the payload the first of them is. `from`: which of these octets is the first. Returns the same octets.
 */
export function mask(
  octets: Uint8Array,
  key: number | Uint8Array,
  offset = 0,
  from = 0,
): Uint8Array {
  const word = rotated(typeof key === 'number' ? key : keyNumber(key), offset);
  if (octets.length - from < WORDWISE_FROM) byOctets(octets, word, from, octets.length);
  else byWords(octets, word, from);
  return octets;
}

/** As `mask`, but leaves the octets as they are, and returns others. */
export function masked(octets: Uint8Array, key: number | Uint8Array, offset = 0): Uint8Array {
  const copy = Buffer.allocUnsafe(octets.length);
  copy.set(octets);
  return mask(copy, key, offset);
}

/** The key as seen from `offset` octets further on. */
function rotated(key: number, offset: number): number {
  const bits = (offset & 3) * 8;
  return (key << bits) | (key >>> (32 - bits)); // a shift by 32 is one by 0: what is said twice then is the same
}

/** Four at a time, and the rest one by one. The key's first octet is for the octet at `from`. */
function byOctets(octets: Uint8Array, key: number, from: number, to: number): void {
  const first = key >>> 24;
  const second = (key >>> 16) & 0xff;
  const third = (key >>> 8) & 0xff;
  const fourth = key & 0xff;
  let at = from;
  for (; at + 3 < to; at += 4) {
    octets[at] = (octets[at] ?? 0) ^ first;
    octets[at + 1] = (octets[at + 1] ?? 0) ^ second;
    octets[at + 2] = (octets[at + 2] ?? 0) ^ third;
    octets[at + 3] = (octets[at + 3] ?? 0) ^ fourth;
  }
  for (let bits = 24; at < to; at += 1, bits -= 8) {
    octets[at] = (octets[at] ?? 0) ^ (key >>> bits);
  }
}

/** Up to the first whole word of memory by octets, then by words, and the rest by octets again. */
function byWords(octets: Uint8Array, key: number, from: number): void {
  const head = -(octets.byteOffset + from) & 3;
  const words = from + head;
  byOctets(octets, key, from, words);
  const turned = rotated(key, head);
  const count = (octets.length - words) >>> 2;
  xorWords(new Uint32Array(octets.buffer, octets.byteOffset + words, count), nativeWord(turned));
  byOctets(octets, turned, words + count * 4, octets.length);
}

function nativeWord(key: number): number {
  KEY_OCTETS[0] = key >>> 24;
  KEY_OCTETS[1] = key >>> 16;
  KEY_OCTETS[2] = key >>> 8;
  KEY_OCTETS[3] = key;
  return KEY_WORD[0] ?? 0;
}

function xorWords(words: Uint32Array, key: number): void {
  let at = 0;
  for (; at + 3 < words.length; at += 4) {
    words[at] = (words[at] ?? 0) ^ key;
    words[at + 1] = (words[at + 1] ?? 0) ^ key;
    words[at + 2] = (words[at + 2] ?? 0) ^ key;
    words[at + 3] = (words[at + 3] ?? 0) ^ key;
  }
  for (; at < words.length; at += 1) words[at] = (words[at] ?? 0) ^ key;
}
