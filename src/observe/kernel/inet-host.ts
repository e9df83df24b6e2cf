import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import { formatAddress, type InternetAddress } from '../../event/address.ts';

/** An IP address without zone in its one spelling (RFC 5952 §4); `undefined` for what is none. Never throws. */
export function canonicalHost(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (!isIPv6(text) || text.includes('%')) return undefined;
  return new SocketAddress({ address: text, family: 'ipv6' }).address;
}

/** A socket's two ends as one text, by which rows of several tables are told to be of the same socket: only some name a zone. */
export function endsKey(local: InternetAddress, remote: InternetAddress): string {
  return `${end(local)}>${end(remote)}`;
}

function end({ host, port }: InternetAddress): string {
  const zone = host.indexOf('%');
  return formatAddress({ host: zone < 0 ? host : host.slice(0, zone), port });
}
