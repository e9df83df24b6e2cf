import type { Difference, Note, Row, Where } from './comparison.ts';
import type { DraftRow } from './draft.ts';
import { compareOctets, excerpt } from './octets.ts';
import type { Direction, Octets, Piece, SocketRun, Step, Track } from './step.ts';

const NOTHING: Octets = { length: 0, pieces: [] };
/** Octets that are shown of a place where two streams part. */
const MOST_SHOWN = 48;
const DIRECTIONS = ['sent', 'received'] as const satisfies readonly Direction[];

/** Both streams of a track, in both runs. */
export interface StreamsOf {
  readonly where: Where;
  readonly reference: SocketRun | undefined;
  readonly other: SocketRun | undefined;
  /** Whether payloads count. */
  readonly data: boolean;
}

/** What was found of the streams of a track. */
export interface FoundOctets {
  readonly differences: readonly Difference[];
  readonly notes: readonly Note[];
}

/** Compares what a track's streams carried, whatever the borders, and notes it in the rows that show them. */
export function streamDifferences(rows: DraftRow[], streams: StreamsOf): FoundOctets {
  const found = DIRECTIONS.map((direction) => ofDirection(rows, direction, streams));
  const first = firstSpeaker(rows, streams);
  return {
    differences: [...found.flatMap(({ differences }) => differences), ...(first ? [first] : [])],
    notes: found.flatMap(({ notes }) => notes),
  };
}

function ofDirection(
  rows: readonly DraftRow[],
  direction: Direction,
  streams: StreamsOf,
): FoundOctets {
  const { where } = streams;
  const key = `${where.track} ${direction}`;
  const [ours, theirs] = [streams.reference, streams.other].map(
    (run) => run?.streams.get(key) ?? NOTHING,
  );
  const own = rows.filter((row) => directionOf(row) === direction);
  if (!ours || !theirs || !doOctetsCount(streams)) {
    for (const row of own) row.mark = row.reference && row.other ? 'same' : 'alike';
    return { differences: [], notes: [] };
  }
  const { differAt, unknown } = compareOctets(ours, theirs);
  const notes: Note[] =
    unknown > 0 ? [{ kind: 'unknown', socket: where.socket, octets: unknown }] : [];
  if (differAt === undefined) return sameOctets(rows, own, direction, where, [ours, theirs], notes);
  const side = (octets: Octets) => ({
    length: octets.length,
    data: excerpt(octets, differAt, MOST_SHOWN),
  });
  const ends = { reference: side(ours), other: side(theirs) };
  const told: Difference = { ...where, kind: 'octets', direction, at: differAt, ...ends };
  for (const row of own) markDiffering(row, differAt, told);
  return { differences: [told], notes };
}

/** On the wire, beneath a layer, no two connections carry the same. */
function doOctetsCount({ where, reference, other, data }: StreamsOf): boolean {
  return data && (where.track === 'calls' || !(reference?.isLayered || other?.isLayered));
}

/** The streams are the same; perhaps not where they were cut, and when they were sent. */
function sameOctets(
  rows: readonly DraftRow[],
  own: readonly DraftRow[],
  direction: Direction,
  where: Where,
  [ours, theirs]: readonly [Octets, Octets],
  notes: readonly Note[],
): FoundOctets {
  for (const row of own) row.mark = isSameStretch(row) ? 'same' : 'alike';
  // Segments are cut by the kernel, and sent when it likes.
  if (where.track !== 'calls') return { differences: [], notes };
  const counts = { reference: ours.pieces.length, other: theirs.pieces.length };
  const borders: Note = { kind: 'borders', socket: where.socket, direction, ...counts };
  return {
    differences: direction === 'sent' ? sentElsewhere(rows, own, where) : [],
    notes: isCutElsewhere(ours.pieces, theirs.pieces) ? [...notes, borders] : notes,
  };
}

function directionOf({ reference, other }: DraftRow): Direction | undefined {
  return (reference ?? other)?.stretch?.direction;
}

function isSameStretch({ reference, other }: DraftRow): boolean {
  const [ours, theirs] = [reference?.stretch, other?.stretch];
  return ours !== undefined && ours.from === theirs?.from && ours.to === theirs.to;
}

/** Up to where the streams part they are the same; the first row behind that shows how they do. */
function markDiffering(row: DraftRow, differAt: number, difference: Difference): void {
  const ends = [row.reference, row.other].flatMap((step) => step?.stretch?.to ?? []);
  if (Math.max(...ends) <= differAt) {
    row.mark = isSameStretch(row) ? 'same' : 'alike';
    return;
  }
  row.mark = loneMark(row) ?? 'changed';
  row.difference = difference;
}

function loneMark({ reference, other }: DraftRow): Row['mark'] | undefined {
  if (reference && other) return undefined;
  return reference ? 'missing' : 'extra';
}

function isCutElsewhere(ours: readonly Piece[], theirs: readonly Piece[]): boolean {
  return ours.length !== theirs.length || ours.some(({ at }, i) => at !== theirs[i]?.at);
}

/** The program itself decides when it sends: before or after a step that both runs have is a difference, what is received is not. */
function sentElsewhere(
  rows: readonly DraftRow[],
  own: readonly DraftRow[],
  where: Where,
): Difference[] {
  const alone = own.filter((row) => loneMark(row) !== undefined);
  return alone.flatMap((row): Difference[] => {
    const step = row.reference ?? row.other;
    const than = stepBefore(rows, row);
    if (!step || !than) return [];
    // The lone row stands behind the step: whichever run has it sends later than the other.
    const before = row.other !== undefined;
    row.mark = before ? 'extra' : 'missing';
    const lesson = than.verb === 'end-of-stream' && ({ lesson: 'half-closed' } as const);
    const told: Difference = { ...where, kind: 'moved', ...lesson, step, than, before };
    row.difference = told;
    return [told];
  });
}

function stepBefore(rows: readonly DraftRow[], row: DraftRow): Step | undefined {
  const before = rows.slice(0, rows.indexOf(row)).reverse();
  return before.find(({ reference, other }) => reference && other && !reference.stretch)?.reference;
}

/** Who speaks first, where both sides speak in both runs: the protocol says so, not the schedule. */
function firstSpeaker(rows: readonly DraftRow[], { where }: StreamsOf): Difference | undefined {
  const track: Track = 'calls';
  if (where.track !== track) return undefined;
  const [reference, other] = [speakers(rows, 'reference'), speakers(rows, 'other')];
  if (reference.size < 2 || other.size < 2) return undefined;
  const [ours] = reference;
  const [theirs] = other;
  if (ours === undefined || theirs === undefined || ours === theirs) return undefined;
  return { ...where, kind: 'first', reference: ours, other: theirs };
}

/** The directions of a run in the order in which they begin. */
function speakers(rows: readonly DraftRow[], run: 'reference' | 'other'): Set<Direction> {
  return new Set(rows.flatMap((row) => row[run]?.stretch?.direction ?? []));
}
