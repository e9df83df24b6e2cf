import type { Microseconds } from '../event/clock.ts';
import type { SocketEvent } from '../event/event.ts';
import { type IpAddress, ipAddress } from './ip-address.ts';
import { ipPacket, type MadePacket, mostPayload, put16 } from './ip-packet.ts';
import { endsOf, type ToldEnds } from './told-ends.ts';
import type { Unit } from './unit.ts';

/** RFC 768. */
const HEADER = 8;

/** The packet of a datagram that an event tells of; `undefined` for one its sender tells of, too, or whose ends are not known. */
export function datagramOf(
  event: SocketEvent,
  unit: Unit,
  ends: ToldEnds,
): (MadePacket & { readonly time: Microseconds }) | undefined {
  const known = endsOf(event);
  if (!known || (unit.by === 'peer' && ends.sendsDatagrams(known.remote))) return undefined;
  const { remote } = known;
  const local = addressed(known.local, remote);
  const [from, to] = unit.by === 'us' ? [local, remote] : [remote, local];
  if (unit.bytes > mostPayload(from, HEADER)) return undefined; // no datagram is so long
  const payload = unit.octets().subarray(0, unit.bytes);
  const size = unit.bytes;
  const header = new Uint8Array(HEADER);
  put16(header, 0, from.port);
  put16(header, 2, to.port);
  put16(header, 4, HEADER + size);
  return { time: event.time, ...ipPacket(from, to, { protocol: 'udp', header, payload, size }) };
}

/** A socket that is bound to all addresses is spoken to at one: on loopback, at that of the other end. */
function addressed(local: IpAddress, remote: IpAddress): IpAddress {
  return local.isUnspecified && remote.isLoopback ? ipAddress(remote.octets, local.port) : local;
}
