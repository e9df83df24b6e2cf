import type { SocketEvent, Source } from '../event/event.ts';
import { comparePair, type DraftSocket } from './compare-pair.ts';
import type { ComparedSocket, Comparison, Difference, Note, Row } from './comparison.ts';
import type { DraftRow } from './draft.ts';
import { lanesOf, lanesToCompare, makeTeller } from './lanes.ts';
import { pairSockets, type SocketPair } from './pair-sockets.ts';
import { hasMoving, socketRuns, withoutMoving } from './socket-runs.ts';
import type { SocketRun, Step } from './step.ts';

/** What counts. */
export interface CompareOptions {
  /** Only these lanes; without, what the programs did. */
  readonly lanes?: readonly Source[];
  /** Only these types of events; without, all but those that are left to chance. */
  readonly kinds?: ReadonlySet<string>;
  /** Whether payloads count. */
  readonly data?: boolean;
}

/**
 * Compares two runs: their sockets by the parts they play, each socket's steps track by track, streams octet by octet. Times, ports and
 * labels do not count. `undefined` where the recordings have no lane in common.
 */
export function compareRuns(
  reference: readonly SocketEvent[],
  other: readonly SocketEvent[],
  options: CompareOptions = {},
): Comparison | undefined {
  const { kinds, data = true } = options;
  const lanes = lanesToCompare(lanesOf(reference), lanesOf(other), options.lanes);
  if (lanes === undefined) return undefined;
  const isCrossed = lanes.reference.join() !== lanes.other.join();
  const shared = { data, asCalls: isCrossed, ...(kinds && { kinds }) };
  const ours = socketRuns(reference, makeTeller({ ...shared, lanes: lanes.reference }));
  const theirs = socketRuns(other, makeTeller({ ...shared, lanes: lanes.other }));
  const missing = runWithoutOctets(ours, theirs, lanes);
  const kept = (run: SocketRun) => (missing ? withoutMoving(run) : run);
  const pairs = pairSockets(ours.map(kept), theirs.map(kept));
  const sockets = pairs.map((pair) => comparePair(pair, data));
  const differences = sockets.flatMap((socket) => socket.differences);
  const order = orderOf(sockets);
  differences.sort((one, next) => (order.get(one) ?? 0) - (order.get(next) ?? 0));
  const notes: Note[] = sockets.flatMap((socket) => socket.notes);
  if (!sockets.every(({ isExact }) => isExact)) notes.push({ kind: 'approximate' });
  if (missing) notes.unshift({ kind: 'no-octets', missing });
  if (pairs.some(isPolled)) notes.push({ kind: 'polled' });
  const numbers = new Map(differences.map((difference, at) => [difference, at]));
  return {
    lanes,
    sockets: sockets.map((socket) => numbered(socket, numbers)),
    differences,
    notes,
  };
}

/** Which of two runs, one of which only tells of system calls, has none that move octets. */
function runWithoutOctets(
  ours: readonly SocketRun[],
  theirs: readonly SocketRun[],
  lanes: Comparison['lanes'],
): 'reference' | 'other' | undefined {
  const [has, otherHas] = [hasMoving(ours), hasMoving(theirs)];
  if (has === otherHas) return undefined;
  if (!has && lanes.reference.includes('syscall')) return 'reference';
  return !otherHas && lanes.other.includes('syscall') ? 'other' : undefined;
}

/** When each difference comes about: the number of the event in the reference where it shows, or behind which it does. */
function orderOf(sockets: readonly DraftSocket[]): Map<Difference, number> {
  const order = new Map<Difference, number>();
  for (const { tracks, differences } of sockets) {
    for (const { rows } of tracks) placeRows(rows, order);
    // What no one row shows comes with the socket's first step.
    const [first] = tracks.flatMap(({ rows }) => rows.flatMap(({ reference }) => reference ?? []));
    for (const difference of differences) {
      if (!order.has(difference)) order.set(difference, first?.index ?? Number.MAX_SAFE_INTEGER);
    }
  }
  return order;
}

function placeRows(rows: readonly DraftRow[], order: Map<Difference, number>): void {
  let before: Step | undefined;
  for (const { reference, difference } of rows) {
    before = reference ?? before;
    if (difference === undefined || order.has(difference)) continue;
    const isBehind = reference === undefined;
    order.set(difference, (before?.index ?? Number.MAX_SAFE_INTEGER) + (isBehind ? 0.5 : 0));
  }
}

function numbered(
  { socket, tracks }: DraftSocket,
  numbers: ReadonlyMap<Difference, number>,
): ComparedSocket {
  const row = ({ difference, ...rest }: DraftRow): Row => {
    const number = difference && numbers.get(difference);
    return { ...rest, ...(number !== undefined && { difference: number }) };
  };
  return { socket, tracks: tracks.map(({ track, rows }) => ({ track, rows: rows.map(row) })) };
}

function isPolled({ reference, other }: SocketPair): boolean {
  const steps = [reference, other].flatMap((run) => run?.tracks.get('kernel') ?? []);
  return steps.some(({ event }) => event.type === 'state' && event.how === 'polled');
}
