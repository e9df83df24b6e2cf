import { type Address, isPath } from '../event/address.ts';

/** One end, as a header of IP and TCP or UDP has it. */
export interface IpAddress {
  /** 4 or 16 of them. */
  readonly octets: Uint8Array;
  readonly port: number;
  /** The same for the same end, however it was written. */
  readonly text: string;
  readonly isLoopback: boolean;
  /** No address of its own: all of them (RFC 1122 §3.2.1.3, RFC 4291 §2.5.2). */
  readonly isUnspecified: boolean;
}

/** An address as a header has it: IPv4 also where it is written as IPv6 (`::ffff:127.0.0.1`), and without its zone. `undefined` for a path. */
export function addressOf(address: Address): IpAddress | undefined {
  if (isPath(address)) return undefined;
  const octets = hostOctets(address.host);
  return octets && ipAddress(octets, address.port);
}

/** The end at a port of an address of 4 or 16 octets. */
export function ipAddress(octets: Uint8Array, port: number): IpAddress {
  const bits = port & 0xffff;
  return {
    octets,
    port: bits,
    text: `${octets.join('.')}:${bits}`,
    isLoopback:
      octets.length === 4
        ? octets[0] === 127
        : octets.at(-1) === 1 && isZero(octets.subarray(0, 15)),
    isUnspecified: isZero(octets),
  };
}

const MAPPED = [...new Array<number>(10).fill(0), 0xff, 0xff];

function hostOctets(host: string): Uint8Array | undefined {
  const [bare = ''] = host.split('%', 1);
  if (!bare.includes(':')) return ipv4(bare);
  const octets = ipv6(bare);
  const isMapped = octets && MAPPED.every((octet, place) => octets[place] === octet);
  return isMapped ? octets.slice(MAPPED.length) : octets;
}

function ipv4(host: string): Uint8Array | undefined {
  const parts = host.split('.');
  const isAddress = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part));
  const octets = parts.map(Number);
  return isAddress && Math.max(...octets) < 256 ? Uint8Array.from(octets) : undefined;
}

/** RFC 4291 §2.2: groups of 16 bits, one gap of zeros, and perhaps IPv4 at the end. */
function ipv6(host: string): Uint8Array | undefined {
  const [before = '', after, more] = host.split('::');
  if (more !== undefined) return undefined;
  const head = groups(before);
  const tail = groups(after ?? '');
  const gap = 16 - (head?.length ?? 0) - (tail?.length ?? 0);
  if (!head || !tail || (after === undefined ? gap !== 0 : gap < 0)) return undefined;
  return Uint8Array.from([...head, ...new Array<number>(gap).fill(0), ...tail]);
}

function groups(text: string): number[] | undefined {
  if (text === '') return [];
  const octets: number[] = [];
  for (const group of text.split(':')) {
    const four = group.includes('.') ? ipv4(group) : undefined;
    if (four) octets.push(...four);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const number = Number.parseInt(group, 16);
      octets.push(number >>> 8, number & 0xff);
    } else return undefined;
  }
  return octets.length <= 16 ? octets : undefined;
}

function isZero(octets: Uint8Array): boolean {
  return octets.every((octet) => octet === 0);
}
