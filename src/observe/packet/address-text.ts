import { hexOf, uint16 } from './octets.ts';

/** An IPv4 address of four octets: `127.0.0.1`. */
export function ipv4Text(octets: Uint8Array, at: number): string {
  return `${octets[at]}.${octets[at + 1]}.${octets[at + 2]}.${octets[at + 3]}`;
}

/**
 * An IPv6 address of sixteen octets as RFC 5952 §4 wants it: `::1`, `2001:db8::1`. IPv4-mapped ones end as the kernel and Node
 * write them (§5): `::ffff:127.0.0.1`.
 */
export function ipv6Text(octets: Uint8Array, at: number): string {
  if (isMapped(octets, at)) return `::ffff:${ipv4Text(octets, at + 12)}`;
  const [start, end] = longestZeros(octets, at);
  // A single group of zeros is written out (§4.2.2).
  if (end - start < 2) return groupsText(octets, at, 0, 8);
  return `${groupsText(octets, at, 0, start)}::${groupsText(octets, at, end, 8)}`;
}

/** An address of the link layer: `00:0c:29:3e:5b:01`. */
export function linkAddressText(octets: Uint8Array, at: number, length = 6): string {
  return hexOf(octets.subarray(at, at + length), ':');
}

function groupsText(octets: Uint8Array, at: number, start: number, end: number): string {
  let text = '';
  for (let group = start; group < end; group += 1) {
    text += `${group > start ? ':' : ''}${uint16(octets, at + 2 * group).toString(16)}`;
  }
  return text;
}

function isMapped(octets: Uint8Array, at: number): boolean {
  if (uint16(octets, at + 10) !== 0xffff) return false;
  for (let octet = at; octet < at + 10; octet += 1) if (octets[octet] !== 0) return false;
  return true;
}

/** The longest run of zero groups, from one up to another, and of equally long ones the first (§4.2.3). */
function longestZeros(octets: Uint8Array, at: number): readonly [start: number, end: number] {
  let longest: readonly [number, number] = [0, 0];
  let start = 0;
  for (let group = 0; group < 8; group += 1) {
    if (uint16(octets, at + 2 * group) !== 0) start = group + 1;
    else if (group + 1 - start > longest[1] - longest[0]) longest = [start, group + 1];
  }
  return longest;
}
