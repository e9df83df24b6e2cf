import type { Difference, Lesson } from './comparison.ts';
import type { SocketRun, Step } from './step.ts';

/** What a socket did in each run, by its verbs. */
export interface Deeds {
  readonly reference: ReadonlySet<string>;
  readonly other: ReadonlySet<string>;
}

/** The verbs of a socket's own calls. */
export function verbsOf(run: SocketRun | undefined): ReadonlySet<string> {
  return new Set(run?.tracks.get('calls')?.map(({ verb }) => verb));
}

/** What a difference teaches; `undefined` where it speaks for itself. */
export function lessonOf(difference: Difference, deeds: Deeds): Lesson | undefined {
  switch (difference.kind) {
    case 'missing':
      return ofMissing(difference.steps[0], difference.track, deeds);
    case 'extra':
      return ofExtra(difference.steps[0], deeds);
    case 'reordered':
      return difference.track === 'received' ? 'datagram-overtaken' : undefined;
    case 'instead':
      return (
        ofExtra(difference.other, deeds) ?? ofMissing(difference.reference, difference.track, deeds)
      );
    default:
      return undefined;
  }
}

function ofMissing(step: Step | undefined, track: string, { other }: Deeds): Lesson | undefined {
  switch (step?.verb) {
    case 'shutdown':
      if (other.has('reset')) return undefined;
      return other.has('close') ? 'no-shutdown' : 'half-open';
    case 'close':
      return other.has('left-open') ? 'left-open' : 'not-closed';
    case 'end-of-stream':
      return other.has('close') && !other.has('reset') ? 'not-read-to-end' : undefined;
    case 'receive':
      return track === 'received' ? 'datagram-lost' : undefined;
    default:
      return undefined;
  }
}

function ofExtra(step: Step | undefined, { reference }: Deeds): Lesson | undefined {
  if (step?.verb === 'left-open') return 'left-open';
  const isOurs = step?.verb === 'reset' && step.key.includes('"us"');
  return isOurs && !reference.has('reset') ? 'reset-for-end' : undefined;
}
