/** The kinds of headers a packet is read into. */
export type LayerName =
  | 'ethernet'
  | 'linux-sll'
  | 'linux-sll2'
  | 'null'
  | 'loop'
  | 'raw'
  | 'ipv4'
  | 'ipv6'
  | 'hop-by-hop-options'
  | 'routing'
  | 'fragment'
  | 'destination-options'
  | 'authentication'
  | 'tcp'
  | 'udp'
  | 'icmp'
  | 'icmpv6';

/** What can be wrong with a header. What was read before it is good. */
export type ProblemKind =
  /** The packet ends before the header does. */
  | 'cut'
  /** The capture took only the first octets of the packet (`tcpdump -s`), and the header has more. Nothing is wrong with the packet. */
  | 'not-captured'
  /** Frames of this link-layer header type are not decoded. */
  | 'unknown-link-type'
  /** The version is not the one the layer below announced. */
  | 'version'
  /** The header says to be shorter than its fixed part. */
  | 'header-length'
  /** The packet says to be shorter than its header, or longer than what carries it. */
  | 'total-length'
  /** An option has no length that can be. */
  | 'option-length'
  /** More extension headers than `MOST_EXTENSIONS`. */
  | 'extension-chain';

/** What is wrong with a packet, as far as one can read it. */
export interface PacketProblem {
  readonly layer: LayerName;
  readonly what: ProblemKind;
  /** Where the header begins, in octets from the beginning of the frame. */
  readonly at: number;
}

/** A part of a packet that is being read. */
export interface Part {
  readonly octets: Uint8Array;
  /** Where it begins. */
  readonly at: number;
  /** Where it ends as the header before it says: beyond `octets` where not all of it was captured. */
  readonly end: number;
}

/** Why the first `length` octets of a part cannot be read. `undefined` when they can. */
export function lacking(part: Part, length: number): 'cut' | 'not-captured' | undefined {
  if (part.at + length > part.end) return 'cut';
  return part.at + length > part.octets.length ? 'not-captured' : undefined;
}
