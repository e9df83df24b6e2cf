import type { IpAddress } from './ip-address.ts';

/** What IP carries: the transport header, with its checksum still 0, and the first octets of a payload of `size`. */
export interface Carried {
  readonly protocol: 'tcp' | 'udp';
  readonly header: Uint8Array;
  readonly payload: Uint8Array;
  readonly size: number;
}

/** A packet that was made up: what is there of it, and how long it would be. */
export interface MadePacket {
  readonly octets: readonly Uint8Array[];
  readonly length: number;
}

/** Protocol numbers (RFC 791 §3.1, assigned by IANA), and where the checksum stands in each header (RFC 9293 §3.1, RFC 768). */
const PROTOCOLS = {
  tcp: { number: 6, checksumAt: 16 },
  udp: { number: 17, checksumAt: 6 },
} as const;
const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
const HOPS = 64;
const DONT_FRAGMENT = 0x4000;
/** The most octets IP's length can say. */
const LONGEST = 0xffff;

/** The most octets of payload that fit into one packet between these ends, behind a transport header of so many. */
export function mostPayload({ octets }: IpAddress, transport: number): number {
  return LONGEST - transport - (octets.length === 4 ? IPV4_HEADER : 0);
}

/** An IP packet without a link header (LINKTYPE_RAW), its checksums right; where octets of the payload are not known, as if they were 0. */
export function ipPacket(from: IpAddress, to: IpAddress, carried: Carried): MadePacket {
  const { header, payload, size } = carried;
  const length = header.length + size;
  const { number, checksumAt } = PROTOCOLS[carried.protocol];
  const pseudo = sum(from.octets) + sum(to.octets) + number + length;
  const transport = header.slice();
  const checksum = checksumOf(pseudo + sum(header) + sum(payload));
  // 0 would say that there is none (RFC 768).
  put16(transport, checksumAt, checksum === 0 ? 0xffff : checksum);
  const ip =
    from.octets.length === 4 ? ipv4(from, to, number, length) : ipv6(from, to, number, length);
  return { octets: [ip, transport, payload], length: ip.length + length };
}

function ipv4(from: IpAddress, to: IpAddress, protocol: number, length: number): Uint8Array {
  const header = new Uint8Array(IPV4_HEADER);
  header[0] = 0x45;
  put16(header, 2, IPV4_HEADER + length);
  put16(header, 6, DONT_FRAGMENT);
  header[8] = HOPS;
  header[9] = protocol;
  header.set(from.octets, 12);
  header.set(to.octets, 16);
  put16(header, 10, checksumOf(sum(header)));
  return header;
}

function ipv6(from: IpAddress, to: IpAddress, protocol: number, length: number): Uint8Array {
  const header = new Uint8Array(IPV6_HEADER);
  header[0] = 0x60;
  put16(header, 4, length);
  header[6] = protocol;
  header[7] = HOPS;
  header.set(from.octets, 8);
  header.set(to.octets, 24);
  return header;
}

/** The octets as numbers of 16 bits, summed; an odd one at the end is the upper half of one (RFC 1071 §1). */
function sum(octets: Uint8Array): number {
  let total = 0;
  for (const [at, octet] of octets.entries()) total += at % 2 === 0 ? octet << 8 : octet;
  return total;
}

/** Carries come around, and the complement of it all (RFC 1071 §1). */
function checksumOf(total: number): number {
  let folded = total;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return ~folded & 0xffff;
}

/** Two octets, the most significant first. */
export function put16(octets: Uint8Array, at: number, value: number): void {
  octets[at] = (value >>> 8) & 0xff;
  octets[at + 1] = value & 0xff;
}
