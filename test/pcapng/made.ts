import type { InternetAddress } from '../../src/event/address.ts';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';

export const HERE: InternetAddress = { host: '127.0.0.1', port: 52_344 };
export const THERE: InternetAddress = { host: '127.0.0.1', port: 9000 };
/** The ends of a client, and of the socket that its server accepted. */
export const CLIENT = { source: 'app', socket: 'C1', local: HERE, remote: THERE } as const;
export const SERVER = { source: 'app', socket: 'S1', local: THERE, remote: HERE } as const;

/** Octets of a text. */
export function octets(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text));
}

/** A text as an event carries it. */
export function carrying(text: string) {
  const data = octets(text);
  return { bytes: data.length, data };
}

/** A segment that C1 sent to a peer that may be S1; changed as asked. */
export function segment(
  text: string,
  relativeSeq: number,
  change: Partial<EventOf<'segment'>> = {},
): EventOf<'segment'> {
  return {
    ...{ source: 'wire', socket: 'C1', local: HERE, remote: THERE, time: relativeSeq },
    ...{ type: 'segment', by: 'us', to: 'S1', link: 1, header: new Uint8Array(66) },
    ...{ flags: ['PSH', 'ACK'], seq: relativeSeq, ack: 1, relativeSeq, window: 65_536 },
    ...carrying(text),
    ...change,
  };
}

/** A send of C1. */
export function send(text: string, change: Partial<EventOf<'send'>> = {}): SocketEvent {
  return { ...CLIENT, time: 1, type: 'send', ...carrying(text), ...change };
}
