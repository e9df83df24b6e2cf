import { padEnd, padStart } from './columns.ts';

/** What is drawn, and how large. */
export interface ChartOptions {
  /** Of the whole chart: at least 30. */
  readonly columns: number;
  /** Of the curve alone. */
  readonly rows: number;
  /** Where something happened that is marked beneath, by the same `x`. */
  readonly marks: readonly number[];
  /** What an `x` is called. */
  readonly label: (x: number) => string;
}

/** A measured value. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const AXIS = 7;

/**
 * A curve as text: from 0 to the largest value upwards, from the first `x` to the last to the right, and beneath it a mark for each thing that
 * happened. Of several values in a column, the largest. No points, no lines.
 */
export function chart(points: readonly Point[], options: ChartOptions): string[] {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return [];
  const { rows, marks, label } = options;
  const room = Math.max(10, options.columns - AXIS - 2);
  const span = Math.max(1, last.x - first.x);
  const column = (x: number) =>
    Math.min(room - 1, Math.max(0, Math.floor(((x - first.x) / span) * room)));
  const values = columnsOf(points, column, room);
  const top = Math.max(1, ...points.map(({ y }) => y));
  const lines = Array.from({ length: rows }, (_none, i) => {
    const least = (top * (rows - i - 1)) / rows;
    const bars = values.map((y) => (y !== undefined && y > least ? '*' : ' ')).join('');
    const name = i === 0 || i === rows >> 1 ? String(Math.round((top * (rows - i)) / rows)) : '';
    return `${padStart(name, AXIS - 2)} |${bars}`.trimEnd();
  });
  const marked = new Set(marks.map(column));
  const beneath = values.map((_value, i) => (marked.has(i) ? 'x' : '-')).join('');
  const right = label(last.x);
  return [
    ...lines,
    `${padStart('0', AXIS - 2)} +${beneath}`,
    `${' '.repeat(AXIS)}${padEnd(label(first.x), room - right.length)}${right}`,
  ];
}

/** Between two measurements, the one before holds. */
function columnsOf(
  points: readonly Point[],
  column: (x: number) => number,
  room: number,
): (number | undefined)[] {
  const values: (number | undefined)[] = Array.from({ length: room }, () => undefined);
  for (const { x, y } of points) {
    const at = column(x);
    values[at] = Math.max(values[at] ?? 0, y);
  }
  let before: number | undefined;
  return values.map((value) => {
    before = value ?? before;
    return before;
  });
}
