import { createRequire } from 'node:module';

const NOT_PRINTABLE_ASCII = /[^ -~]/;

/**
 * Beyond ASCII, whole Hangul syllables and the few signs the trace is drawn with, a character may have several code points, and only
 * Unicode's tables know its width.
 */
const NEEDS_TABLES = /[^ -~·…─│├┤┄▶◀▷◁✗→µ±×가-힣]/;
const HANGUL_SYLLABLES = /[가-힣]/g;
/** A line end, or the beginning of a colour. */
const CONTROL = /\p{Cc}/u;

// Loaded by who needs them first, and kept by Node: that takes some 40 ms, which no run should have to begin with.
const require = createRequire(import.meta.url);

function stringWidth(text: string): number {
  const loaded: typeof import('string-width') = require('string-width');
  return loaded.default(text);
}

function wrapAnsi(text: string, columns: number): string {
  const loaded: typeof import('wrap-ansi') = require('wrap-ansi');
  return loaded.default(text, columns, { trim: true });
}

let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one character each: a letter with its marks, a Hangul syllable, an emoji of several code points. */
export function* graphemes(text: string): Generator<string> {
  if (!NEEDS_TABLES.test(text)) {
    yield* text;
    return;
  }
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** How many columns of a terminal the text takes: 2 for a Hangul, Han or emoji character, 0 for a colour (Unicode UAX #11). */
export function width(text: string): number {
  if (!NOT_PRINTABLE_ASCII.test(text)) return text.length;
  if (NEEDS_TABLES.test(text)) return stringWidth(text);
  return text.length + (text.match(HANGUL_SYLLABLES)?.length ?? 0);
}

/** The text, and spaces after it up to `columns`. One already wider stays as it is. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

/** The text, and spaces before it up to `columns`. One already wider stays as it is. */
export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - width(text))) + text;
}

/** As many of the units, from the first on, as go into `columns`. Looks at no more of them than that. */
export function fitting(units: Iterable<string>, columns: number): string {
  let kept = '';
  let used = 0;
  for (const unit of units) {
    used += width(unit);
    if (used > columns) break;
    kept += unit;
  }
  return kept;
}

/** The text itself when it goes into `columns`, else its beginning and `…`. For text without colours. */
export function truncate(text: string, columns: number): string {
  const whole = fitting(graphemes(text), columns);
  if (whole.length === text.length) return text;
  return columns < 1 ? '' : `${fitting(graphemes(whole), columns - 1)}…`;
}

/**
 * The text in rows of at most `columns`, broken between words and at its own line ends; a word wider than a row is broken
 * between characters. Spaces at the ends of a row go. A character of two columns stays whole in a row of one.
 */
export function wrap(text: string, columns: number): string[] {
  if (width(text) <= columns && !CONTROL.test(text)) return [text.trim()];
  // Not its `hard` mode, which breaks between code points: inside an emoji, or before a letter's accent.
  const rows = NEEDS_TABLES.test(text)
    ? wrapAnsi(text, columns).split('\n')
    : filled(text, columns);
  return rows.flatMap((row) => (width(row) <= columns ? [row] : broken(row, columns)));
}

/** What wrap-ansi does, for text whose width is counted without it. */
function filled(text: string, columns: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.trim().split(' ')) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (row === '' || width(longer) <= columns) row = longer;
    else {
      rows.push(row);
      row = word;
    }
  }
  return [...rows, row].map((filledRow) => filledRow.trim());
}

function broken(word: string, columns: number): string[] {
  const rows: string[] = [];
  let row = '';
  let used = 0;
  for (const grapheme of graphemes(word)) {
    const more = width(grapheme);
    if (used > 0 && used + more > columns) {
      rows.push(row);
      row = '';
      used = 0;
    }
    row += grapheme;
    used += more;
  }
  return [...rows, row];
}

/** A line in as many rows as `columns` need, each indented as the first; as it is where there is no terminal. */
export function rowsOf(line: string, columns: number | undefined): string[] {
  if (columns === undefined || width(line) <= columns) return [line];
  const [indent = ''] = /^ */.exec(line) ?? [];
  return wrap(line, Math.max(1, columns - indent.length)).map((row) => indent + row);
}
