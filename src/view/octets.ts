import { SocketsError } from '../error.ts';

/**
 * An escape, or text before the next one. A backslash that begins no escape is matched with what looks to belong to it.
 * The text has a limit because the engine keeps a way back for every character, and runs out of stack on a very long one.
 */
const PIECE =
  /\\(?:x(?<octet>[0-9a-fA-F]{2})|u\{(?<point>[0-9a-fA-F]{1,6})\}|(?<letter>[nrt0e\\"]))|(?<wrong>\\(?:x.{0,2}|u\{[^}]{0,8}\}?|.)?)|[^\\]{1,4096}/gsu;

const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  e: '\x1b',
  '\\': '\\',
  '"': '"',
};

/**
 * The octets a person means by text with escapes: `\n \r \t \0 \e \\ \"`, `\x1b` (one octet, two hex digits) and `\u{1f600}` (one
 * code point, as UTF-8); all else is itself, as UTF-8. Reads back what `visible` and `quoted` spell.
 * Throws `bad-escape` on any other use of a backslash.
 */
export function parseEscapes(text: string): Uint8Array {
  const parts = Array.from(text.matchAll(PIECE), (match) => octetsOf(match, text));
  return new Uint8Array(Buffer.concat(parts));
}

function octetsOf(match: RegExpExecArray, value: string): Uint8Array {
  const { octet, point, letter, wrong } = match.groups ?? {};
  if (octet !== undefined) return Uint8Array.of(Number.parseInt(octet, 16));
  const character = letter === undefined ? match[0] : LETTERS[letter];
  const spelled = point === undefined ? character : scalarValue(Number.parseInt(point, 16));
  if (wrong !== undefined || spelled === undefined) {
    throw new SocketsError('usage', 'bad-escape', { value, at: match[0] });
  }
  return Buffer.from(spelled);
}

/** The character of a code point, if it is one UTF-8 can carry: not a surrogate (RFC 3629 §3). */
function scalarValue(point: number): string | undefined {
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  return isSurrogate || point > 0x10ffff ? undefined : String.fromCodePoint(point);
}

const SEPARATORS = /[\s,:]+/;
const HEX_OCTETS = /^(?:0x)?((?:[0-9a-f]{2})+)$/i;

/**
 * The octets written in hex: `68656c`, `68 65 6c`, `68:65:6c`, `0x68, 0x65`, in either case and over several lines.
 * Throws `not-hex` when a digit lacks its pair, or at anything else.
 */
export function parseHex(text: string): Uint8Array {
  const words = text.split(SEPARATORS).filter((word) => word !== '');
  const digits = words.map((word) => {
    const [, pairs] = HEX_OCTETS.exec(word) ?? [];
    if (pairs === undefined) throw new SocketsError('usage', 'not-hex', { value: text });
    return pairs;
  });
  return new Uint8Array(Buffer.from(digits.join(''), 'hex'));
}
