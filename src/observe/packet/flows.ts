import type { InternetAddress } from '../../event/address.ts';
import type { Microseconds } from '../../event/clock.ts';
import type { Packet } from './packet.ts';
import { type FlowEnd, type Segment, TcpFlow } from './tcp-flow.ts';
import type { TcpHeader } from './tcp-header.ts';
import { TCP_FLAG } from './tcp-header.ts';
import { hasMoreThanTimestamps, readTcpOptions, type TcpOption } from './tcp-options.ts';

/** Flows that are known at once, unless said otherwise. */
export const MOST_FLOWS = 4096;

interface Place {
  readonly flow: TcpFlow;
  readonly from: FlowEnd;
}

const NO_OPTIONS: readonly TcpOption[] = [];

/**
 * Sorts segments into flows, by addresses and ports, and has them analysed. A SYN with another initial sequence number begins a new flow. Where
 * there are more than `most`, the one that was silent the longest is forgotten.
 */
export class Flows {
  readonly #most: number;
  /** By the sender's end and the receiver's: each flow stands in it once for each direction. Who was heard last stands last. */
  readonly #places = new Map<string, Place>();
  #latest: TcpFlow | undefined;
  #begun = 0;
  #forgotten = 0;

  constructor(most = MOST_FLOWS) {
    this.#most = most;
  }

  /** Flows that were forgotten for others. What comes of them later begins a new one. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** Takes the next packet of a capture. `undefined` for what has no TCP header that could be read whole. */
  take(packet: Packet, time: Microseconds): Segment | undefined {
    const { network, transport, octets, payload } = packet;
    if (!network || transport?.kind !== 'tcp' || payload.offset === transport.offset) {
      return undefined;
    }
    const source = { host: network.source, port: transport.sourcePort };
    const destination = { host: network.destination, port: transport.destinationPort };
    const { flow, from } = this.#placeOf(source, destination, transport);
    const { offset, length } = transport;
    const span = { octets, start: offset + 20, end: offset + length };
    const options = hasMoreThanTimestamps(span) ? readTcpOptions(span) : NO_OPTIONS;
    return flow.take({ time, header: transport, options, length: payload.length }, from);
  }

  #placeOf(source: InternetAddress, destination: InternetAddress, header: TcpHeader): Place {
    const key = keyOf(source, destination);
    const place = this.#places.get(key);
    if (!place || place.flow.isReusedBy(header, place.from)) {
      return this.#begin(source, destination, header.flags);
    }
    if (place.flow !== this.#latest) this.#keep(place.flow);
    return place;
  }

  #begin(source: InternetAddress, destination: InternetAddress, flags: number): Place {
    // The end that sends SYN and ACK was called.
    const called = (flags & TCP_FLAG.SYN) !== 0 && (flags & TCP_FLAG.ACK) !== 0;
    const ends = called ? ([destination, source] as const) : ([source, destination] as const);
    const flow = new TcpFlow(this.#begun, ends);
    this.#begun += 1;
    this.#keep(flow);
    if (this.#places.size > 2 * this.#most) this.#forget();
    return { flow, from: called ? 1 : 0 };
  }

  /** Puts a flow behind all others. */
  #keep(flow: TcpFlow): void {
    this.#latest = flow;
    const [first, second] = flow.ends;
    for (const [from, key] of [keyOf(first, second), keyOf(second, first)].entries()) {
      this.#places.delete(key);
      this.#places.set(key, { flow, from: from === 0 ? 0 : 1 });
    }
  }

  #forget(): void {
    const [oldest] = this.#places.values();
    if (!oldest) return;
    const [first, second] = oldest.flow.ends;
    this.#places.delete(keyOf(first, second));
    this.#places.delete(keyOf(second, first));
    this.#forgotten += 1;
  }
}

function keyOf(from: InternetAddress, to: InternetAddress): string {
  return `${from.host} ${from.port} ${to.host} ${to.port}`;
}
