import { fitting, graphemes } from './columns.ts';
import { visible } from './visible.ts';

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
