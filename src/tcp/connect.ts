import { addAbortListener, once } from 'node:events';
import { Socket } from 'node:net';
import { SocketsError } from '../error.ts';
import { type Address, formatAddress } from '../event/address.ts';
import type { Emit } from '../event/event.ts';
import { type Labels, processLabels } from '../event/label.ts';
import { Connection } from '../stream/connection.ts';
import { endsOf } from './address-of.ts';
import { fromSystem, systemError } from './failure.ts';
import { SOCKET_OPTIONS, setOptions, type TcpOptions } from './options.ts';
import type { Family } from './resolve.ts';
import { tellOpening } from './tell-opening.ts';

/** Where to connect, and how. Only the port is needed. */
export interface ConnectOptions extends TcpOptions {
  readonly port: number;
  /** Default: loopback, 127.0.0.1. */
  readonly host?: string;
  readonly family?: Family;
  /** Bind to this local port first. */
  readonly localPort?: number;
  /** Give up when no answer came for so many milliseconds. */
  readonly connectTimeout?: number;
  /** Gives up when aborted; once the connection is established it does nothing more. */
  readonly signal?: AbortSignal;
  readonly labels?: Labels;
}

/**
 * Connects to a TCP port: socket, bind if asked, connect. A name's addresses are tried one after the other (RFC 8305),
 * and each try is told. Resolves when the connection is established. Throws SocketsError.
 */
export async function connectTcp(options: ConnectOptions, emit?: Emit): Promise<Connection> {
  const { host = '127.0.0.1', port, family = 0, localPort } = options;
  const label = (options.labels ?? processLabels).next('C');
  const socket = new Socket(SOCKET_OPTIONS);
  if (emit) tellOpening(socket, { label, emit, localPort });
  const established = once(socket, 'connect');
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
  const connection = new Connection(socket, { label, ...endsOf(socket), emit });
  setOptions(connection, options);
  return connection;
}

/** Destroys a socket that takes too long, or is not wanted any more, until disposed. */
function limited(socket: Socket, to: Address, options: ConnectOptions): Disposable {
  const { connectTimeout, signal } = options;
  const address = formatAddress(to);
  const timer =
    connectTimeout === undefined
      ? undefined
      : setTimeout(() => {
          const seconds = connectTimeout / 1000;
          socket.destroy(new SocketsError('peer', 'connect-timeout', { address, seconds }));
        }, connectTimeout);
  const listener =
    signal &&
    addAbortListener(signal, () => {
      socket.destroy(new SocketsError('usage', 'interrupted', { address }));
    });
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      listener?.[Symbol.dispose]();
    },
  };
}
