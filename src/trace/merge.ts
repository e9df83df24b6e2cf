import type { SocketEvent } from '../event/event.ts';
import type { ClockEstimate } from './merge-clock.ts';
import type { Renamed } from './merge-labels.ts';
import { type Merged, Merger } from './merger.ts';

/** Several recordings as one trace. */
export interface MergedTraces {
  readonly events: readonly Merged[];
  /** How each recording's clock differs from the first one's. */
  readonly clocks: readonly ClockEstimate[];
  /** The sockets that have another label than in their own recording. */
  readonly renamed: readonly Renamed[];
  /** How many events were left out, for another recording told the same. */
  readonly repeated: number;
}

/** Puts recordings that are complete on one timeline; see `Merger`. The first keeps its labels, then the second what is free, and so on. */
export function mergeTraces(recordings: readonly Iterable<SocketEvent>[]): MergedTraces {
  const merger = new Merger(recordings.length);
  const labels = recordings.map(() => new Set<string>());
  for (const [file, events] of recordings.entries()) {
    for (const event of events) {
      labels[file]?.add(event.socket);
      merger.push(file, event, 0);
    }
  }
  for (const [file, own] of labels.entries()) {
    for (const label of own) merger.label({ file, label });
  }
  const events = merger.flush();
  const { clocks, renamed, repeated } = merger;
  return { events, clocks, renamed, repeated };
}
