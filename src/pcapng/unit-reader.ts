import type { SocketEvent, SocketLabel } from '../event/event.ts';
import { Sealed } from './sealed.ts';
import { type Quote, type Unit, unitOf } from './unit.ts';

/** Reads the events of a trace, in order, as octets of streams; says of a TLS record what is sealed in it. */
export class UnitReader {
  readonly #quote: Quote;
  readonly #sealed = new Map<SocketLabel, Sealed>();

  constructor(quote: Quote) {
    this.#quote = quote;
  }

  /** What the event tells of octets, if it does. */
  take(event: SocketEvent): Unit | undefined {
    if (event.type === 'tls-agreed') this.#sealed.set(event.socket, new Sealed(event));
    const unit = unitOf(event, this.#quote);
    if (unit?.by !== 'us') return unit;
    const sealed = this.#sealed.get(event.socket);
    if (!sealed) return unit;
    if (unit.layer === 'plain') sealed.add(unit.text, unit.bytes);
    if (event.type !== 'tls-record' || event.content !== 'application_data') return unit;
    const within = sealed.take(event.length);
    return within.length === 0 ? unit : { ...unit, text: `${unit.text}: ${within.join(', ')}` };
  }
}
