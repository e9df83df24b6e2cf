import { isPlain, type Newlines, octetName, spell } from './spelling.ts';
import { characterLength, cutOff } from './utf8.ts';

/** How octets from outside are spelled. */
export interface VisibleOptions {
  /** `kept`: line ends and tabs stay what they are, for data shown as it came. Else they are `\n`, `\r`, `\t`. */
  readonly newlines?: Newlines;
}

const CR = 0x0d;

/** Octets that are not UTF-8 become characters that are not ASCII; a byte order mark stays one. Faster than a Buffer's own, and a browser's, too. */
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Spells text and octets that arrive in pieces; `visible` says how. Keeps at most 3 octets back, the beginning of
 * a character (or, with newlines kept, a CR that may belong to a line end) that the next piece may complete.
 */
export class VisibleStream {
  readonly #newlines: Newlines;
  #pending: Uint8Array = new Uint8Array(0);
  /** Whether a combining mark that comes next has a letter to stand on. */
  #letterBefore = false;

  constructor({ newlines = 'shown' }: VisibleOptions = {}) {
    this.#newlines = newlines;
  }

  /** What can be shown now that `bytes` have come. */
  write(bytes: Uint8Array): string {
    const octets = this.#pending.length === 0 ? bytes : joined(this.#pending, bytes);
    const end = octets.length - this.#heldBack(octets);
    // A copy: a few octets must not keep a whole chunk in memory.
    this.#pending = new Uint8Array(octets.subarray(end));
    return this.#spellOctets(octets.subarray(0, end));
  }

  /** What was kept back, when nothing more comes: the octets of an unfinished character are no text. */
  end(): string {
    const rest = this.#pending;
    this.#pending = new Uint8Array(0);
    return this.#spellOctets(rest);
  }

  #heldBack(octets: Uint8Array): number {
    return this.#newlines === 'kept' && octets.at(-1) === CR ? 1 : cutOff(octets);
  }

  #spellOctets(octets: Uint8Array): string {
    const whole = UTF8.decode(octets);
    if (isPlain(whole)) return this.#spellText(whole);
    const text = (from: number, to = octets.length) =>
      from === to ? '' : UTF8.decode(octets.subarray(from, to));
    let shown = '';
    let textFrom = 0;
    for (let at = 0; at < octets.length; ) {
      const length = characterLength(octets, at);
      if (length !== 0 && length !== 'cut') {
        at += length;
        continue;
      }
      shown += this.#spellText(text(textFrom, at)) + octetName(octets[at] ?? 0);
      this.#letterBefore = false;
      at += 1;
      textFrom = at;
    }
    return shown + this.#spellText(textFrom === 0 ? whole : text(textFrom));
  }

  #spellText(text: string): string {
    const { shown, letterLast } = spell(text, this.#newlines, this.#letterBefore);
    this.#letterBefore = letterLast;
    return shown;
  }
}

/**
 * Octets from outside as text that cannot disturb a terminal: UTF-8 stays readable, everything that would act on the
 * terminal or not be seen is spelled out, as `\n \r \t \0 \\`, `\x1b` (ASCII controls, octets that are not UTF-8) or
 * `\u{202e}` (code points). A combining mark is spelled out where it has no letter to stand on.
 * `parseEscapes` reads all of it back. With `limit`, only so many octets are looked at, and a character cut there is left out.
 */
export function visible(
  bytes: Uint8Array,
  options: VisibleOptions & { readonly limit?: number } = {},
): string {
  const { limit = bytes.length } = options;
  const stream = new VisibleStream(options);
  const shown = stream.write(bytes.subarray(0, limit));
  return limit < bytes.length ? shown : shown + stream.end();
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const octets = new Uint8Array(one.length + other.length);
  octets.set(one);
  octets.set(other, one.length);
  return octets;
}

/** A string from outside (a host, file or command name) in the spelling of `visible`; a lone surrogate as `\u{d800}`. */
export function visibleText(text: string): string {
  return spell(text, 'shown', false).shown;
}
