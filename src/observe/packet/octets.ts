/** Two octets as a number, the most significant first (RFC 791, appendix B). Octets that are not there read as 0. */
export function uint16(octets: Uint8Array, at: number): number {
  return ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
}

/** Four octets as a number of 0 to 2^32 - 1, the most significant first. */
export function uint32(octets: Uint8Array, at: number): number {
  return ((uint16(octets, at) << 16) | uint16(octets, at + 2)) >>> 0;
}

/** Octets in small hexadecimal digits, with `between` after each but the last: `00:0c:29`. */
export function hexOf(octets: Uint8Array, between = ''): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(between);
}
