import type { InternetAddress } from '../event/address.ts';
import type { Emit, SocketLabel } from '../event/event.ts';
import type { Connection } from '../stream/connection.ts';
import type { Service } from '../stream/handler.ts';
import { type ListenOptions, listenTcp, type TcpServer } from '../tcp/listen.ts';
import { Heartbeat } from './heartbeat.ts';
import { ServerOpening, type ServerOpeningOptions } from './server-opening.ts';
import { makeWsService, type WsService } from './services.ts';
import type { WsConnection } from './ws-connection.ts';
import { withoutOctets } from './ws-narrator.ts';

/** How to listen for WebSocket connections. Only the port is needed. With a TLS `layer` it is wss. */
export interface WsListenOptions
  extends Omit<ListenOptions, 'serve' | 'halfOpen'>,
    Omit<ServerOpeningOptions, 'opened' | 'emit'> {
  /** What to do with each connection. Default: echo. */
  readonly serve?: WsService;
  /** Ping each client after so many milliseconds, and so on. */
  readonly pingInterval?: number | undefined;
  /** Give a client up that does not answer a ping for so many milliseconds. Default: 10,000. */
  readonly pongTimeout?: number | undefined;
}

/** A listening socket and the WebSocket connections it opened. */
export class WsServer implements AsyncDisposable {
  readonly #server: TcpServer;
  readonly #sockets: Map<SocketLabel, WsConnection>;

  /** Use `listenWs`. */
  constructor(server: TcpServer, sockets: Map<SocketLabel, WsConnection>) {
    this.#server = server;
    this.#sockets = sockets;
  }

  /** Where it really listens: the port is never 0. */
  get address(): InternetAddress {
    return this.#server.address;
  }

  /** The connections that are open, by their labels. */
  get sockets(): ReadonlyMap<SocketLabel, WsConnection> {
    return this.#sockets;
  }

  /** The streams that are alive: of those, and of handshakes that are going on. */
  get connections(): ReadonlyMap<SocketLabel, Connection> {
    return this.#server.connections;
  }

  /** Resolves when it listens no more and every connection is gone. */
  get closed(): Promise<void> {
    return this.#server.closed;
  }

  /** Stops listening; the connections there are go on. */
  stopListening(): void {
    this.#server.stopListening();
  }

  /** Cuts every connection that is left, by RST, and returns which. */
  cut(): readonly SocketLabel[] {
    return this.#server.cut();
  }

  /** Stops listening, and closes every connection with 1001, going away. Resolves when all are gone. */
  close(): Promise<void> {
    this.#server.stopListening();
    for (const ws of this.#sockets.values()) ws.close(1001);
    for (const connection of this.#server.connections.values()) {
      if (!this.#sockets.has(connection.label)) connection.end();
    }
    return this.#server.closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }
}

/** Listens for WebSocket connections on a TCP port (RFC 6455). Throws SocketsError. */
export async function listenWs(options: WsListenOptions, emit?: Emit): Promise<WsServer> {
  const { serve = makeWsService('echo'), pingInterval, pongTimeout, ...rest } = options;
  const sockets = new Map<SocketLabel, WsConnection>();
  const opened = (ws: WsConnection) => {
    sockets.set(ws.label, ws);
    const heartbeat =
      pingInterval === undefined ? undefined : new Heartbeat(ws, { pingInterval, pongTimeout });
    void ws.closed.then(() => {
      sockets.delete(ws.label);
      heartbeat?.stop();
    });
    ws.handle(serve(ws)); // last: it may have much to do at once
  };
  const told = withoutOctets(emit);
  const openEach: Service = (connection) =>
    new ServerOpening(connection, { ...rest, emit: told, opened });
  const server = await listenTcp({ noDelay: true, ...rest, serve: openEach }, told);
  return new WsServer(server, sockets);
}
