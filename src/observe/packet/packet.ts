import { decodeIcmp, type IcmpHeader, quotesPacket } from './icmp.ts';
import { decodeIpv4, type Ipv4Header, type ReadNetwork } from './ipv4.ts';
import { decodeIpv6, type Ipv6Header } from './ipv6.ts';
import { decodeLink, type LinkHeader } from './link.ts';
import { uint16 } from './octets.ts';
import type { LayerName, PacketProblem, Part, ProblemKind } from './problem.ts';
import { decodeTcp, type ReadTransport, type TcpHeader } from './tcp-header.ts';
import { decodeUdp, type UdpHeader } from './udp-header.ts';

/** Octets behind the headers. */
export interface Payload {
  /** From the beginning of the frame. */
  readonly offset: number;
  /** As the headers say. */
  readonly length: number;
  /** How many of them were captured. */
  readonly captured: number;
}

/** An IP packet: one of a capture, or one that an ICMP error quotes. What cannot be read is `undefined`, and `problem` says why. */
export interface IpPacket {
  readonly network: Ipv4Header | Ipv6Header | undefined;
  /** `undefined` in a fragment that is not the first, and for other protocols. */
  readonly transport: TcpHeader | UdpHeader | IcmpHeader | undefined;
  /** Of TCP and UDP; also where no more of the header is there. */
  readonly ports: { readonly source: number; readonly destination: number } | undefined;
  /** What the innermost header that was read carries. */
  readonly payload: Payload;
  /** The packet an ICMP error is about: its beginning, in the octets of `payload`. */
  readonly quoted: IpPacket | undefined;
  /** The first thing that is wrong. */
  readonly problem: PacketProblem | undefined;
}

/** A packet of a capture, read header by header. Offsets count from the beginning of the frame. */
export interface Packet extends IpPacket {
  readonly octets: Uint8Array;
  /** Octets it had on the wire. */
  readonly originalLength: number;
  readonly link: LinkHeader | undefined;
}

/** The numbers of the protocols that are read behind IP (RFC 791 §3.1, RFC 8200 §3; assigned by IANA). */
export const PROTOCOL = { icmp: 1, tcp: 6, udp: 17, icmpv6: 58 } as const;

/**
 * Reads the headers of a captured frame. Never throws, and never reads beyond the octets. `linkType`: see `LINK_TYPE`;
 * `originalLength`: octets it had on the wire. The octets are kept, not copied.
 */
export function decodePacket(
  linkType: number,
  octets: Uint8Array,
  originalLength = octets.length,
): Packet {
  const end = Math.max(originalLength, octets.length);
  const { header: link, problem } = decodeLink(linkType, { octets, at: 0, end });
  const part = { octets, at: link ? link.length : 0, end };
  const network = link?.network;
  const inner = network ? decodeIp(network, part, false) : unread(part, problem);
  return {
    octets,
    originalLength: end,
    link,
    network: inner.network,
    transport: inner.transport,
    ports: inner.ports,
    payload: inner.payload,
    quoted: inner.quoted,
    problem: inner.problem,
  };
}

/** `quoted`: only the beginning of the packet is there, which is as it should be (RFC 792, RFC 4443 §2.4). */
function decodeIp(kind: 'ipv4' | 'ipv6', part: Part, quoted: boolean): IpPacket {
  const read: ReadNetwork<Ipv4Header | Ipv6Header> =
    kind === 'ipv4' ? decodeIpv4(part) : decodeIpv6(part);
  const problem = problemOf(read.problem, kind, part.at, quoted);
  const { header: network, payloadAt } = read;
  if (!network || payloadAt === undefined) return { ...unread(part, problem), network };
  const inner = { octets: part.octets, at: payloadAt, end: read.end };
  if (network.fragmentOffset > 0) return { ...unread(inner, problem), network };
  return decodeTransport(network, inner, problem, quoted);
}

function decodeTransport(
  network: Ipv4Header | Ipv6Header,
  part: Part,
  before: PacketProblem | undefined,
  quoted: boolean,
): IpPacket {
  const layer = layerOf(network);
  if (!layer) return { ...unread(part, before), network };
  const read = readTransport(layer, part, quoted || network.moreFragments);
  const { header: transport, payloadAt = part.at } = read;
  const ports = layer === 'tcp' || layer === 'udp' ? portsOf(part) : undefined;
  const payload = span({ octets: part.octets, at: payloadAt, end: read.end });
  const problem = before ?? problemOf(read.problem, layer, part.at, quoted);
  const quote = quotedIn(transport, part.octets, payload, quoted);
  return { network, transport, ports, payload, quoted: quote, problem };
}

function layerOf({ kind, protocol }: Ipv4Header | Ipv6Header): TransportKind | undefined {
  if (protocol === PROTOCOL.tcp) return 'tcp';
  if (protocol === PROTOCOL.udp) return 'udp';
  if (kind === 'ipv4') return protocol === PROTOCOL.icmp ? 'icmp' : undefined;
  return protocol === PROTOCOL.icmpv6 ? 'icmpv6' : undefined;
}

type TransportKind = (TcpHeader | UdpHeader | IcmpHeader)['kind'];

function readTransport(
  layer: TransportKind,
  part: Part,
  incomplete: boolean,
): ReadTransport<TcpHeader | UdpHeader | IcmpHeader> {
  if (layer === 'tcp') return decodeTcp(part);
  return layer === 'udp' ? decodeUdp(part, incomplete) : decodeIcmp(part, layer);
}

function quotedIn(
  transport: IpPacket['transport'],
  octets: Uint8Array,
  payload: Payload,
  quoted: boolean,
): IpPacket | undefined {
  // An error is never about an error (RFC 1122 §3.2.2, RFC 4443 §2.4): what claims so is not followed.
  if (quoted || !transport || transport.kind === 'tcp' || transport.kind === 'udp')
    return undefined;
  if (!quotesPacket(transport)) return undefined;
  const { offset: at, length } = payload;
  return decodeIp(
    transport.kind === 'icmp' ? 'ipv4' : 'ipv6',
    { octets, at, end: at + length },
    true,
  );
}

function portsOf({ octets, at, end }: Part): IpPacket['ports'] {
  if (at + 4 > Math.min(end, octets.length)) return undefined;
  return { source: uint16(octets, at), destination: uint16(octets, at + 2) };
}

function unread(part: Part, problem: PacketProblem | undefined): IpPacket {
  return {
    network: undefined,
    transport: undefined,
    ports: undefined,
    payload: span(part),
    quoted: undefined,
    problem,
  };
}

function span({ octets, at, end }: Part): Payload {
  const offset = Math.min(at, end);
  const captured = Math.max(0, Math.min(end, octets.length) - offset);
  return { offset, length: end - offset, captured };
}

function problemOf(
  what: ProblemKind | undefined,
  layer: LayerName,
  at: number,
  quoted: boolean,
): PacketProblem | undefined {
  if (!what) return undefined;
  const expected = what === 'cut' || what === 'not-captured' || what === 'total-length';
  return quoted && expected ? undefined : { layer, what, at };
}
