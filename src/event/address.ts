/** One end of an Internet connection: an IP address and a port (RFC 9293 §4, "socket address"). */
export interface Address {
  /** Numeric, without brackets: `127.0.0.1`, `::1`, `fe80::1%eth0`. */
  readonly host: string;
  readonly port: number;
}

/** `127.0.0.1:9000`, `[::1]:9000`: an IPv6 address stands in brackets (RFC 3986 §3.2.2). `?` when nobody knows it. */
export function formatAddress(address: Address | undefined): string {
  if (!address) return '?';
  const { host, port } = address;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether an address is reachable from this machine alone (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^(::ffff:)?127\./.test(host);
}
