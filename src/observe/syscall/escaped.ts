/** A string as strace prints one, as octets again. */
export interface Quoted {
  readonly octets: Uint8Array;
  /** Whether strace printed only its beginning (`"..."...`, the option -s). */
  readonly cut: boolean;
}

const BACKSLASH = 0x5c;
const ZERO = 0x30;

/** The letters of C's escapes that strace uses (strace(1), -x). */
const LETTERS: Readonly<Record<string, number>> = {
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 0x22,
  '\\': BACKSLASH,
};

/**
 * Reads `"hello\n\0\377"`, in any of strace's spellings (octal, `\x` of -x and -xx), and the dots that mark a cut.
 * `undefined` when it is no string: NULL, an address.
 */
export function parseQuoted(text: string): Quoted | undefined {
  if (!text.startsWith('"')) return undefined;
  const end = quoteEnd(text, 0);
  if (end < 0) return { octets: unescapeOctets(text.slice(1)), cut: true };
  return { octets: unescapeOctets(text.slice(1, end)), cut: text.startsWith('...', end + 1) };
}

/** Index of the quotation mark that ends the string which begins at `start`; -1 when none does. */
export function quoteEnd(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at >= 0 && isEscaped(text, at, start)) at = text.indexOf('"', at + 1);
  return at;
}

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(text: string, at: number, start: number): boolean {
  let before = at;
  while (before - 1 > start && text.charCodeAt(before - 1) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 1;
}

/** What stands between strace's quotation marks, as octets. A lone backslash at the end stands for nothing. */
export function unescapeOctets(text: string): Uint8Array {
  if (!text.includes('\\')) return Buffer.from(text, 'latin1');
  const octets = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let at = 0; at < text.length; length += 1) {
    const code = text.charCodeAt(at);
    const found = code === BACKSLASH ? escapeAt(text, at + 1) : undefined;
    if (found?.width === 0) break;
    octets[length] = found?.octet ?? code;
    at += 1 + (found?.width ?? 0);
  }
  return octets.subarray(0, length);
}

/** The same as text: UTF-8, each octet that is none as U+FFFD. */
export function unescapeText(text: string): string {
  return Buffer.from(unescapeOctets(text)).toString('utf8');
}

/** The octet that an escape stands for, and how many characters it has behind its backslash: none at the text's end. */
function escapeAt(text: string, at: number): { readonly octet: number; readonly width: number } {
  const letter = text.charAt(at);
  if (letter === 'x') {
    const octet = Number.parseInt(text.slice(at + 1, at + 3), 16);
    if (!Number.isNaN(octet)) return { octet, width: Math.min(3, text.length - at) };
  }
  let octet = 0;
  let width = 0;
  for (; width < 3; width += 1) {
    const digit = text.charCodeAt(at + width) - ZERO;
    if (!(digit >= 0 && digit <= 7)) break;
    octet = octet * 8 + digit;
  }
  if (width > 0) return { octet: octet & 0xff, width };
  return { octet: LETTERS[letter] ?? letter.charCodeAt(0), width: letter.length };
}
