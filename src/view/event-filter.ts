import { formatAddress } from '../event/address.ts';
import type { Microseconds } from '../event/clock.ts';
import type { SocketEvent, UnknownEvent } from '../event/event.ts';
import type { Text } from '../text/text.ts';
import { describe } from './step-view.ts';
import { visible } from './visible.ts';

/** Which events are wanted. What is not there wants all. */
export interface Wanted {
  /** Labels of sockets. */
  readonly sockets?: readonly string[] | undefined;
  readonly lanes?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** In a sentence, or in octets as they are shown; however its letters are written. */
  readonly search?: string | undefined;
  /** Since the first event, µs. */
  readonly from?: Microseconds | undefined;
  readonly until?: Microseconds | undefined;
}

/** Says of events of a recording, whose first one has the time `start`, whether they are wanted. */
export class EventFilter {
  readonly #wanted: Wanted;
  readonly #text: Text;
  readonly #needle: string | undefined;

  /** Sentences are those of `text`. */
  constructor(wanted: Wanted, text: Text) {
    this.#wanted = wanted;
    this.#text = text;
    this.#needle = wanted.search?.toLowerCase();
  }

  /** Whether an event has all that is asked for. */
  takes(event: SocketEvent, start: Microseconds): boolean {
    if (!this.#takesSeen(event, start)) return false;
    return this.#needle === undefined || saidOf(event, this.#text).includes(this.#needle);
  }

  /** The same of an event whose kind is not known: nobody can say what its octets are. */
  takesUnknown(event: UnknownEvent, start: Microseconds): boolean {
    return this.#needle === undefined && this.#takesSeen(event, start);
  }

  #takesSeen(event: SocketEvent | UnknownEvent, start: Microseconds): boolean {
    const { sockets, lanes, kinds, from = 0, until = Number.POSITIVE_INFINITY } = this.#wanted;
    const since = event.time - start;
    return (
      (lanes?.includes(event.source) ?? true) &&
      (kinds?.includes(event.type) ?? true) &&
      (sockets === undefined || socketsOf(event).some((label) => sockets.includes(label))) &&
      (this.#wanted.from === undefined || since >= from) &&
      since <= until
    );
  }
}

/** The sockets an event is of: a packet's are both its ends, where both are known. */
export function socketsOf(event: SocketEvent | UnknownEvent): readonly string[] {
  const to = 'to' in event && typeof event.to === 'string' ? event.to : undefined;
  return to === undefined ? [event.socket] : [event.socket, to];
}

/** All that is said of an event, in small letters: its kind, sockets and addresses, its sentence, its octets as they are shown. */
export function saidOf(event: SocketEvent, text: Text): string {
  const addresses = [event.local, event.remote].flatMap((end) => (end ? [formatAddress(end)] : []));
  const headers = 'headers' in event ? event.headers : [];
  return [
    ...[event.type, ...socketsOf(event), ...addresses, describe(event, text)],
    ...headers.map(({ name, value }) => `${name}: ${value}`),
    'data' in event && event.data ? visible(event.data) : '',
  ]
    .join('\n')
    .toLowerCase();
}
