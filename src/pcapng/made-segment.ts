import type { TcpFlag } from '../event/wire-event.ts';
import type { IpAddress } from './ip-address.ts';
import { ipPacket, type MadePacket, mostPayload, put16 } from './ip-packet.ts';

/** The numbers of a segment, and its payload: `size` octets, the first of which are known. */
export interface MadeSegment {
  readonly seq: number;
  readonly ack: number;
  readonly flags: readonly TcpFlag[];
  readonly payload?: Uint8Array;
  readonly size?: number;
}

const HEADER = 20;
const WINDOW = 0xffff;
const FLAGS: Readonly<Partial<Record<TcpFlag, number>>> = {
  ...{ FIN: 0x01, SYN: 0x02, RST: 0x04, PSH: 0x08, ACK: 0x10 },
};
/** Kind and length of the option MSS (RFC 9293 §3.2). */
const MSS = [2, 4] as const;
const ETHERNET_MTU = 1500;
const IP_HEADERS: Readonly<Record<number, number>> = { 4: 20, 16: 40 };

/** The longest payload between two ends (RFC 9293 §3.7.1): on loopback as IP allows, else as on Ethernet. */
export function mssBetween(one: IpAddress, other: IpAddress): number {
  if (one.isLoopback && other.isLoopback) return mostPayload(one, HEADER);
  return ETHERNET_MTU - HEADER - (IP_HEADERS[one.octets.length] ?? 0);
}

/** A segment with the header of RFC 9293 §3.1: a SYN says the MSS, and nothing else has options. */
export function madeSegment(from: IpAddress, to: IpAddress, segment: MadeSegment): MadePacket {
  const { seq, ack, flags, payload = new Uint8Array(), size = payload.length } = segment;
  const isSyn = flags.includes('SYN');
  const header = new Uint8Array(isSyn ? HEADER + 4 : HEADER);
  put16(header, 0, from.port);
  put16(header, 2, to.port);
  put32(header, 4, seq);
  if (flags.includes('ACK')) put32(header, 8, ack);
  header[12] = (header.length / 4) << 4;
  header[13] = flags.reduce((bits, flag) => bits | (FLAGS[flag] ?? 0), 0);
  put16(header, 14, WINDOW);
  if (isSyn) {
    header.set(MSS, HEADER);
    put16(header, HEADER + 2, mssBetween(from, to));
  }
  return ipPacket(from, to, { protocol: 'tcp', header, payload, size });
}

function put32(octets: Uint8Array, at: number, value: number): void {
  put16(octets, at, Math.floor(value / 0x10000));
  put16(octets, at + 2, value);
}
