import type { Microseconds } from '../event/clock.ts';
import type { EventOf, SocketEvent } from '../event/event.ts';
import { isPacket, type Packet } from './merge-flow.ts';
import { keep } from './merge-memory.ts';

/** Two captures of one machine stamp the same packet so far apart at the most, µs. */
const SAME_PACKET = 5000;
/** From one machine to another it may take so long, µs, and as much longer as their clocks are not known. */
const ON_THE_WAY = 1_000_000;

interface Told {
  readonly time: Microseconds;
  /** The recordings that told of it. */
  readonly files: Set<number>;
}

/** Which recording tells, and whether its clock is another machine's. */
export interface Teller {
  readonly file: number;
  /** Whether the recordings are of two machines, whose captures see a packet twice: how far their clocks may be wrong, µs. */
  readonly apart: Microseconds | undefined;
  /** Whether another recording has this socket, too. */
  readonly shared: boolean;
}

/**
 * Says what several recordings tell of as one: a packet that two captured, a state of a connection that two read in the kernel's tables, a
 * step of a socket that two followed. Of two tellings the one that comes first stands. Expects events with the labels they have in the
 * merged trace, packets as their senders see them, in the order of their times or nearly.
 */
export class Once {
  readonly #told = new Map<string, Told[]>();
  readonly #samples = new Map<string, { readonly file: number; readonly values: string }>();
  #repeated = 0;

  /** How many events were told before. */
  get repeated(): number {
    return this.#repeated;
  }

  /** Whether another recording has told this already. */
  isRepeated(event: SocketEvent, teller: Teller): boolean {
    const key = keyOf(event, teller);
    if (key === undefined) return false;
    const isKnown = isSample(event)
      ? this.#isKnownSample(event, teller.file)
      : this.#isTold(key, event.time, reach(event, teller), teller.file);
    if (isKnown) this.#repeated += 1;
    return isKnown;
  }

  #isTold(key: string, time: Microseconds, within: Microseconds, file: number): boolean {
    const known = this.#told.get(key) ?? [];
    const near = known.filter((one) => Math.abs(one.time - time) <= within);
    const by = near.filter(({ files }) => !files.has(file));
    const best = by.reduce<Told | undefined>(
      (best, one) => (best && Math.abs(best.time - time) <= Math.abs(one.time - time) ? best : one),
      undefined,
    );
    best?.files.add(file);
    keep(this.#told, key, best ? near : [...near, { time, files: new Set([file]) }]);
    return best !== undefined;
  }

  /** What was looked at is told again only when it has changed. */
  #isKnownSample(event: Sample, file: number): boolean {
    const { time: _time, local: _local, remote: _remote, ...rest } = event;
    const key = `${event.socket} ${event.type}`;
    const values = JSON.stringify(rest);
    const last = this.#samples.get(key);
    if (last !== undefined && last.file !== file && last.values === values) return true;
    keep(this.#samples, key, { file, values });
    return false;
  }
}

type Sample = EventOf<'queues' | 'accept-queue' | 'tcp-info'>;

function isSample(event: SocketEvent): event is Sample {
  return event.type === 'queues' || event.type === 'accept-queue' || event.type === 'tcp-info';
}

/** How far apart two tellings may be. A connection enters a state once, however late somebody looked. */
function reach({ type, source }: SocketEvent, { apart }: Teller): Microseconds {
  if (type === 'state') return Number.POSITIVE_INFINITY;
  if (source !== 'wire') return 0;
  return apart === undefined ? SAME_PACKET : ON_THE_WAY + apart;
}

/** What two tellings of one thing have in common; `undefined` of what nobody else can tell. */
function keyOf(event: SocketEvent, { apart, shared }: Teller): string | undefined {
  const { socket, type, time } = event;
  if (isPacket(event)) {
    // Between two machines routers change the header: what the ends wrote stays.
    return apart === undefined
      ? `${type} ${text(event.header)}`
      : `${type} ${writtenByEnds(event)}`;
  }
  if (!shared) return undefined;
  return type === 'state' ? `${socket} ${event.state}` : `${socket} ${type} ${time}`;
}

function writtenByEnds(event: Packet): string {
  const own = `${event.socket} ${event.by}`;
  switch (event.type) {
    case 'segment': {
      const { seq, ack, flags, bytes, options } = event;
      return `${own} ${seq} ${ack} ${flags} ${bytes} ${options?.timestamps}`;
    }
    case 'datagram':
      return `${own} ${event.length} ${event.bytes} ${text(event.data)}`;
    case 'ip-fragment':
      return `${own} ${event.id} ${event.offset}`;
    default:
      return `${own} ${text(event.header)}`;
  }
}

/** Octets as a key. */
function text(octets: Uint8Array): string {
  return String.fromCharCode(...octets);
}
