import { type CompareOptions, compareRuns } from '../../src/diff/compare.ts';
import type { Comparison, Difference } from '../../src/diff/comparison.ts';
import type { SocketEvent } from '../../src/event/event.ts';

/** Compares two runs that have a lane in common. */
export function compare(
  reference: readonly SocketEvent[],
  other: readonly SocketEvent[],
  options?: CompareOptions,
): Comparison {
  const comparison = compareRuns(reference, other, options);
  if (comparison === undefined) throw new Error('nothing to compare');
  return comparison;
}

/** Differences in short: `C1 missing shutdown`. */
export function told({ differences }: Comparison): string[] {
  return differences.map((difference) => {
    const { socket, kind } = difference;
    return `${socket.reference ?? socket.other} ${kind} ${stepsOf(difference)}`;
  });
}

function stepsOf(difference: Difference): string {
  if ('steps' in difference) return difference.steps.map(({ verb }) => verb).join(' ');
  switch (difference.kind) {
    case 'moved':
      return `${difference.step.verb} ${difference.than.verb}`;
    case 'octets':
      return `${difference.direction} ${difference.at}`;
    case 'first':
      return difference.reference;
    default:
      return `${difference.reference.verb} ${difference.other.verb}`;
  }
}
