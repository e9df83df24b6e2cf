import { uint16, uint32 } from './octets.ts';
import { lacking, type Part } from './problem.ts';
import type { ReadTransport } from './tcp-header.ts';

/** The header of an ICMP message (RFC 792; of IPv6: RFC 4443), its first eight octets. */
export interface IcmpHeader {
  readonly kind: 'icmp' | 'icmpv6';
  readonly offset: number;
  readonly length: number;
  readonly type: number;
  readonly code: number;
  readonly checksum: number;
  readonly message: IcmpMessage;
}

/** What the messages that are understood say. */
export type IcmpMessage =
  | {
      readonly name: 'echo-request' | 'echo-reply';
      readonly identifier: number;
      readonly sequence: number;
    }
  /** `reason`: the code in words, where it is one of those that are known. */
  | { readonly name: 'destination-unreachable'; readonly reason: UnreachableReason | undefined }
  /** The packet did not fit: `mtu` octets would (RFC 1191 §4, RFC 4443 §3.2); 0 when the router does not tell. */
  | { readonly name: 'packet-too-big'; readonly mtu: number }
  | { readonly name: 'time-exceeded' | 'parameter-problem' }
  | { readonly name: 'other' };

/** Why a destination cannot be reached. */
export type UnreachableReason =
  | 'net'
  | 'host'
  | 'protocol'
  | 'port'
  | 'no-route'
  | 'prohibited'
  | 'beyond-scope'
  | 'address';

/** Codes of a message of type 3 (RFC 792; 9, 10 and 13: RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1), but for 4, packet too big. */
const REASONS_IPV4: ReadonlyMap<number, UnreachableReason> = new Map([
  [0, 'net'],
  [1, 'host'],
  [2, 'protocol'],
  [3, 'port'],
  [9, 'prohibited'],
  [10, 'prohibited'],
  [13, 'prohibited'],
]);
/** Codes of a message of type 1 (RFC 4443 §3.1). */
const REASONS_IPV6: ReadonlyMap<number, UnreachableReason> = new Map([
  [0, 'no-route'],
  [1, 'prohibited'],
  [2, 'beyond-scope'],
  [3, 'address'],
  [4, 'port'],
]);
const LENGTH = 8;
const FRAGMENTATION_NEEDED = 4;

/** Reads the header of an ICMP message. */
export function decodeIcmp(part: Part, kind: IcmpHeader['kind']): ReadTransport<IcmpHeader> {
  const { octets, at, end } = part;
  const lack = lacking(part, LENGTH);
  if (lack) return { header: undefined, payloadAt: undefined, end, problem: lack };
  const type = octets[at] ?? 0;
  const code = octets[at + 1] ?? 0;
  const message = kind === 'icmp' ? ofIpv4(octets, at, type, code) : ofIpv6(octets, at, type, code);
  const checksum = uint16(octets, at + 2);
  const header: IcmpHeader = { kind, offset: at, length: LENGTH, type, code, checksum, message };
  return { header, payloadAt: at + LENGTH, end, problem: undefined };
}

/** Whether the message is an error, which carries the beginning of the packet it is about. */
export function quotesPacket({ kind, type }: IcmpHeader): boolean {
  // Of ICMPv6 all types below 128 are errors (RFC 4443 §2.1).
  if (kind === 'icmpv6') return type >= 1 && type <= 4;
  return type === 3 || type === 4 || type === 5 || type === 11 || type === 12;
}

function ofIpv4(octets: Uint8Array, at: number, type: number, code: number): IcmpMessage {
  switch (type) {
    case 0:
    case 8:
      return echo(octets, at, type === 8);
    case 3:
      if (code !== FRAGMENTATION_NEEDED) return unreachable(REASONS_IPV4.get(code));
      return { name: 'packet-too-big', mtu: uint16(octets, at + 6) };
    case 11:
      return { name: 'time-exceeded' };
    case 12:
      return { name: 'parameter-problem' };
    default:
      return { name: 'other' };
  }
}

function ofIpv6(octets: Uint8Array, at: number, type: number, code: number): IcmpMessage {
  switch (type) {
    case 1:
      return unreachable(REASONS_IPV6.get(code));
    case 2:
      return { name: 'packet-too-big', mtu: uint32(octets, at + 4) };
    case 3:
      return { name: 'time-exceeded' };
    case 4:
      return { name: 'parameter-problem' };
    case 128:
    case 129:
      return echo(octets, at, type === 128);
    default:
      return { name: 'other' };
  }
}

function echo(octets: Uint8Array, at: number, request: boolean): IcmpMessage {
  return {
    name: request ? 'echo-request' : 'echo-reply',
    identifier: uint16(octets, at + 4),
    sequence: uint16(octets, at + 6),
  };
}

function unreachable(reason: UnreachableReason | undefined): IcmpMessage {
  return { name: 'destination-unreachable', reason };
}
