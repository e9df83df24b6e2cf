import { randomInt } from 'node:crypto';

const LETTERS = 'etaoinshrdlucmfw';
const VOCABULARY = 2000;
/** Longer than this it repeats itself: farther than any compressor of RFC 1951 looks back. Octets. */
const PERIOD = 1024 * 1024;

/** So many octets of made-up text, which compresses about as well as real text: few words are frequent, and most are rare. */
export function words(octets: number): Buffer {
  const vocabulary = Array.from({ length: VOCABULARY }, () => word());
  const length = Math.min(octets, PERIOD);
  const said: string[] = [];
  for (let sum = 0; sum < length; ) {
    const next = vocabulary[Math.floor(VOCABULARY * Math.random() ** 3)] ?? '';
    said.push(next);
    sum += next.length + 1;
  }
  return Buffer.alloc(octets, Buffer.from(said.join(' ').slice(0, length)));
}

function word(): string {
  const letters = Array.from({ length: randomInt(2, 10) }, () => LETTERS[randomInt(16)]);
  return letters.join('');
}
