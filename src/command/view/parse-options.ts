import { SocketsError } from '../../error.ts';

/** How fast a replay may be: as many times as fast as it was. */
const SLOWEST = 0.001;
const FASTEST = 1_000_000;

/** How many times as fast as it was: `0.5`, `10`. Throws `bad-value`. */
export function speed(value: string): number {
  const factor = /^(\d+(?:\.\d+)?|\.\d+)$/.test(value) ? Number(value) : Number.NaN;
  if (factor >= SLOWEST && factor <= FASTEST) return factor;
  throw new SocketsError('usage', 'bad-value', { option: '--speed', value, wanted: 'speed' });
}

/** Labels of sockets, with commas between. */
export function labels(value: string): readonly string[] {
  return value.split(',').map((label) => label.trim());
}
