import { SocketsError } from '../../error.ts';
import type { Microseconds } from '../../event/clock.ts';
import type { SocketEvent, Source } from '../../event/event.ts';
import { Parties } from '../../ladder/parties.ts';
import type { TraceHeader } from '../../trace/json-lines.ts';
import type { EventFilter } from '../../view/event-filter.ts';
import { LANES } from '../lanes.ts';
import type { RecordingFile } from './recording-file.ts';

/** Events that are kept in memory at the most, and what they may weigh, octets: beyond, they are shown as they are read. */
export const MOST_EVENTS = 250_000;
const MOST_WEIGHT = 512 * 1024 * 1024;
/** What an event takes besides its octets, about. */
const WEIGHT = 600;

/** A recording, as much of it as goes into memory; what follows is read when it is asked for. */
export interface Recorded {
  readonly path: string;
  /** Of several recordings, the first one's. */
  readonly header: TraceHeader | undefined;
  /** Those that are wanted. */
  readonly events: readonly SocketEvent[];
  /** How many there are, wanted or not. */
  readonly seen: number;
  /** The times of the first event and of the last, wanted or not. */
  readonly start: Microseconds;
  readonly last: Microseconds;
  /** Which lanes the wanted events are of, from the program down to the wire. */
  readonly lanes: readonly Source[];
  /** Who talks with whom. */
  readonly parties: Parties;
  /** Whether this is all. Else `rest` has what follows. */
  readonly whole: boolean;
  /** What is wrong with it behind the last event, where something is. */
  readonly failure: SocketsError | undefined;
  rest(): AsyncGenerator<Iterable<SocketEvent>>;
}

/** Reads a recording until it is whole, or no more goes into memory. Throws what is wrong with it before its first event. */
export async function readAhead(file: RecordingFile, filter: EventFilter): Promise<Recorded> {
  return new Reading(file, filter).read();
}

/** What all that needs the whole recording begins with. Throws `recording-too-long`. */
export function needWhole({ whole, path, events }: Recorded): void {
  if (whole) return;
  throw new SocketsError('usage', 'recording-too-long', { path, events: events.length });
}

/** The lanes of some events, in their own order. */
export function lanesIn(events: Iterable<SocketEvent>): readonly Source[] {
  const found = new Set<Source>();
  for (const { source } of events) found.add(source);
  return LANES.filter((lane) => found.has(lane));
}

class Reading {
  readonly #file: RecordingFile;
  readonly #filter: EventFilter;
  readonly #batches: AsyncGenerator<Iterable<SocketEvent>>;
  readonly #parties = new Parties();
  readonly #events: SocketEvent[] = [];
  #seen = 0;
  #start: Microseconds | undefined;
  #last: Microseconds = 0;
  #weight = 0;

  constructor(file: RecordingFile, filter: EventFilter) {
    this.#file = file;
    this.#filter = filter;
    this.#batches = file.batches();
  }

  async read(): Promise<Recorded> {
    const { whole, failure } = await this.#readAll();
    if (failure && this.#seen === 0) throw failure;
    const { path, header } = this.#file;
    return {
      ...{ path, header, whole, failure, events: this.#events, seen: this.#seen },
      ...{ start: this.#start ?? 0, last: this.#last, lanes: lanesIn(this.#events) },
      parties: this.#parties,
      rest: () => this.#rest(),
    };
  }

  async #readAll(): Promise<{ whole: boolean; failure: SocketsError | undefined }> {
    try {
      while (this.#hasRoom) {
        const { done, value } = await this.#batches.next();
        if (done) return { whole: true, failure: undefined };
        for (const event of value) this.#keep(event);
      }
      return { whole: false, failure: undefined };
    } catch (error) {
      if (!(error instanceof SocketsError)) throw error;
      return { whole: true, failure: error };
    }
  }

  get #hasRoom(): boolean {
    return this.#events.length < MOST_EVENTS && this.#weight < MOST_WEIGHT;
  }

  #keep(event: SocketEvent): void {
    this.#parties.learn(event);
    if (!this.#takes(event)) return;
    this.#events.push(event);
    this.#weight += WEIGHT + ('data' in event && event.data ? event.data.length : 0);
  }

  #takes(event: SocketEvent): boolean {
    this.#seen += 1;
    this.#start ??= event.time;
    this.#last = event.time;
    return this.#filter.takes(event, this.#start);
  }

  async *#rest(): AsyncGenerator<Iterable<SocketEvent>> {
    for await (const batch of this.#batches) yield this.#wanted(batch);
  }

  *#wanted(batch: Iterable<SocketEvent>): Generator<SocketEvent> {
    for (const event of batch) if (this.#takes(event)) yield event;
  }
}
