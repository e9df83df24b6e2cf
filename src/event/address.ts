/** An IP address and a port (RFC 9293 §4, "socket address"). */
export interface InternetAddress {
  /** Numeric, without brackets: `127.0.0.1`, `::1`, `fe80::1%eth0`. */
  readonly host: string;
  readonly port: number;
}

/** The name of a Unix domain socket (unix(7)): a file's path, or `@name` in Linux's abstract namespace. */
export interface PathAddress {
  readonly path: string;
}

/** One end of a conversation. */
export type Address = InternetAddress | PathAddress;

/** Whether an address is a path. */
export function isPath(address: Address): address is PathAddress {
  return 'path' in address;
}

/**
 * `127.0.0.1:9000`, `[::1]:9000`: an IPv6 address stands in brackets (RFC 3986 §3.2.2). A path as it is. `?` when
 * nobody knows it.
 */
export function formatAddress(address: Address | undefined): string {
  if (!address) return '?';
  if (isPath(address)) return address.path;
  const { host, port } = address;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether an address is reachable from this machine alone (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^(::ffff:)?127\./.test(host);
}
