import type { EventOf, SocketEvent } from '../event/event.ts';

/** An event that is a packet. */
export type PacketEvent = EventOf<'segment' | 'datagram' | 'ip-fragment' | 'icmp' | 'dropped'>;

const PACKETS: ReadonlySet<string> = new Set<PacketEvent['type']>([
  ...(['segment', 'datagram', 'ip-fragment', 'icmp', 'dropped'] as const),
]);

/** Whether an event is a packet. */
export function isPacket(event: SocketEvent): event is PacketEvent {
  return PACKETS.has(event.type);
}

/** FNV-1a's numbers for 32 bits. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
/** As many bits of the time as are exact beside 32 others. */
const TIMES = 2 ** 20;

/**
 * A number for a packet: of its time and its headers, which no other has. What was dropped behind the capture has the time and the headers
 * of the packet that was captured.
 */
export function packetKey({ time, header }: PacketEvent): number {
  let hash = BASIS;
  for (const octet of header) hash = Math.imul(hash ^ octet, PRIME);
  return (time % TIMES) * 2 ** 32 + (hash >>> 0);
}
