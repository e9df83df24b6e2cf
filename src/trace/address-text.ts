import * as v from 'valibot';
import { type Address, formatAddress, isPath } from '../event/address.ts';

/** What stands before the path of a Unix domain socket; no numeric address begins so. */
const UNIX = 'unix:';

/** Octets of the longest path Linux takes anywhere (PATH_MAX), far more than a socket's may have. */
export const LONGEST_PATH = 4096;

/** An address as a trace writes it: `127.0.0.1:9000`, `[fe80::1%eth0]:9000`, `unix:/tmp/echo.sock`, `unix:@name`. */
export function encodeAddress(address: Address): string {
  return isPath(address) ? UNIX + address.path : formatAddress(address);
}

/** The reverse of `encodeAddress`; `undefined` for what is no address. A zone may follow an IPv6 address (RFC 4007 §11). */
export function parseAddress(written: string): Address | undefined {
  if (written.startsWith(UNIX)) return parsePath(written.slice(UNIX.length));
  // Longer than any address with its zone, and short enough for whatever a pattern costs.
  if (written.length > 128) return undefined;
  const parts = /^(?:\[([\da-f:.]+)(%[^\s[\]]+)?\]|([\d.]+)):(\d{1,5})$/i.exec(written);
  const [, six, zone = '', four, port] = parts ?? [];
  const isAddress = six === undefined ? v.is(IPV4, four) : v.is(IPV6, six);
  const host = four ?? `${six}${zone}`;
  return isAddress && Number(port) <= 0xffff ? { host, port: Number(port) } : undefined;
}
const IPV4 = v.pipe(v.string(), v.ipv4());
const IPV6 = v.pipe(v.string(), v.ipv6());

function parsePath(path: string): Address | undefined {
  return path.length >= 1 && path.length <= LONGEST_PATH ? { path } : undefined;
}
