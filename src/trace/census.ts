import type { Microseconds } from '../event/clock.ts';
import type { EventType, SocketEvent, Source, UnknownEvent } from '../event/event.ts';
import { Counted, type Counts } from './counted.ts';
import type { TraceHeader } from './json-lines.ts';
import { eventShape, HEADER_SHAPE } from './judge-line.ts';
import { unknownNames } from './unknown-fields.ts';

/** What there is in a trace. Names may be anything: they came from the file. */
export interface Population {
  /** Events that can be read, those of unknown types not among them. */
  readonly events: number;
  /** How many of each type, by who saw them. */
  readonly lanes: ReadonlyMap<Source, ReadonlyMap<EventType, number>>;
  /** How many events each socket has. */
  readonly sockets: Counts;
  /** The first and the last moment; `undefined` where there is no event. */
  readonly span: { readonly from: Microseconds; readonly to: Microseconds } | undefined;
  /** Event types that only a newer program has. */
  readonly unknownTypes: Counts;
  /** Fields that only a newer program has, behind the type of their event: `receive.mood`. The header's: `header.mood`. */
  readonly unknownFields: Counts;
}

/** How many sockets, types and fields are kept apart. */
const MOST_SOCKETS = 10_000;
const MOST_NAMES = 100;

/** Counts what there is in a trace, in bounded memory. */
export class Census {
  readonly #lanes = new Map<Source, Map<EventType, number>>();
  readonly #sockets = new Counted(MOST_SOCKETS);
  readonly #unknownTypes = new Counted(MOST_NAMES);
  readonly #unknownFields = new Counted(MOST_NAMES);
  #events = 0;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  /** All that was counted so far. */
  get population(): Population {
    return {
      events: this.#events,
      lanes: this.#lanes,
      sockets: this.#sockets,
      span: this.#to < this.#from ? undefined : { from: this.#from, to: this.#to },
      unknownTypes: this.#unknownTypes,
      unknownFields: this.#unknownFields,
    };
  }

  /** The header's unknown fields. */
  header({ unknown = {} }: TraceHeader): void {
    for (const name of unknownNames(unknown, HEADER_SHAPE))
      this.#unknownFields.add(`header.${name}`);
  }

  /** One more event. */
  event({ source, socket, type, time, unknown }: SocketEvent): void {
    this.#events += 1;
    this.#seen(socket, time);
    const lane = this.#lanes.get(source) ?? new Map<EventType, number>();
    this.#lanes.set(source, lane.set(type, (lane.get(type) ?? 0) + 1));
    if (unknown === undefined) return;
    for (const name of unknownNames(unknown, eventShape(type))) {
      this.#unknownFields.add(`${type}.${name}`);
    }
  }

  /** One more of a type that is not known. */
  unknown({ socket, time, type }: UnknownEvent): void {
    this.#seen(socket, time);
    this.#unknownTypes.add(type);
  }

  #seen(socket: string, time: Microseconds): void {
    this.#sockets.add(socket);
    this.#from = Math.min(this.#from, time);
    this.#to = Math.max(this.#to, time);
  }
}
