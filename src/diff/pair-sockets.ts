import type { SocketRun } from './step.ts';

/** A socket of the reference and the one that plays its part in the other run; or one that has none. */
export interface SocketPair {
  readonly reference?: SocketRun;
  readonly other?: SocketRun;
}

/**
 * Finds the sockets that play the same part: of the same role, and among those first the ones that did exactly the same (the order in which
 * two clients come is chance), then the others in their order. In the order of the reference, behind it what only the other run has.
 */
export function pairSockets(
  reference: readonly SocketRun[],
  other: readonly SocketRun[],
): SocketPair[] {
  const deeds = new Map([...reference, ...other].map((run) => [run, deedsOf(run)]));
  const free = new Set(other);
  const found = new Map<SocketRun, SocketRun>();
  const pairBy = (part: (run: SocketRun) => string) => {
    const queues = new Map<string, SocketRun[]>();
    for (const run of free) {
      const queue = queues.get(part(run));
      if (queue) queue.push(run);
      else queues.set(part(run), [run]);
    }
    for (const run of reference) {
      const match = found.has(run) ? undefined : queues.get(part(run))?.shift();
      if (match === undefined) continue;
      found.set(run, match);
      free.delete(match);
    }
  };
  pairBy((run) => `${run.role} ${deeds.get(run)}`);
  pairBy(({ role }) => role);
  const pairs = reference.map((run): SocketPair => {
    const match = found.get(run);
    return { reference: run, ...(match && { other: match }) };
  });
  return [...pairs, ...[...free].map((run) => ({ other: run }))];
}

/** All that a socket did, in short: the same number for the same deeds. */
function deedsOf({ tracks, streams }: SocketRun): number {
  const hash = new Hash();
  for (const [track, steps] of tracks) {
    hash.add(track);
    for (const { key } of steps) hash.add(key);
  }
  for (const [key, { length, pieces }] of streams) {
    hash.add(`${key} ${length}`);
    for (const { data } of pieces) for (const octet of data) hash.addNumber(octet);
  }
  return hash.value;
}

/** The hash FNV-1a, 32 bits: two sockets with the same number and other deeds are only paired in a poor order. */
class Hash {
  value = 0x811c9dc5;

  addNumber(number: number): void {
    this.value = Math.imul(this.value ^ number, 0x01000193) >>> 0;
  }

  add(text: string): void {
    for (let i = 0; i < text.length; i += 1) this.addNumber(text.charCodeAt(i));
    this.addNumber(-1);
  }
}
