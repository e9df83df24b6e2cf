import { type Address, isPath } from '../event/address.ts';
import type { EventOf } from '../event/event.ts';
import { grouped } from '../text/quantity.ts';
import type { Text } from '../text/text.ts';

/** Octets of a UDP header (RFC 768). */
const HEADER = 8;

/** A field of a header: its name, and its value in words. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/**
 * The header of a datagram that a program sent or received (RFC 768), its ports and length derived from what the program knows. The
 * checksum it cannot know. A port is `?` when nobody knows it.
 */
export function udpHeader(event: EventOf<'send' | 'receive'>, text: Text): readonly Field[] {
  const { header, length, checksumUnknown } = text.udp;
  const [from, to] =
    event.type === 'send' ? [event.local, event.remote] : [event.remote, event.local];
  const sizes = { whole: grouped(HEADER + event.bytes), payload: grouped(event.bytes) };
  return [
    { name: header.source, value: portOf(from) },
    { name: header.destination, value: portOf(to) },
    { name: header.length, value: length(sizes) },
    { name: header.checksum, value: checksumUnknown },
  ];
}

function portOf(address: Address | undefined): string {
  return address === undefined || isPath(address) ? '?' : String(address.port);
}
