import type { SocketEvent, SocketLabel } from '../event/event.ts';
import type { Teller } from './lanes.ts';
import type { Direction, Octets, Piece, Role, SocketRun, Step, Track } from './step.ts';
import type { Told } from './told.ts';

/** Octets of a step that are kept to be shown. */
const MOST_SAMPLED = 64;

/** A stream that grows. */
class Stream implements Octets {
  readonly pieces: Piece[] = [];
  length = 0;

  /** Takes octets; where they begin and end that are new. What came before, on the wire, is left out. */
  add({ bytes, data, at = this.length }: NonNullable<Told['octets']>): [number, number] {
    const from = Math.max(at, this.length);
    const to = Math.max(from, at + bytes);
    if (to > from)
      this.pieces.push({ at: from, length: to - from, data: data.subarray(from - at) });
    this.length = to;
    return [from, to];
  }
}

type Growing = { -readonly [Key in keyof Step]: Step[Key] };

/** A socket of one run, step by step. */
class Run implements SocketRun {
  readonly label: SocketLabel;
  readonly tracks = new Map<Track, Growing[]>();
  readonly streams = new Map<string, Stream>();
  isLayered = false;

  constructor(label: SocketLabel) {
    this.label = label;
  }

  get role(): Role {
    const letter = (['L', 'S', 'C', 'U'] as const).find((one) => this.label.startsWith(one));
    if (letter) return letter;
    const verbs = new Set(this.tracks.get('calls')?.map(({ verb }) => verb));
    if (verbs.has('accept')) return 'S';
    if (verbs.has('listen')) return 'L';
    return verbs.has('connect') ? 'C' : 'T';
  }

  add(told: Told, event: SocketEvent, index: number): void {
    const steps = this.tracks.get(told.track) ?? [];
    this.tracks.set(told.track, steps);
    if (told.octets) this.#carry(told, told.octets, steps, event, index);
    else this.#step(told, steps, event, index);
  }

  #step({ verb, facts = [], merges }: Told, steps: Growing[], event: SocketEvent, index: number) {
    const key = `${verb} ${JSON.stringify(facts)}`;
    const last = steps.at(-1);
    if (merges && last?.key === key) last.count += 1;
    else steps.push({ verb, key, facts, event, index, count: 1 });
  }

  /** Between two other steps, all that goes one way is one step: where a call ended says nothing of the stream. */
  #carry(
    { verb, track }: Told,
    octets: NonNullable<Told['octets']>,
    steps: Growing[],
    event: SocketEvent,
    index: number,
  ): void {
    const { direction } = octets;
    const stream = this.#stream(track, direction);
    const [from, to] = stream.add(octets);
    if (from === to) return;
    const data = octets.data.subarray(octets.bytes - (to - from));
    const open = lastData(steps, direction);
    if (open?.stretch && open.sample) {
      open.sample = longer(open.sample, from - open.stretch.from, data);
      open.stretch = { direction, from: open.stretch.from, to };
      open.count += 1;
      return;
    }
    const sample = data.subarray(0, MOST_SAMPLED);
    const stretch = { direction, from, to };
    steps.push({ verb, key: verb, facts: [], event, index, count: 1, stretch, sample });
  }

  #stream(track: Track, direction: Direction): Stream {
    const key = `${track} ${direction}`;
    const stream = this.streams.get(key) ?? new Stream();
    this.streams.set(key, stream);
    return stream;
  }
}

/** The octets of a step with those that follow behind so many, as long as none are left out. */
function longer(sample: Uint8Array, at: number, data: Uint8Array) {
  if (sample.length !== at || at >= MOST_SAMPLED) return sample;
  return Uint8Array.from([...sample, ...data.subarray(0, MOST_SAMPLED - at)]);
}

/** The step that octets of this direction still belong to: no other than octets came behind it. */
function lastData(steps: readonly Growing[], direction: Direction): Growing | undefined {
  const [last, before] = [steps.at(-1), steps.at(-2)];
  if (!last?.stretch) return undefined;
  if (last.stretch.direction === direction) return last;
  return before?.stretch?.direction === direction ? before : undefined;
}

/** Every socket of a recording with its steps, in the order in which they appear. Sockets of which nothing counts are left out. */
export function socketRuns(events: Iterable<SocketEvent>, tell: Teller): SocketRun[] {
  const runs = new Map<SocketLabel, Run>();
  const layered = new Set<SocketLabel>();
  let index = 0;
  for (const event of events) {
    if (/^(?:tls|ws)-/.test(event.type)) layered.add(event.socket);
    for (const told of tell(event)) {
      const run = runs.get(event.socket) ?? new Run(event.socket);
      runs.set(event.socket, run);
      run.add(told, event, index);
    }
    index += 1;
  }
  for (const label of layered) {
    const run = runs.get(label);
    if (run) run.isLayered = true;
  }
  return [...runs.values()];
}

/** Whether calls that move octets were recorded at all: `sockets watch` leaves them out unless it is asked for them. */
export function hasMoving(runs: readonly SocketRun[]): boolean {
  return runs.some(
    ({ tracks, streams }) =>
      [...streams.keys()].some((key) => key.startsWith('calls')) ||
      tracks.has('sent') ||
      tracks.has('received'),
  );
}

/** The same run without its octets, and without what only they lead to. */
export function withoutMoving(run: SocketRun): SocketRun {
  const isKept = ({ stretch, verb }: Step) => stretch === undefined && verb !== 'end-of-stream';
  const tracks = [...run.tracks].filter(([track]) => track !== 'sent' && track !== 'received');
  const { label, role, isLayered } = run;
  return {
    label,
    role,
    isLayered,
    tracks: new Map(tracks.map(([track, steps]) => [track, steps.filter(isKept)])),
    streams: new Map(),
  };
}
