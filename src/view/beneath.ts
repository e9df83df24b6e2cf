import { bytes } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';
import { wrap } from './columns.ts';
import type { Dumped } from './dumped.ts';
import { hexdump } from './hexdump.ts';
import type { Style } from './style.ts';

/** How many lines of octets stand beneath a step at the most. */
const MOST_BENEATH = 64;

/** What a terminal of so many columns and a language make of octets beneath a step. */
export interface Beneath {
  readonly columns: number;
  readonly text: Text;
  readonly style: Style;
}

/** Lines that show octets, as many as there is room for beneath a step; and how many octets there are, where that is not all. */
export function beneathLines(
  { data, all }: Dumped,
  lines: readonly string[],
  { columns, text, style }: Beneath,
): string[] {
  const shown = lines.slice(0, MOST_BENEATH).map((line) => `  ${line}`);
  if (lines.length <= MOST_BENEATH && all === data.length) return shown;
  const told = text.moreBytes(bytes(all));
  const rows = Number.isFinite(columns) ? wrap(told, Math.max(1, columns - 2)) : [told];
  return [...shown, ...rows.map((row) => style.faint(`  ${row}`))];
}

/** A dump of octets beneath a step. */
export function dumpLines(octets: Dumped, beneath: Beneath): string[] {
  const lines = hexdump(octets.data, { columns: Math.min(80, beneath.columns - 2) });
  return beneathLines(octets, lines, beneath);
}
