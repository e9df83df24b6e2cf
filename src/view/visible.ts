import { fitting, graphemes } from './columns.ts';
import { isPlain, type Newlines, octetName, spell } from './spelling.ts';
import { characterLength, cutOff } from './utf8.ts';

/** How octets from outside are spelled. */
export interface VisibleOptions {
  /** `kept`: line ends and tabs stay what they are, for data shown as it came. Else they are `\n`, `\r`, `\t`. */
  readonly newlines?: Newlines;
}

const CR = 0x0d;

/** A view of the octets as a Buffer, whose decoders are the fast ones. Copies nothing. */
function asBuffer(octets: Uint8Array): Buffer {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
}

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
    const octets = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
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
    const buffer = asBuffer(octets);
    const latin1 = buffer.toString('latin1');
    if (isPlain(latin1)) return this.#spellText(latin1);
    let shown = '';
    let textFrom = 0;
    for (let at = 0; at < buffer.length; ) {
      const length = characterLength(buffer, at);
      if (length !== 0 && length !== 'cut') {
        at += length;
        continue;
      }
      shown += this.#spellText(buffer.toString('utf8', textFrom, at)) + octetName(buffer[at] ?? 0);
      this.#letterBefore = false;
      at += 1;
      textFrom = at;
    }
    return shown + this.#spellText(buffer.toString('utf8', textFrom));
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

/** A string from outside (a host, file or command name) in the spelling of `visible`; a lone surrogate as `\u{d800}`. */
export function visibleText(text: string): string {
  return spell(text, 'shown', false).shown;
}

/** The most octets that are looked at for one column. Decomposed Hangul has 4.5; only stacks of marks have more. */
const OCTETS_PER_COLUMN = 8;

/** An escape as `visible` and `quoted` write it, or the text between two of them. */
const ESCAPE_OR_TEXT = /\\(?:x..|u\{[^}]*\}|.)|[^\\]+/g;

function* units(shown: string): Generator<string> {
  for (const [piece] of shown.matchAll(ESCAPE_OR_TEXT)) {
    if (piece.startsWith('\\')) yield piece;
    else yield* graphemes(piece);
  }
}

/**
 * Octets as `visible` spells them, in double quotes (one inside is `\"`), at most `columns` wide: `"hello\n"`, or `"hello wor"…` when
 * they are more than fit, cut between characters and never inside an escape. The time it takes grows with `columns` only.
 */
export function quoted(bytes: Uint8Array, columns: number): string {
  const limit = Math.max(0, columns) * OCTETS_PER_COLUMN;
  const shown = visible(bytes, { limit }).replaceAll('"', '\\"');
  // Not the width of it all, which may be many times what fits.
  const room = fitting(units(shown), columns - 2);
  if (bytes.length <= limit && columns > 1 && room.length === shown.length) return `"${shown}"`;
  if (columns < 3) return columns < 1 ? '' : '…';
  return `"${fitting(units(room), columns - 3)}"…`;
}
