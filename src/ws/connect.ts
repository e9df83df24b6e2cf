import type { Emit } from '../event/event.ts';
import { Narrator } from '../stream/narrator.ts';
import { type ConnectOptions, connectTcp } from '../tcp/connect.ts';
import { makeKey } from './accept-key.ts';
import { requestHead } from './client-handshake.ts';
import { openClient } from './client-opening.ts';
import type { DeflateParameters } from './extension-offer.ts';
import type { Header } from './http-head.ts';
import { WsConnection } from './ws-connection.ts';
import { withoutOctets } from './ws-narrator.ts';
import type { WsOptions } from './ws-options.ts';

/** Where to connect, and what to ask for. Only the port is needed. With a TLS `layer` it is wss. */
export interface WsConnectOptions
  extends ConnectOptions,
    Pick<WsOptions, 'maxMessage' | 'fragment' | 'closeTimeout'> {
  /** Path and query. Default: `/`. */
  readonly target?: string;
  readonly subprotocols?: readonly string[];
  readonly origin?: string;
  readonly headers?: readonly Header[];
  /** Offers of permessage-deflate, the preferred one first. Default: none. */
  readonly deflate?: readonly DeflateParameters[];
}

const HANDSHAKE_TIMEOUT = 10_000;

/** Connects, and opens a WebSocket connection (RFC 6455 §4.1). Resolves when frames may go. Throws SocketsError. */
export async function connectWs(options: WsConnectOptions, emit?: Emit): Promise<WsConnection> {
  const told = withoutOctets(emit);
  const { host = '127.0.0.1', port, target = '/', layer } = options;
  const { subprotocols, origin, headers, deflate, connectTimeout, signal } = options;
  const key = makeKey();
  const asked = { subprotocols, origin, headers, deflate };
  // Bad options are found before anybody is called.
  const head = requestHead({ host, port, target, secure: layer !== undefined, key, ...asked });
  const connection = await connectTcp({ noDelay: true, ...options }, told);
  const { label, local, remote } = connection;
  const narrator = new Narrator({ label, local, remote, emit: told });
  const offered = { key, subprotocols, deflate };
  const wait = connectTimeout ?? HANDSHAKE_TIMEOUT;
  const { agreed, rest } = await openClient({
    ...{ connection, narrator, head, offered, wait, signal },
  });
  const { maxMessage, fragment, closeTimeout } = options;
  const { subprotocol } = agreed;
  const wanted = { deflate: agreed.deflate, subprotocol, maxMessage, fragment, closeTimeout };
  return new WsConnection({ role: 'client', connection, narrator, rest }, wanted);
}
