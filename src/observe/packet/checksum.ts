import type { Ipv4Header } from './ipv4.ts';
import type { Ipv6Header } from './ipv6.ts';
import { uint16 } from './octets.ts';
import type { Packet } from './packet.ts';

type Network = Ipv4Header | Ipv6Header;

/** What a checksum says. */
export type ChecksumVerdict =
  | 'good'
  | 'bad'
  /**
   * Only the pseudo-header is in it: the network card was to add the rest. So it is with nearly all TCP and UDP that a machine captures of
   * what it sends itself, and on loopback of all.
   */
  | 'partial'
  /** The sender made none: 0 in UDP over IPv4 (RFC 768). */
  | 'absent'
  /** Not all octets that are summed were captured, or they are in several fragments. */
  | 'unknown';

/** The verdicts on a packet. `undefined` where there is no checksum: IPv6 has none, a fragment that is not the first neither. */
export interface Checksums {
  /** Of the IPv4 header. */
  readonly network: ChecksumVerdict | undefined;
  readonly transport: ChecksumVerdict | undefined;
}

/**
 * Sums octets as numbers of 16 bits with end-around carry, onto `initial` (RFC 1071 §1). Octets of a right checksum and what it covers
 * give 0xffff.
 */
export function onesSum(octets: Uint8Array, start: number, end: number, initial = 0): number {
  let sum = initial;
  let at = start;
  for (; at + 1 < end; at += 2) sum += uint16(octets, at);
  if (at < end) sum += (octets[at] ?? 0) << 8;
  return fold(sum);
}

/** Checks the checksums of a packet. Reads all of its octets, and is therefore not part of decoding it. */
export function checkSums(packet: Packet): Checksums {
  return { network: checkIpv4(packet), transport: checkTransport(packet) };
}

function checkIpv4({ octets, network }: Packet): ChecksumVerdict | undefined {
  if (network?.kind !== 'ipv4') return undefined;
  const { offset, length } = network;
  if (length < 20 || offset + length > octets.length) return 'unknown';
  return onesSum(octets, offset, offset + length) === 0xffff ? 'good' : 'bad';
}

function checkTransport(packet: Packet): ChecksumVerdict | undefined {
  const { octets, network, transport, payload } = packet;
  if (!network || !transport) return undefined;
  if (transport.kind === 'udp' && transport.checksum === 0 && network.kind === 'ipv4') {
    return 'absent';
  }
  const start = transport.offset;
  const end = payload.offset + payload.length;
  const whole = end <= octets.length && end >= start + transport.length;
  if (!whole || network.moreFragments || isRouted(octets, network)) return 'unknown';
  const pseudo = transport.kind === 'icmp' ? 0 : pseudoHeaderSum(octets, network, end - start);
  if (onesSum(octets, start, end, pseudo) === 0xffff) return 'good';
  return transport.kind !== 'icmp' && transport.checksum === pseudo ? 'partial' : 'bad';
}

/** The sum of what is covered of the IP header: addresses, protocol, length (RFC 9293 §3.1; of IPv6: RFC 8200 §8.1). */
function pseudoHeaderSum(octets: Uint8Array, network: Network, length: number): number {
  const start = network.offset + (network.kind === 'ipv4' ? 12 : 8);
  const end = start + (network.kind === 'ipv4' ? 8 : 32);
  return onesSum(octets, start, end, fold(network.protocol + length));
}

/** Whether a routing header leads on: covered is then the last address of the way, not the one in the header (RFC 8200 §8.1). */
function isRouted(octets: Uint8Array, network: Network): boolean {
  if (network.kind === 'ipv4') return false;
  const routing = network.extensions.find(({ kind }) => kind === 'routing');
  return routing !== undefined && octets[routing.offset + 3] !== 0;
}

/** Sums of more than 2^32 are folded, too. */
function fold(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x10000) + Math.floor(folded / 0x10000);
  return folded;
}
