import { type Direction, FATES, type Fate } from '../event/datagram-event.ts';
import { grouped } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import { type Column, table } from './table.ts';

/** What became of the datagrams of one direction of a link. */
export interface Fared {
  readonly came: number;
  readonly wentOn: number;
  readonly fates: Readonly<Record<Fate, number>>;
}

const INDENT = '  ';
const DIRECTIONS = ['there', 'back'] as const satisfies readonly Direction[];

/** The table at the end of a link, in at most `columns` (at least 20). A fate that none met has no column. */
export function linkTable(
  fared: Readonly<Record<Direction, Fared>>,
  { udp: { link: heads } }: Text,
  columns: number,
): string[] {
  const met = FATES.filter(isTold).filter((fate) =>
    DIRECTIONS.some((direction) => fared[direction].fates[fate] > 0),
  );
  const all: Column[] = [
    { head: heads.direction, side: 'left' },
    ...(['came', 'wentOn', ...met] as const).map(
      (name) => ({ head: heads[name], side: 'right' }) as const,
    ),
  ];
  const rows = DIRECTIONS.map((direction) => {
    const { came, wentOn, fates } = fared[direction];
    return [heads[direction], ...[came, wentOn, ...met.map((fate) => fates[fate])].map(grouped)];
  });
  const lines = table(all, rows, columns - INDENT.length);
  return lines.map((line) => (line === '' ? '' : INDENT + line));
}

/** To pass on is to go on, which has its own column. */
function isTold(fate: Fate): fate is Exclude<Fate, 'passed'> {
  return fate !== 'passed';
}
