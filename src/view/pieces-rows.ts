import type { Piece } from './borders.ts';
import { width } from './columns.ts';
import { quoted } from './quoted.ts';
import type { Style } from './style.ts';

/** A send begins or ends here. */
const BORDER = '│';
/** Here somebody cut in the middle of one. */
const CUT = '┊';
/** So much is shown of a piece that has a row to itself. */
const PREVIEW = 60;
/** Pieces beyond so many rows are counted. */
const MOST_ROWS = 4;

/**
 * Octets with the borders of the sends they are made of, in rows of at most so many columns: `│one │two │three┊`. A long piece is cut, and
 * says so; where there are too many, the last row counts those that are left out: ` +7`.
 */
export function piecesRows(pieces: readonly Piece[], columns: number, style: Style): string[] {
  const rows = filled(pieces, columns);
  const shown = rows.slice(0, MOST_ROWS);
  const left = pieces.length - shown.flat().length;
  return shown.map((row, place) => {
    const more = left > 0 && place === shown.length - 1 ? ` +${left}` : '';
    return painted(row, columns, style) + more;
  });
}

/** How wide the pieces are in one row with all the room they want. */
export function piecesWidth(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + wanted(piece), 1);
}

/** A piece and the border behind it. */
function wanted({ data }: Piece): number {
  return Math.max(1, width(spelled(data, PREVIEW))) + 1;
}

/** As many pieces in each row as go into it. */
function filled(pieces: readonly Piece[], columns: number): Piece[][] {
  const rows: Piece[][] = [];
  let used = columns;
  for (const piece of pieces) {
    const row = rows.at(-1);
    if (row && used + wanted(piece) <= columns) row.push(piece);
    else rows.push([piece]);
    used = (rows.at(-1) === row ? used : 1) + wanted(piece);
    if (rows.length > MOST_ROWS) break;
  }
  return rows;
}

function painted(pieces: readonly Piece[], columns: number, style: Style): string {
  const room = columns - 2;
  const borders = pieces.map(({ ends }, place) =>
    ends || pieces[place + 1]?.begins ? BORDER : CUT,
  );
  const texts = pieces.map((piece, place) => {
    const paint = piece.send === undefined ? style.faint : style.socket(`send${piece.send}`);
    return paint(spelled(piece.data, Math.min(PREVIEW, room))) + borders[place];
  });
  return (pieces[0]?.begins ? BORDER : CUT) + texts.join('');
}

/** Octets in so many columns: `one two `, or `one t…`. */
function spelled(data: Uint8Array, columns: number): string {
  const text = quoted(data, columns + 2);
  return text.endsWith('…') ? `${text.slice(1, -2)}…` : text.slice(1, -1);
}
