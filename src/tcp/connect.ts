import { Socket } from 'node:net';
import type { Emit } from '../event/event.ts';
import { processLabels } from '../event/label.ts';
import { Connection } from '../stream/connection.ts';
import { connected, limited, type OpeningOptions } from '../stream/opening.ts';
import { overLayer } from '../stream/over-layer.ts';
import { SOCKET_SETTINGS } from '../stream/socket-settings.ts';
import { endsOf } from '../system/address-of.ts';
import { fromSystem, systemError } from '../system/failure.ts';
import type { Family } from '../system/resolve.ts';
import { setOptions, type TcpOptions } from './options.ts';
import { tellOpening } from './tell-opening.ts';

/** Where to connect, and how. Only the port is needed. */
export interface ConnectOptions extends TcpOptions, OpeningOptions {
  readonly port: number;
  /** Default: loopback, 127.0.0.1. */
  readonly host?: string;
  readonly family?: Family;
  /** Bind to this local port first. */
  readonly localPort?: number;
}

/**
 * Connects to a TCP port: socket, bind if asked, connect. A name's addresses are tried one after the other (RFC 8305),
 * and each try is told. Resolves when the connection is established. Throws SocketsError.
 */
export async function connectTcp(options: ConnectOptions, emit?: Emit): Promise<Connection> {
  const { host = '127.0.0.1', port, family = 0, localPort, layer, idleTimeout } = options;
  const label = (options.labels ?? processLabels).next('C');
  const socket = new Socket(SOCKET_SETTINGS);
  if (emit) tellOpening(socket, { label, emit, localPort });
  const established = connected(socket);
  socket.connect({ host, port, family, ...(localPort === undefined ? {} : { localPort }) });
  using _limits = limited(socket, { host, port }, options);
  try {
    await established;
  } catch (error) {
    const { call, code } = systemError(error);
    // What we have no permission for may be our own port.
    const own = call === 'bind' && code === 'EACCES' && localPort !== undefined;
    const at = own ? { host: family === 6 ? '::' : '0.0.0.0', port: localPort } : { host, port };
    throw fromSystem(error, { call: 'connect', localPort, ...at });
  }
  const names = { label, ...endsOf(socket), emit };
  const connection = layer ? await overLayer(layer, socket, names) : new Connection(socket, names);
  setOptions(connection, options);
  if (idleTimeout !== undefined) connection.limitIdle(idleTimeout);
  return connection;
}
