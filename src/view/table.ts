import { padEnd, padStart, truncate, width, wrap } from './columns.ts';

/** A column of a table: its head, and on which side its values stand. */
export interface Column {
  readonly head: string;
  readonly side: 'left' | 'right';
}

const GAP = 2;

/**
 * Rows under their heads, as wide as they are, in at most `room` columns. Where that is too narrow, each row is a list instead: a
 * line for each head and its value, and an empty line between two rows. Values are plain text.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  room: number,
): string[] {
  const heads = columns.map(({ head }) => head);
  const widths = columns.map((_column, at) =>
    Math.max(...[heads, ...rows].map((row) => width(row[at] ?? ''))),
  );
  const whole = widths.reduce((sum, one) => sum + one + GAP, -GAP);
  if (whole > room)
    return rows.flatMap((row, i) => [...(i > 0 ? [''] : []), ...list(heads, row, room)]);
  return [heads, ...rows].map((row) =>
    columns
      .map(({ side }, at) => (side === 'left' ? padEnd : padStart)(row[at] ?? '', widths[at] ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

function list(heads: readonly string[], values: readonly string[], room: number): string[] {
  const widest = Math.max(...heads.map(width));
  return heads.flatMap((head, at) => {
    const value = values[at] ?? '';
    const line = `${padEnd(head, widest + GAP)}${value}`;
    if (width(line) <= room) return [line];
    const indented = wrap(value, Math.max(1, room - GAP)).map((row) => ' '.repeat(GAP) + row);
    return [truncate(head, room), ...indented];
  });
}
