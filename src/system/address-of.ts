import type { AddressInfo, Socket } from 'node:net';
import { type Address, type InternetAddress, isPath } from '../event/address.ts';

/** Node's address of a bound socket as ours. */
export function addressOf({ address, port }: AddressInfo): InternetAddress {
  return { host: address, port };
}

/** Both ends of a connected socket: getsockname(2), getpeername(2). One that is gone already has no name. */
export function endsOf(socket: Socket): {
  local: InternetAddress | undefined;
  remote: InternetAddress | undefined;
} {
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  return { local: named(localAddress, localPort), remote: named(remoteAddress, remotePort) };
}

/** An address, if Node knew both of its parts. */
export function named(
  host: string | undefined,
  port: number | undefined,
): InternetAddress | undefined {
  return host === undefined || port === undefined ? undefined : { host, port };
}

/** The address family, as socket(2) names it. */
export function domainOf(address: Address): 'inet' | 'inet6' | 'unix' {
  if (isPath(address)) return 'unix';
  return address.host.includes(':') ? 'inet6' : 'inet';
}
