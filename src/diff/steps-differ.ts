import type { Difference, Ends, Where } from './comparison.ts';
import { type DraftRow, gapsOf, isOpen, only } from './draft.ts';
import { type Deeds, lessonOf } from './lesson.ts';
import type { Step, Track } from './step.ts';

/** Ways to end a connection, or one half of it, by this side; and those in which it is ended. */
const OURS: ReadonlySet<string> = new Set([
  'shutdown',
  'reset',
  'close',
  'timeout',
  'left-open',
  'FIN',
  'RST',
]);
const THEIRS: ReadonlySet<string> = new Set(['end-of-stream', 'reset', 'error']);
/** To end in order, and to cut. */
const ENDED: ReadonlySet<string> = new Set(['shutdown', 'FIN']);
const CUT: ReadonlySet<string> = new Set(['reset', 'RST']);

/** Tracks of which each step stands for itself: all that one run lacks of a kind is one difference, wherever it is. */
const SINGLE: ReadonlySet<Track> = new Set(['sent', 'received', 'replies']);

/** Where the rows are from. */
export interface Place {
  readonly socket: Ends;
  readonly track: Track;
  readonly deeds: Deeds;
}

/** Finds what the rows of a track that are not the same amount to, and notes it in them. */
export function stepDifferences(rows: DraftRow[], place: Place): Difference[] {
  const found: Difference[] = [];
  const tell = (difference: Difference, ...of: readonly DraftRow[]) => {
    const lesson = lessonOf(difference, place.deeds);
    const told = lesson ? { ...difference, lesson } : difference;
    for (const row of of) row.difference = told;
    found.push(told);
  };
  const where: Where = { socket: place.socket, track: place.track };
  tellMoved(rows, where, tell);
  for (const gap of gapsOf(rows)) {
    tellPaired(
      gap,
      (a, b) => a.verb === b.verb,
      (reference, other) => ({ ...where, kind: 'changed', reference, other }),
      tell,
    );
    tellPaired(
      gap,
      (a, b) => isByOne(a, b, OURS) || isByOne(a, b, THEIRS),
      (reference, other) => ({ ...where, kind: 'instead', reference, other }),
      tell,
    );
  }
  tellCut(rows, where, tell);
  tellAlone(rows.filter(only), where, tell);
  return found;
}

/** Whether two endings are by the same side. */
function isByOne(one: Step, other: Step, endings: ReadonlySet<string>): boolean {
  return [one, other].every(
    ({ verb, facts }) =>
      endings.has(verb) && (verb !== 'reset' || (facts[0] === 'peer') === (endings === THEIRS)),
  );
}

/** A reset stands in place of the ordered end, even where something came between. */
function tellCut(rows: readonly DraftRow[], where: Where, tell: Tell): void {
  const open = rows.filter(isOpen);
  const row = (mark: DraftRow['mark'], verbs: ReadonlySet<string>) =>
    open.find((one) => one.mark === mark && verbs.has(only(one)?.verb ?? ''));
  const [ended, cut] = [row('missing', ENDED), row('extra', CUT)];
  if (!ended?.reference || !cut?.other || !isByOne(ended.reference, cut.other, OURS)) return;
  const { reference } = ended;
  tell({ ...where, kind: 'instead', reference, other: cut.other }, ended, cut);
}

type Tell = (difference: Difference, ...of: readonly DraftRow[]) => void;

/** What both have, at another place. */
function tellMoved(rows: readonly DraftRow[], where: Where, tell: Tell): void {
  const pairs = movedRows(rows);
  if (pairs.length === 0) return;
  const steps = pairs.flatMap(([{ reference }]) => reference ?? []);
  if (SINGLE.has(where.track)) tell({ ...where, kind: 'reordered', steps }, ...pairs.flat());
  else tellEachMoved(rows, pairs, where, tell);
}

/** Rows of the reference, each with the row in which the other run has the same. */
function movedRows(rows: readonly DraftRow[]): [DraftRow, DraftRow][] {
  const extras = openExtras(rows);
  if (extras.size === 0) return [];
  return rows.flatMap((row): [DraftRow, DraftRow][] => {
    if (row.mark !== 'missing' || !isOpen(row) || !row.reference) return [];
    const match = extras.get(row.reference.key)?.shift();
    return match ? [[row, match]] : [];
  });
}

function tellEachMoved(
  rows: readonly DraftRow[],
  pairs: readonly [DraftRow, DraftRow][],
  where: Where,
  tell: Tell,
): void {
  const places = new Map(rows.map((row, at) => [row, at]));
  const anchors = nextAnchors(rows);
  for (const [row, match] of pairs) {
    const [at, otherAt] = [places.get(row) ?? 0, places.get(match) ?? 0];
    // Between the two there is a step that both have at one place: else they would stand beside each other.
    const than = anchors[Math.min(at, otherAt)];
    if (!than || !row.reference) continue;
    tell({ ...where, kind: 'moved', step: row.reference, than, before: at < otherAt }, row, match);
  }
}

/** What only the other run has, by what it is. */
function openExtras(rows: readonly DraftRow[]): Map<string, DraftRow[]> {
  const extras = new Map<string, DraftRow[]>();
  for (const row of rows) {
    if (row.mark !== 'extra' || !isOpen(row)) continue;
    const key = row.other?.key ?? '';
    const alike = extras.get(key);
    if (alike) alike.push(row);
    else extras.set(key, [row]);
  }
  return extras;
}

/** For each row the next step, from there on, that both runs have at one place. */
function nextAnchors(rows: readonly DraftRow[]): (Step | undefined)[] {
  const anchors: (Step | undefined)[] = [];
  let next: Step | undefined;
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at];
    if (row?.mark === 'same' && row.reference) next = row.reference;
    anchors[at] = next;
  }
  return anchors;
}

/** In a gap, what the reference has beside what the other has in its place: one row then. */
function tellPaired(
  gap: readonly DraftRow[],
  fits: (reference: Step, other: Step) => boolean,
  difference: (reference: Step, other: Step) => Difference,
  tell: Tell,
): void {
  const extras = gap.filter((row) => row.mark === 'extra' && isOpen(row));
  for (const row of gap) {
    const { reference } = row;
    if (row.mark !== 'missing' || !isOpen(row) || !reference) continue;
    const at = extras.findIndex(({ other }) => other && fits(reference, other));
    const [match] = at < 0 ? [] : extras.splice(at, 1);
    if (!match?.other) continue;
    row.mark = 'changed';
    row.other = match.other;
    match.mark = 'same'; // it stands in the other row now
    delete match.other;
    tell(difference(reference, row.other), row);
  }
}

/** What only one of them has: of one kind and in a row, it is one difference. */
function tellAlone(rows: readonly DraftRow[], where: Where, tell: Tell): void {
  const groups = SINGLE.has(where.track) ? allOfAKind(rows) : inARow(rows);
  for (const group of groups) {
    const steps = group.flatMap((row) => only(row) ?? []);
    const kind = group[0]?.mark === 'missing' ? 'missing' : 'extra';
    tell({ ...where, kind, steps }, ...group);
  }
}

function kindOf(row: DraftRow | undefined): string {
  return row && isOpen(row) ? `${row.mark} ${only(row)?.verb}` : '';
}

function allOfAKind(rows: readonly DraftRow[]): Iterable<DraftRow[]> {
  const groups = new Map<string, DraftRow[]>();
  for (const row of rows.filter(isOpen)) {
    const group = groups.get(kindOf(row));
    if (group) group.push(row);
    else groups.set(kindOf(row), [row]);
  }
  return groups.values();
}

function inARow(rows: readonly DraftRow[]): DraftRow[][] {
  const groups: DraftRow[][] = [];
  for (const [at, row] of rows.entries()) {
    if (!isOpen(row)) continue;
    if (kindOf(row) === kindOf(rows[at - 1])) groups.at(-1)?.push(row);
    else groups.push([row]);
  }
  return groups;
}
