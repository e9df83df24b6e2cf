import { ipv6Text } from './address-text.ts';
import type { ReadNetwork } from './ipv4.ts';
import { uint16, uint32 } from './octets.ts';
import { type LayerName, lacking, type Part, type ProblemKind } from './problem.ts';

/** A header between that of IPv6 and what it carries (RFC 8200 §4). */
export interface ExtensionHeader {
  readonly kind: (typeof EXTENSION)[keyof typeof EXTENSION];
  readonly offset: number;
  readonly length: number;
}

/** The header of an IPv6 packet (RFC 8200 §3), with what its extension headers say. */
export interface Ipv6Header {
  readonly kind: 'ipv6';
  readonly offset: number;
  /** Octets of the header itself: 40. */
  readonly length: number;
  readonly dscp: number;
  readonly ecn: number;
  readonly flowLabel: number;
  /** Octets behind the header, as it says. 0 where they are more than 65,535, or the network card was to divide the packet. */
  readonly payloadLength: number;
  readonly nextHeader: number;
  readonly hopLimit: number;
  readonly source: string;
  readonly destination: string;
  readonly extensions: readonly ExtensionHeader[];
  /** What is carried behind all extension headers. */
  readonly protocol: number;
  /** From the fragment header (§4.5): 0, false and `undefined` without one. */
  readonly fragmentOffset: number;
  readonly moreFragments: boolean;
  readonly identification: number | undefined;
}

/** The extension headers that are read over, by their protocol number. */
export const EXTENSION = {
  0: 'hop-by-hop-options',
  43: 'routing',
  44: 'fragment',
  51: 'authentication',
  60: 'destination-options',
} as const satisfies Readonly<Record<number, LayerName>>;

const KINDS: ReadonlyMap<number, ExtensionHeader['kind']> = new Map(
  Object.entries(EXTENSION).map(([number, kind]) => [Number(number), kind]),
);

/** The most extension headers that are read of a packet. Each may come once or twice (RFC 8200 §4.1). */
export const MOST_EXTENSIONS = 16;

const LENGTH = 40;
const NO_NEXT_HEADER = 59;
const NONE: readonly ExtensionHeader[] = [];

interface Chain {
  readonly extensions: readonly ExtensionHeader[];
  readonly protocol: number;
  readonly at: number;
  readonly problem: ProblemKind | undefined;
}

/** Reads an IPv6 header and the extension headers behind it. */
export function decodeIpv6(part: Part): ReadNetwork<Ipv6Header> {
  const { octets, at, end } = part;
  const lack = lacking(part, LENGTH);
  if (lack) return { header: undefined, payloadAt: undefined, end, problem: lack };
  if ((octets[at] ?? 0) >>> 4 !== 6) {
    return { header: undefined, payloadAt: undefined, end, problem: 'version' };
  }
  const total = payloadEnd(octets, at, end);
  const chain = readChain({ octets, at: at + LENGTH, end: total.end }, octets[at + 6] ?? 0);
  return {
    header: readHeader(octets, at, chain),
    payloadAt: chain.problem ? undefined : chain.at,
    end: total.end,
    problem: chain.problem ?? total.problem,
  };
}

function readHeader(octets: Uint8Array, at: number, chain: Chain): Ipv6Header {
  const first = uint32(octets, at);
  return {
    kind: 'ipv6',
    offset: at,
    length: LENGTH,
    dscp: (first >>> 22) & 0x3f,
    ecn: (first >>> 20) & 3,
    flowLabel: first & 0xfffff,
    payloadLength: uint16(octets, at + 4),
    nextHeader: octets[at + 6] ?? 0,
    hopLimit: octets[at + 7] ?? 0,
    source: ipv6Text(octets, at + 8),
    destination: ipv6Text(octets, at + 24),
    extensions: chain.extensions,
    protocol: chain.protocol,
    ...fragmentOf(octets, chain.extensions),
  };
}

function payloadEnd(
  octets: Uint8Array,
  at: number,
  end: number,
): { end: number; problem: ProblemKind | undefined } {
  const length = uint16(octets, at + 4);
  // Longer than the field can say: a jumbogram (RFC 2675 §3), or a packet that the network card was to divide.
  if (length === 0 && octets[at + 6] !== NO_NEXT_HEADER) return { end, problem: undefined };
  const claimed = at + LENGTH + length;
  return claimed > end ? { end, problem: 'total-length' } : { end: claimed, problem: undefined };
}

function readChain(part: Part, nextHeader: number): Chain {
  let protocol = nextHeader;
  let { at } = part;
  let kind = KINDS.get(protocol);
  if (!kind) return { extensions: NONE, protocol, at, problem: undefined };
  const extensions: ExtensionHeader[] = [];
  while (kind) {
    const length = extensionLength(part.octets, at, kind);
    const here = { ...part, at };
    // What a fragment that is not the first carries begins in the middle of something.
    const problem = lacking(here, 8) ?? lacking(here, length);
    if (problem) return { extensions, protocol, at, problem };
    if (extensions.length === MOST_EXTENSIONS) {
      return { extensions, protocol, at, problem: 'extension-chain' };
    }
    extensions.push({ kind, offset: at, length });
    protocol = part.octets[at] ?? 0;
    at += length;
    kind =
      kind === 'fragment' && isLater(part.octets, at - length) ? undefined : KINDS.get(protocol);
  }
  return { extensions, protocol, at, problem: undefined };
}

/** In units of eight octets beyond the first; of the authentication header in units of four beyond the second (RFC 4302 §2.2). */
function extensionLength(octets: Uint8Array, at: number, kind: ExtensionHeader['kind']): number {
  if (kind === 'fragment') return 8;
  const units = octets[at + 1] ?? 0;
  return kind === 'authentication' ? (units + 2) * 4 : (units + 1) * 8;
}

function isLater(octets: Uint8Array, at: number): boolean {
  return uint16(octets, at + 2) >>> 3 > 0;
}

function fragmentOf(
  octets: Uint8Array,
  extensions: readonly ExtensionHeader[],
): Pick<Ipv6Header, 'fragmentOffset' | 'moreFragments' | 'identification'> {
  const found = extensions.find(({ kind }) => kind === 'fragment');
  if (!found) return { fragmentOffset: 0, moreFragments: false, identification: undefined };
  const field = uint16(octets, found.offset + 2);
  return {
    // Thirteen bits count units of eight octets: what is left of the field is the offset itself.
    fragmentOffset: field & 0xfff8,
    moreFragments: (field & 1) !== 0,
    identification: uint32(octets, found.offset + 4),
  };
}
