import type { InternetAddress } from '../event/address.ts';
import { now } from '../event/clock.ts';
import type { Emit } from '../event/event.ts';
import { processLabels } from '../event/label.ts';
import { StreamServer } from '../stream/server.ts';
import type { Place, ServerOptions } from '../stream/server-options.ts';
import { addressOf } from '../system/address-of.ts';
import { fromSystem } from '../system/failure.ts';
import { type Family, resolve } from '../system/resolve.ts';
import { setOptions, type TcpOptions } from './options.ts';

/** How to listen. Only the port is needed. */
export interface ListenOptions extends TcpOptions, ServerOptions {
  /** 0 for a free one, which `address.port` then tells. */
  readonly port: number;
  /** Default: loopback, 127.0.0.1. */
  readonly host?: string;
  readonly family?: Family;
}

/** A server whose address is an IP address and a port. */
export type TcpServer = StreamServer<InternetAddress>;

/** Listens on a TCP port: socket, bind and listen. Resolves when connections may come. Throws SocketsError. */
export async function listenTcp(options: ListenOptions, emit?: Emit): Promise<TcpServer> {
  const { host = '127.0.0.1', port, family } = options;
  const label = (options.labels ?? processLabels).next('L');
  const [first = host, ...others] = await resolve(host, family);
  if (first !== host) {
    const addresses = [first, ...others];
    emit?.({ time: now(), source: 'app', socket: label, type: 'lookup', name: host, addresses });
  }
  const address = { host: first, port };
  const place: Place<InternetAddress> = {
    address,
    bound: (name) => (name && typeof name === 'object' ? addressOf(name) : address),
    ipv6Only: family === 6,
    failure: (error) => fromSystem(error, { call: 'listen', ...address }),
    prepare: (connection) => setOptions(connection, options),
  };
  const server = new StreamServer(label, place, options, emit);
  await server.listen();
  return server;
}
