import { ipv4Text } from './address-text.ts';
import { uint16 } from './octets.ts';
import { lacking, type Part, type ProblemKind } from './problem.ts';

/** The header of an IPv4 packet (RFC 791 §3.1). */
export interface Ipv4Header {
  readonly kind: 'ipv4';
  readonly offset: number;
  /** Octets of the header, options included: 20 to 60. */
  readonly length: number;
  /** Differentiated services (RFC 2474 §3), and explicit congestion notification (RFC 3168 §5). */
  readonly dscp: number;
  readonly ecn: number;
  /** Octets of header and payload, as the header says. 0 where the network card was to divide the packet, and was not asked yet. */
  readonly totalLength: number;
  readonly identification: number;
  readonly dontFragment: boolean;
  readonly moreFragments: boolean;
  /** Where the payload belongs in the packet before it was divided, in octets. */
  readonly fragmentOffset: number;
  readonly timeToLive: number;
  readonly protocol: number;
  readonly checksum: number;
  readonly source: string;
  readonly destination: string;
}

/** A header, where its payload ends, and what is wrong with it. */
export interface ReadNetwork<Header> {
  readonly header: Header | undefined;
  /** Where the payload begins. `undefined` when that cannot be known. */
  readonly payloadAt: number | undefined;
  /** Where the packet ends, in octets of the frame. */
  readonly end: number;
  readonly problem: ProblemKind | undefined;
}

const SHORTEST = 20;

/** Reads an IPv4 header. */
export function decodeIpv4(part: Part): ReadNetwork<Ipv4Header> {
  const { octets, at, end } = part;
  const lack = lacking(part, SHORTEST);
  if (lack) return { header: undefined, payloadAt: undefined, end, problem: lack };
  const first = octets[at] ?? 0;
  const length = (first & 0x0f) * 4;
  if (first >>> 4 !== 4)
    return { header: undefined, payloadAt: undefined, end, problem: 'version' };
  const header = readHeader(octets, at, length);
  if (length < SHORTEST) return { header, payloadAt: undefined, end, problem: 'header-length' };
  const total = totalEnd(header, end);
  const cut = lacking({ octets, at, end: total.end }, length);
  return {
    header,
    payloadAt: cut ? undefined : at + length,
    end: total.end,
    problem: cut ?? total.problem,
  };
}

function readHeader(octets: Uint8Array, at: number, length: number): Ipv4Header {
  const service = octets[at + 1] ?? 0;
  const fragment = uint16(octets, at + 6);
  return {
    kind: 'ipv4',
    offset: at,
    length,
    dscp: service >>> 2,
    ecn: service & 3,
    totalLength: uint16(octets, at + 2),
    identification: uint16(octets, at + 4),
    dontFragment: (fragment & 0x4000) !== 0,
    moreFragments: (fragment & 0x2000) !== 0,
    fragmentOffset: (fragment & 0x1fff) * 8,
    timeToLive: octets[at + 8] ?? 0,
    protocol: octets[at + 9] ?? 0,
    checksum: uint16(octets, at + 10),
    source: ipv4Text(octets, at + 12),
    destination: ipv4Text(octets, at + 16),
  };
}

/** The frame may be longer than the packet, which it is padded behind, but not shorter. */
function totalEnd(
  { offset, length, totalLength }: Ipv4Header,
  end: number,
): { end: number; problem: ProblemKind | undefined } {
  if (totalLength === 0) return { end, problem: undefined };
  if (totalLength < length || offset + totalLength > end) return { end, problem: 'total-length' };
  return { end: offset + totalLength, problem: undefined };
}
