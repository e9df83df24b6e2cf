import * as v from 'valibot';
import { type Address, formatAddress, isPath } from '../event/address.ts';
import { entirely } from './pattern.ts';

/** What stands before the path of a Unix domain socket; no numeric address begins so. */
const UNIX = 'unix:';

/** Octets of the longest path Linux takes anywhere (PATH_MAX), far more than a socket's may have. */
export const LONGEST_PATH = 4096;

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
/** 0 to 65535, perhaps with zeros before it, in five digits at the most. */
const PORT = '(?:[0-5]?[0-9]{1,4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';

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

/** The same as a regular expression, but for what stands between an IPv6 address's brackets: what docs/trace.schema.json says. */
export const ADDRESS_PATTERN = entirely(
  [
    `${UNIX}[\\s\\S]{1,${LONGEST_PATH}}`,
    `(?:${OCTET}\\.){3}${OCTET}:${PORT}`,
    `\\[[0-9A-Fa-f:.]{2,45}(?:%[^\\u0009-\\u000d\\u0020\\[\\]]+)?\\]:${PORT}`,
  ].join('|'),
);
