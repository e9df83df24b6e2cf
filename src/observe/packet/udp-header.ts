import { uint16 } from './octets.ts';
import { lacking, type Part } from './problem.ts';
import type { ReadTransport } from './tcp-header.ts';

/** The header of a datagram (RFC 768). */
export interface UdpHeader {
  readonly kind: 'udp';
  readonly offset: number;
  readonly length: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** Octets of header and payload, as the header says. */
  readonly datagramLength: number;
  /** 0 over IPv4: the sender made none. */
  readonly checksum: number;
}

const LENGTH = 8;

/** Reads a UDP header. `fragment`: the datagram goes on in other packets, and is longer than this one. */
export function decodeUdp(part: Part, fragment: boolean): ReadTransport<UdpHeader> {
  const { octets, at, end } = part;
  const lack = lacking(part, LENGTH);
  if (lack) return { header: undefined, payloadAt: undefined, end, problem: lack };
  const header = readHeader(octets, at);
  const { datagramLength } = header;
  // More than 65,535 octets are said as 0 (RFC 2675 §4), as are those the network card was to divide.
  if (datagramLength === 0 || fragment) {
    return { header, payloadAt: at + LENGTH, end, problem: undefined };
  }
  const wrong = datagramLength < LENGTH || at + datagramLength > end;
  return {
    header,
    payloadAt: at + LENGTH,
    end: wrong ? end : at + datagramLength,
    problem: wrong ? 'total-length' : undefined,
  };
}

function readHeader(octets: Uint8Array, at: number): UdpHeader {
  return {
    kind: 'udp',
    offset: at,
    length: LENGTH,
    sourcePort: uint16(octets, at),
    destinationPort: uint16(octets, at + 2),
    datagramLength: uint16(octets, at + 4),
    checksum: uint16(octets, at + 6),
  };
}
