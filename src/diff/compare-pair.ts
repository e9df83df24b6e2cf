import type { Difference, Ends, Note, Where } from './comparison.ts';
import { alignSteps, type DraftRow } from './draft.ts';
import { verbsOf } from './lesson.ts';
import type { SocketPair } from './pair-sockets.ts';
import { type SocketRun, TRACKS, type Track } from './step.ts';
import { stepDifferences } from './steps-differ.ts';
import { streamDifferences } from './streams-differ.ts';

/** A track whose differences have no numbers yet. */
export interface DraftTrack {
  readonly track: Track;
  readonly rows: readonly DraftRow[];
}

/** What a socket's comparison gave, before the differences of all sockets are put in order. */
export interface DraftSocket {
  readonly socket: Ends;
  readonly tracks: readonly DraftTrack[];
  readonly differences: readonly Difference[];
  readonly notes: readonly Note[];
  /** Whether its steps were aligned as well as can be. */
  readonly isExact: boolean;
}

/** Compares the sockets that play one part in both runs; `data`: whether payloads count. */
export function comparePair({ reference, other }: SocketPair, data: boolean): DraftSocket {
  const role = reference?.role ?? other?.role ?? 'T';
  const socket: Ends = {
    role,
    ...(reference && { reference: reference.label }),
    ...(other && { other: other.label }),
  };
  if (!reference || !other) return lonely(socket, reference ?? other);
  const deeds = { reference: verbsOf(reference), other: verbsOf(other) };
  const differences: Difference[] = [];
  const notes: Note[] = [];
  let allExact = true;
  const tracks = TRACKS.flatMap((track): DraftTrack[] => {
    const [ours, theirs] = [reference.tracks.get(track) ?? [], other.tracks.get(track) ?? []];
    if (ours.length + theirs.length === 0) return [];
    const { rows, isExact } = alignSteps(ours, theirs);
    if (!isExact) allExact = false;
    const where: Where = { socket, track };
    const streams = streamDifferences(rows, { where, reference, other, data });
    differences.push(...stepDifferences(rows, { socket, track, deeds }), ...streams.differences);
    notes.push(...streams.notes);
    // What stands beside another step now has no row of its own any more.
    return [{ track, rows: rows.filter((row) => row.reference || row.other) }];
  });
  return { socket, tracks, differences, notes, isExact: allExact };
}

/** A socket that only one run has: all it did is one difference. */
function lonely(socket: Ends, run: SocketRun | undefined): DraftSocket {
  const missing = socket.reference !== undefined;
  const steps = TRACKS.flatMap((track) => run?.tracks.get(track) ?? []);
  const told: Difference = { socket, track: 'calls', kind: 'socket', missing, steps };
  const rows = (track: Track) =>
    (run?.tracks.get(track) ?? []).map(
      (step): DraftRow => ({
        mark: missing ? 'missing' : 'extra',
        ...(missing ? { reference: step } : { other: step }),
        difference: told,
      }),
    );
  const tracks = TRACKS.filter((track) => run?.tracks.has(track));
  return {
    socket,
    tracks: tracks.map((track) => ({ track, rows: rows(track) })),
    differences: [told],
    notes: [],
    isExact: true,
  };
}
