import { type Address, formatAddress } from '../event/address.ts';
import { bytes } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import type { EndOfLife } from '../text/wording-watch.ts';
import { rowsOf } from './columns.ts';
import { type Column, table } from './table.ts';
import { visibleText } from './visible.ts';

/** A socket's whole life. Octets are absent where nobody counted them. */
export interface Life {
  readonly socket: string;
  /** `TCP`, `UDP`, `Unix`. */
  readonly kind: string;
  readonly local?: Address | undefined;
  readonly remote?: Address | undefined;
  /** The process that made it. */
  readonly process: number;
  readonly sent?: number | undefined;
  readonly received?: number | undefined;
  readonly end: EndOfLife;
}

const INDENT = '  ';
/** Lines at the most. */
const MOST = 50;

/** Sockets that are not among the lives: too many to keep; of no use to their program. */
export interface Others {
  readonly untold: number;
  readonly unused: number;
}

/** What became of each socket: a sentence, and a line for each, in at most `columns`. */
export function lifeLines(
  lives: readonly Life[],
  { untold, unused }: Others,
  text: Text,
  columns: number,
): string[] {
  const { watch } = text;
  const count = (...ends: readonly EndOfLife['how'][]) =>
    lives.filter(({ end }) => ends.includes(end.how)).length;
  const facts = { left: count('left-open', 'killed'), open: count('open') };
  const headline = watch.lives({ sockets: lives.length + untold, ...facts });
  const idle = unused > 0 ? rowsOf(watch.unused(unused), columns) : [];
  if (lives.length === 0) return ['', headline, ...idle];
  const rows = table(columnsOf(lives, text), shown(lives).map(cells(lives, text)), columns - 2);
  const more = untold + Math.max(0, lives.length - MOST);
  const last = more > 0 ? [INDENT + watch.more(more)] : [];
  return ['', headline, ...rows.map((row) => (row === '' ? row : INDENT + row)), ...last, ...idle];
}

/** Those that were not closed come first where there is no room for all. */
function shown(lives: readonly Life[]): readonly Life[] {
  if (lives.length <= MOST) return lives;
  const isClosed = ({ end }: Life) => end.how === 'closed';
  const wanted = new Set(
    [...lives.filter((life) => !isClosed(life)), ...lives.filter(isClosed)].slice(0, MOST),
  );
  return lives.filter((life) => wanted.has(life));
}

function hasOctets(lives: readonly Life[]): boolean {
  return lives.some(({ sent, received }) => sent !== undefined || received !== undefined);
}

function columnsOf(lives: readonly Life[], { watch }: Text): Column[] {
  const { socket, kind, local, remote, process, sent, received, end } = watch.heads;
  const numbers = hasOctets(lives) ? [received, sent] : [];
  return [
    ...[socket, kind, local, remote].map((head) => ({ head, side: 'left' as const })),
    ...[process, ...numbers].map((head) => ({ head, side: 'right' as const })),
    { head: end, side: 'left' },
  ];
}

function cells(lives: readonly Life[], { watch }: Text): (life: Life) => string[] {
  const hasNumbers = hasOctets(lives);
  return ({ socket, kind, local, remote, process, sent, received, end }) => [
    ...[socket, kind, written(local), written(remote), String(process)],
    ...(hasNumbers ? [counted(received), counted(sent)] : []),
    visibleText(watch.end(end)),
  ];
}

function written(address: Address | undefined): string {
  return address ? visibleText(formatAddress(address)) : '';
}

function counted(octets: number | undefined): string {
  return octets === undefined ? '' : bytes(octets);
}
