import { type Alignment, align } from './align.ts';
import type { Difference, Row } from './comparison.ts';
import type { Step } from './step.ts';

/** A row whose difference has no number yet. */
export interface DraftRow {
  mark: Row['mark'];
  readonly reference?: Step;
  other?: Step;
  difference?: Difference;
}

/** The rows of a track as they come from its alignment: what is in both, or in one alone. */
export function alignSteps(
  reference: readonly Step[],
  other: readonly Step[],
): { readonly rows: DraftRow[]; readonly isExact: boolean } {
  const { pairings, isExact }: Alignment = align(
    reference.map(({ key }) => key),
    other.map(({ key }) => key),
  );
  const rows = pairings.map((pairing): DraftRow => {
    const ours = pairing.reference === undefined ? undefined : reference[pairing.reference];
    const theirs = pairing.other === undefined ? undefined : other[pairing.other];
    if (ours && theirs) return { mark: 'same', reference: ours, other: theirs };
    return ours
      ? { mark: 'missing', reference: ours }
      : { mark: 'extra', ...(theirs && { other: theirs }) };
  });
  return { rows, isExact };
}

/** The step of a row that has only one. */
export function only({ reference, other }: DraftRow): Step | undefined {
  return reference ?? other;
}

/** Whether a row is a step of one run that nothing accounts for yet. Octets are compared as streams. */
export function isOpen(row: DraftRow): boolean {
  const isAlone = row.mark === 'missing' || row.mark === 'extra';
  return isAlone && row.difference === undefined && only(row)?.stretch === undefined;
}

/** The rows between two that are the same, each run of them. */
export function gapsOf(rows: readonly DraftRow[]): DraftRow[][] {
  const gaps: DraftRow[][] = [[]];
  for (const row of rows) {
    if (row.mark === 'same') gaps.push([]);
    else gaps.at(-1)?.push(row);
  }
  return gaps.filter(({ length }) => length > 0);
}
