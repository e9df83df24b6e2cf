/** The size of a probe when nobody says how large: one line, whose number is always followed by a letter to check it by. */
export const DEFAULT_PROBE_SIZE = 16;

/** A probe of either case (the service `upper` answers in capitals); the rest is compared with the probe itself. */
const PROBE = /^(?:probe|PROBE) ([1-9]\d{0,6})[ \n]/;
/** More octets than `probe 1000000 ` has. */
const HEAD = 16;

const SPACE = 0x20;
const NEWLINE = 0x0a;
const LETTER_A = 0x61;
const LETTERS = 26;

/** The fewest octets in which the probe `number` can say its number: `probe 17` and a line end. */
export function leastProbeSize(number: number): number {
  return `probe ${number}\n`.length;
}

/**
 * The payload of a numbered probe, `size` octets: `probe 17 rstuvw` and a line end. The letters go round the alphabet from the
 * number's own (1 is `b`), so that a damaged number or letter can be told from a whole one. Throws RangeError below `leastProbeSize`.
 */
export function makeProbe(number: number, size: number): Uint8Array {
  if (size < leastProbeSize(number)) throw new RangeError(`${size} octets for probe ${number}`);
  const octets = new Uint8Array(size);
  const head = new TextEncoder().encode(`probe ${number}`);
  octets.set(head);
  if (size > head.length + 1) octets[head.length] = SPACE;
  for (let at = head.length + 1; at < size - 1; at += 1) {
    octets[at] = LETTER_A + ((number + at - head.length - 1) % LETTERS);
  }
  octets[size - 1] = NEWLINE;
  return octets;
}

/** The number of a probe that is whole, as it was sent or all in capitals; `undefined` of anything else. */
export function probeNumber(bytes: Uint8Array): number | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, HEAD));
  const [, digits] = PROBE.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (bytes.length < leastProbeSize(number)) return undefined;
  const probe = makeProbe(number, bytes.length);
  const capitals = text.startsWith('P');
  const whole = probe.every((octet, at) => bytes[at] === (capitals ? capital(octet) : octet));
  return whole ? number : undefined;
}

function capital(octet: number): number {
  return octet >= LETTER_A && octet < LETTER_A + LETTERS ? octet - SPACE : octet;
}
