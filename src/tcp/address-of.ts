import type { AddressInfo, Socket } from 'node:net';
import type { Address } from '../event/address.ts';

/** Node's address of a bound socket as ours. */
export function addressOf({ address, port }: AddressInfo): Address {
  return { host: address, port };
}

/** Both ends of a connected socket: getsockname(2), getpeername(2). A peer that is gone already has no name. */
export function endsOf(socket: Socket): { local: Address; remote: Address } {
  return {
    local: { host: socket.localAddress ?? '', port: socket.localPort ?? 0 },
    remote: { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
  };
}
