import { uint16, uint32 } from './octets.ts';
import { LINK_TYPE } from './pcap-header.ts';
import { lacking, type PacketProblem, type Part } from './problem.ts';

/** What stands before the IP packet in a frame, by the link-layer header type of the capture (pcap-linktype(7)). */
export interface LinkHeader {
  readonly kind: 'ethernet' | 'linux-sll' | 'linux-sll2' | 'null' | 'loop' | 'raw';
  readonly offset: number;
  readonly length: number;
  /** What the frame carries. `undefined` where it is no IP packet: ARP, or unknown. */
  readonly network: 'ipv4' | 'ipv6' | undefined;
  /** As the header has it: an EtherType, or the number of an address family; 0 where it has none. */
  readonly protocol: number;
  /** Of Linux's own headers (packet(7)): 0 to us, 1 broadcast, 2 multicast, 3 to somebody else, 4 from us. */
  readonly packetType: number | undefined;
}

/** The header and what is wrong with it. */
export interface ReadLink {
  readonly header: LinkHeader | undefined;
  readonly problem: PacketProblem | undefined;
}

const ETHER_TYPE_IPV4 = 0x0800;
const ETHER_TYPE_IPV6 = 0x86dd;
/** Tags of IEEE 802.1Q and 802.1ad, four octets each. */
const TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8]);
const MOST_TAGS = 2;
/** AF_INET and AF_INET6 as Linux, the BSDs and macOS number them. */
const FAMILY_IPV4 = 2;
const FAMILIES_IPV6: ReadonlySet<number> = new Set([10, 24, 28, 30]);

/** Reads the header of the link layer at the beginning of a frame. */
export function decodeLink(linkType: number, part: Part): ReadLink {
  switch (linkType) {
    case LINK_TYPE.ethernet:
      return decodeEthernet(part);
    case LINK_TYPE.linuxSll:
      return cooked(part, 'linux-sll', 16, 14, packetTypeOf(part, 1));
    case LINK_TYPE.linuxSll2:
      return cooked(part, 'linux-sll2', 20, 0, packetTypeOf(part, 10));
    case LINK_TYPE.null:
    case LINK_TYPE.loop:
      return decodeFamily(part, linkType === LINK_TYPE.loop ? 'loop' : 'null');
    case LINK_TYPE.raw:
    case LINK_TYPE.ipv4:
    case LINK_TYPE.ipv6:
      return decodeRaw(part);
    default:
      return problem(part, 'raw', 'unknown-link-type');
  }
}

function decodeEthernet(part: Part): ReadLink {
  let length = 14;
  for (let tags = 0; tags < MOST_TAGS; tags += 1) {
    if (!TAGS.has(uint16(part.octets, part.at + length - 2))) break;
    length += 4;
  }
  const lack = lacking(part, length);
  if (lack) return problem(part, 'ethernet', lack);
  return read(part, 'ethernet', length, uint16(part.octets, part.at + length - 2), undefined);
}

/** The header tcpdump makes for `-i any`. */
function cooked(
  part: Part,
  kind: 'linux-sll' | 'linux-sll2',
  length: number,
  protocolAt: number,
  packetType: number | undefined,
): ReadLink {
  const lack = lacking(part, length);
  if (lack) return problem(part, kind, lack);
  return read(part, kind, length, uint16(part.octets, part.at + protocolAt), packetType);
}

function packetTypeOf({ octets, at }: Part, offset: number): number | undefined {
  return octets[at + offset];
}

/** An address family of 32 bits: in the order of the machine that captured for NULL, the most significant octet first for LOOP. */
function decodeFamily(part: Part, kind: 'null' | 'loop'): ReadLink {
  const lack = lacking(part, 4);
  if (lack) return problem(part, kind, lack);
  const big = uint32(part.octets, part.at);
  // A family is a small number, whichever order it is in.
  const family = kind === 'null' && big > 0xffff ? (part.octets[part.at] ?? 0) : big;
  return { header: header(part, kind, 4, family, ofFamily(family), undefined), problem: undefined };
}

function decodeRaw(part: Part): ReadLink {
  const version = (part.octets[part.at] ?? 0) >>> 4;
  const network = version === 6 ? 'ipv6' : 'ipv4';
  return { header: header(part, 'raw', 0, 0, network, undefined), problem: undefined };
}

function read(
  part: Part,
  kind: LinkHeader['kind'],
  length: number,
  protocol: number,
  packetType: number | undefined,
): ReadLink {
  const network = ofEtherType(protocol);
  return {
    header: header(part, kind, length, protocol, network, packetType),
    problem: undefined,
  };
}

function header(
  part: Part,
  kind: LinkHeader['kind'],
  length: number,
  protocol: number,
  network: LinkHeader['network'],
  packetType: number | undefined,
): LinkHeader {
  return { kind, offset: part.at, length, network, protocol, packetType };
}

function ofEtherType(protocol: number): LinkHeader['network'] {
  if (protocol === ETHER_TYPE_IPV4) return 'ipv4';
  return protocol === ETHER_TYPE_IPV6 ? 'ipv6' : undefined;
}

function ofFamily(family: number): LinkHeader['network'] {
  if (family === FAMILY_IPV4) return 'ipv4';
  return FAMILIES_IPV6.has(family) ? 'ipv6' : undefined;
}

function problem(part: Part, layer: LinkHeader['kind'], what: PacketProblem['what']): ReadLink {
  return { header: undefined, problem: { layer, what, at: part.at } };
}
