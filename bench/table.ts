import { type Figure, type Goal, isMet } from './figure.ts';

const HEADS = ['measure', 'sockets …', 'median', 'spread', 'goal', '', 'beside it'];

/** The figures as the rows of a Markdown table, aligned to be read as it is. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEADS, ...figures.map(cells)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [head = HEADS, ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function cells(figure: Figure): string[] {
  const { measure, subject, unit, median, least, most, goal, note } = figure;
  const shown = `${number(median)}${unit}`;
  const spread = `${number(least)} – ${number(most)}`;
  const met = isMet(figure) ? 'met' : 'MISSED';
  return [measure, subject, shown, spread, goal ? goalOf(goal) : '', goal ? met : '', note];
}

function goalOf(goal: Goal): string {
  return 'atLeast' in goal ? `≥ ${number(goal.atLeast)}` : `≤ ${number(goal.atMost)}`;
}

function number(value: number): string {
  return value < 20 ? value.toFixed(2) : Math.round(value).toLocaleString('en');
}
