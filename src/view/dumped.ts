import type { SocketEvent } from '../event/event.ts';

/** Octets to be shown in hex, and how many there were in all. */
export interface Dumped {
  readonly data: Uint8Array;
  readonly all: number;
}

/** Octets before the content of a TLS record (RFC 8446 §5.1). */
const RECORD_HEADER = 5;

/** The octets of a step, a packet's from the first of its headers on; `undefined` for one that has none. */
export function dumped(event: SocketEvent): Dumped | undefined {
  switch (event.type) {
    case 'send':
    case 'receive':
      return { data: event.data, all: event.bytes };
    case 'tls-record':
      return { data: event.data, all: event.length + RECORD_HEADER };
    case 'segment':
    case 'datagram':
      return {
        data: Buffer.concat([event.header, event.data]),
        all: event.header.length + event.bytes,
      };
    case 'ip-fragment':
    case 'dropped':
      return { data: event.header, all: event.header.length + event.bytes };
    case 'icmp':
      return { data: event.header, all: event.header.length };
    default:
      return undefined;
  }
}
