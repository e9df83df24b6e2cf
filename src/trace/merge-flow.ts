import { type Address, isPath } from '../event/address.ts';
import type { SocketEvent, SocketLabel } from '../event/event.ts';

const MAPPED = /^::ffff:(?=\d+\.)/i;

/** An end as both sides write it: an IPv4 address in IPv6's clothes (RFC 4291 §2.5.5.2) is that address. `undefined` for a path. */
export function endOf(address: Address | undefined): string | undefined {
  if (address === undefined || isPath(address)) return undefined;
  return `${address.host.toLowerCase().replace(MAPPED, '')} ${address.port}`;
}

/** Whether a label is a datagram socket's, which keeps no peer of its own. */
export function isDatagramSocket(label: SocketLabel): boolean {
  return label.startsWith('U');
}

/** What tells a connection's two ends apart from all others, as one end has it and as the other has it (RFC 9293 §3.3.1). */
export interface EndPair {
  readonly own: string;
  readonly mirrored: string;
}

/** The pair of ends an event names; `undefined` where one is not known, or is a path. */
export function endPair(
  label: SocketLabel,
  local: Address | undefined,
  remote: Address | undefined,
): EndPair | undefined {
  const [near, far] = [endOf(local), endOf(remote)];
  if (near === undefined || far === undefined) return undefined;
  const protocol = isDatagramSocket(label) ? 'udp' : 'tcp';
  return { own: `${protocol} ${near} ${far}`, mirrored: `${protocol} ${far} ${near}` };
}

/** What a capture has of one packet. */
export type Packet = Extract<SocketEvent, { readonly link: number }>;

/** Whether an event is a packet: all that the wire tells, but for how many were not captured. */
export function isPacket(event: SocketEvent): event is Packet {
  return 'link' in event;
}
