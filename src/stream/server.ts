import { once } from 'node:events';
import { createServer, type DropArgument, type Server, type Socket } from 'node:net';
import { SocketsError } from '../error.ts';
import { type Address, formatAddress, isPath } from '../event/address.ts';
import { now } from '../event/clock.ts';
import type { Emit, SocketLabel } from '../event/event.ts';
import { type Labels, processLabels } from '../event/label.ts';
import { domainOf, endsOf, named } from '../system/address-of.ts';
import { systemError } from '../system/failure.ts';
import { nodePath } from '../system/socket-path.ts';
import { Connection } from './connection.ts';
import type { ConnectionOptions, Owner } from './connection-options.ts';
import type { Service } from './handler.ts';
import type { Layer } from './layer.ts';
import { Narrator } from './narrator.ts';
import { overLayer } from './over-layer.ts';
import { DEFAULT_BACKLOG, type Place, type ServerOptions } from './server-options.ts';
import { makeService } from './services.ts';
import { SOCKET_SETTINGS } from './socket-settings.ts';

/** A listening socket and the sockets it accepted. `listenTcp` and `listenUnix` make one. */
export class StreamServer<Where extends Address = Address> implements AsyncDisposable {
  readonly label: SocketLabel;
  /** Resolves when it listens no more and every connection is gone. */
  readonly closed: Promise<void>;
  readonly #options: ServerOptions;
  readonly #emit: Emit | undefined;
  readonly #server: Server;
  readonly #connections = new Map<SocketLabel, Connection>();
  readonly #handshakes = new Map<Socket, Promise<void>>();
  readonly #conversations = new WeakSet<Connection>();
  readonly #owner: Owner = {
    peerEnded: (connection) => {
      if (!this.#options.halfOpen && !this.#conversations.has(connection)) connection.end();
    },
    closed: (connection) => this.#connections.delete(connection.label),
  };
  readonly #labels: Labels;
  readonly #serve: Service;
  readonly #place: Place<Where>;
  #address: Where;
  #opened = 0;
  #accepted = 0;

  /** Use `listenTcp` or `listenUnix`. */
  constructor(
    label: SocketLabel,
    place: Place<Where>,
    options: ServerOptions,
    emit: Emit | undefined,
  ) {
    this.label = label;
    this.#place = place;
    this.#address = place.address;
    this.#options = options;
    this.#emit = emit;
    this.#labels = options.labels ?? processLabels;
    this.#serve = options.serve ?? makeService('echo');
    this.#server = createServer(SOCKET_SETTINGS, (socket) => this.#accept(socket));
    this.closed = new Promise((resolve) => {
      // Node's server is done when the last socket is destroyed: a turn before that socket tells its close.
      this.#server.on('close', () => resolve(this.#allClosed()));
    });
    const { maxConnections } = options;
    if (maxConnections !== undefined) this.#server.maxConnections = maxConnections;
    this.#server.on('drop', (data) => this.#turnAway(data ?? {}));
  }

  /** Where it really listens: a port is never 0. */
  get address(): Where {
    return this.#address;
  }

  /** The connections alive now, by their labels. */
  get connections(): ReadonlyMap<SocketLabel, Connection> {
    return this.#connections;
  }

  /** Binds and listens. Throws SocketsError. */
  async listen(): Promise<void> {
    const backlog = this.#options.backlog ?? DEFAULT_BACKLOG;
    const { address, ipv6Only = false } = this.#place;
    const where = isPath(address) ? { path: nodePath(address.path) } : { ...address, ipv6Only };
    this.#server.listen({ ...where, backlog });
    try {
      await once(this.#server, 'listening');
    } catch (error) {
      this.#failed(error, address);
      throw this.#place.failure(error);
    }
    this.#address = this.#place.bound(this.#server.address());
    // After this only accept(2) can fail; the server goes on with the next one.
    this.#server.on('error', (error) => this.#failed(error, this.#address));
    this.#tellListening(backlog);
  }

  /** Stops listening; the connections there are go on. A layer's handshake under way makes none yet, and is ended. */
  stopListening(): void {
    if (!this.#server.listening) return;
    const hadFile = this.#place.hasFile?.() === true;
    this.#server.close();
    this.#endHandshakes();
    const seen = this.#seen();
    // libuv removes the file it has bound, if nobody did so before.
    if (hadFile && !this.#place.hasFile?.()) {
      this.#emit?.({ ...seen, type: 'unlink', stale: false, call: 'server.close()' });
    }
    const counts = { received: 0, sent: 0, unsent: 0, accepted: this.#accepted };
    this.#emit?.({ ...seen, type: 'close', ...counts, elapsed: seen.time - this.#opened });
  }

  /** Stops listening and ends our half of every connection. Resolves when all are gone. */
  close(): Promise<void> {
    this.stopListening();
    for (const connection of this.#connections.values()) connection.end();
    return this.closed;
  }

  /** Cuts every connection that is left, by RST, and returns which. */
  cut(): readonly SocketLabel[] {
    this.#endHandshakes();
    const left = [...this.#connections.values()];
    for (const connection of left) connection.reset();
    return left.map(({ label }) => label);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stopListening();
    this.cut();
    await this.closed;
  }

  /** Who has no connection yet has nothing to say goodbye to. */
  #endHandshakes(): void {
    for (const wire of this.#handshakes.keys()) {
      const address = formatAddress(endsOf(wire).remote);
      wire.destroy(new SocketsError('usage', 'interrupted', { address }));
    }
  }

  async #allClosed(): Promise<void> {
    await Promise.all(this.#handshakes.values());
    await Promise.all([...this.#connections.values()].map(({ closed }) => closed));
  }

  #accept(wire: Socket): void {
    const label = this.#labels.next('S');
    const { local = this.#address, remote } = endsOf(wire);
    this.#accepted += 1;
    const { layer } = this.#options;
    const emit = this.#emit;
    const names = { label, local, remote, emit, owner: this.#owner };
    new Narrator(names).tell({ type: 'accept', listener: this.label });
    if (layer) this.#handshakes.set(wire, this.#shake(layer, wire, names));
    else this.#serveOn(new Connection(wire, names));
  }

  /** A handshake that fails has told why, and is over. */
  async #shake(layer: Layer, wire: Socket, names: ConnectionOptions): Promise<void> {
    try {
      const connection = await overLayer(layer, wire, names);
      this.#handshakes.delete(wire);
      // It may have completed in the very moment in which another one made us stop.
      if (this.#server.listening) this.#serveOn(connection);
      else connection.reset();
    } catch (error) {
      if (!(error instanceof SocketsError)) throw error;
    } finally {
      this.#handshakes.delete(wire);
    }
  }

  #serveOn(connection: Connection): void {
    this.#connections.set(connection.label, connection);
    this.#place.prepare(connection);
    const { idleTimeout } = this.#options;
    if (idleTimeout !== undefined) connection.limitIdle(idleTimeout);
    const served = this.#serve(connection);
    if (served instanceof Promise) this.#conversing(connection, served);
    else connection.handle(served);
  }

  /** A service that reads on its own ends our half when it is done. Whatever cut the connection is in its events. */
  #conversing(connection: Connection, conversation: Promise<void>): void {
    this.#conversations.add(connection);
    void conversation
      .catch((error) => {
        if (systemError(error).code === '') throw error;
      })
      .then(() => connection.end());
  }

  #turnAway({ localAddress, localPort, remoteAddress, remotePort }: DropArgument): void {
    const local = named(localAddress, localPort) ?? this.#address;
    const remote = named(remoteAddress, remotePort);
    const limit = this.#options.maxConnections ?? 0;
    this.#emit?.({ ...this.#seen(), local, remote, type: 'turned-away', limit });
  }

  #tellListening(backlog: number): void {
    this.#opened = now();
    const { time, source, socket, local } = this.#seen();
    const call = 'server.listen()';
    this.#emit?.({
      time,
      source,
      socket,
      type: 'socket',
      domain: domainOf(local),
      kind: 'stream',
      call,
    });
    this.#emit?.({ time, source, socket, local, type: 'bind', call });
    this.#emit?.({ time, source, socket, local, type: 'listen', backlog, call });
  }

  #failed(error: unknown, local: Address): void {
    this.#emit?.({ ...this.#seen(), local, type: 'error', ...systemError(error) });
  }

  #seen() {
    const { label: socket, address: local } = this;
    return { time: now(), source: 'app', socket, local } as const;
  }
}
