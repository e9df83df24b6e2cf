import { uint16, uint32 } from './octets.ts';
import { lacking, type Part, type ProblemKind } from './problem.ts';
import { optionsProblem } from './tcp-options.ts';

/**
 * The control bits of a segment (RFC 9293 §3.1; CWR and ECE: RFC 3168 §6.1), as numbers in the 12 bits behind the data offset. The four
 * highest are reserved.
 */
export const TCP_FLAG = {
  FIN: 0x001,
  SYN: 0x002,
  RST: 0x004,
  PSH: 0x008,
  ACK: 0x010,
  URG: 0x020,
  ECE: 0x040,
  CWR: 0x080,
} as const;
export type TcpFlagName = keyof typeof TCP_FLAG;

/** The header of a segment (RFC 9293 §3.1). */
export interface TcpHeader {
  readonly kind: 'tcp';
  readonly offset: number;
  /** Octets of the header, options included: 20 to 60. */
  readonly length: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  /** Twelve bits: the reserved ones and the flags, see `TCP_FLAG`. */
  readonly flags: number;
  /** As it stands, not scaled. */
  readonly window: number;
  readonly checksum: number;
  readonly urgentPointer: number;
}

/** The header of what IP carries, what is wrong with it, and where its payload begins and ends. */
export interface ReadTransport<Header> {
  readonly header: Header | undefined;
  readonly payloadAt: number | undefined;
  readonly end: number;
  readonly problem: ProblemKind | undefined;
}

const SHORTEST = 20;

/** Reads a TCP header. */
export function decodeTcp(part: Part): ReadTransport<TcpHeader> {
  const { octets, at, end } = part;
  const lack = lacking(part, SHORTEST);
  if (lack) return { header: undefined, payloadAt: undefined, end, problem: lack };
  const header = readHeader(octets, at);
  if (header.length < SHORTEST) {
    return { header, payloadAt: undefined, end, problem: 'header-length' };
  }
  const cut = lacking(part, header.length);
  if (cut) return { header, payloadAt: undefined, end, problem: cut };
  const problem = optionsProblem({ octets, start: at + SHORTEST, end: at + header.length });
  return { header, payloadAt: at + header.length, end, problem };
}

function readHeader(octets: Uint8Array, at: number): TcpHeader {
  const offsetAndFlags = uint16(octets, at + 12);
  return {
    kind: 'tcp',
    offset: at,
    length: (offsetAndFlags >>> 12) * 4,
    sourcePort: uint16(octets, at),
    destinationPort: uint16(octets, at + 2),
    sequence: uint32(octets, at + 4),
    acknowledgment: uint32(octets, at + 8),
    flags: offsetAndFlags & 0xfff,
    window: uint16(octets, at + 14),
    checksum: uint16(octets, at + 16),
    urgentPointer: uint16(octets, at + 18),
  };
}

const NAMES: readonly [TcpFlagName, number][] = [
  ...(['SYN', 'FIN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'] as const),
].map((name) => [name, TCP_FLAG[name]]);

/** The flags that are set, by name, SYN first: `['SYN', 'ACK']`. */
export function flagNames(flags: number): TcpFlagName[] {
  return NAMES.filter(([, bit]) => (flags & bit) !== 0).map(([name]) => name);
}
