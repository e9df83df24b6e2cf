import { once } from 'node:events';
import { createServer, type DropArgument, type Server, type Socket } from 'node:net';
import type { Address } from '../event/address.ts';
import { now } from '../event/clock.ts';
import type { Emit, SocketLabel } from '../event/event.ts';
import { type Labels, processLabels } from '../event/label.ts';
import { Connection, type Owner } from '../stream/connection.ts';
import type { Service } from '../stream/handler.ts';
import { makeService } from '../stream/services.ts';
import { addressOf, endsOf, named } from './address-of.ts';
import { fromSystem, systemError } from './failure.ts';
import { SOCKET_OPTIONS, setOptions, type TcpOptions } from './options.ts';
import { type Family, resolve } from './resolve.ts';

/** How to listen. Only the port is needed. */
export interface ListenOptions extends TcpOptions {
  /** 0 for a free one, which `address.port` then tells. */
  readonly port: number;
  /** Default: loopback, 127.0.0.1. */
  readonly host?: string;
  readonly family?: Family;
  /** How many connections may queue for accept: listen(2). Default 511, Node's own. */
  readonly backlog?: number;
  /** More connections than this at once are closed as soon as they are accepted. */
  readonly maxConnections?: number;
  /** What to do with each connection. Default: echo. */
  readonly serve?: Service;
  /** Keep our half open when the peer ends its own. Default: end ours too, once all is sent. */
  readonly halfOpen?: boolean;
  readonly labels?: Labels;
}

/** Connections that may queue for accept when nobody says how many: what Node itself asks listen(2) for. */
export const DEFAULT_BACKLOG = 511;

/** Listens on a TCP port: socket, bind and listen. Resolves when connections may come. Throws SocketsError. */
export async function listenTcp(options: ListenOptions, emit?: Emit): Promise<TcpServer> {
  const { host = '127.0.0.1', port, family } = options;
  const label = (options.labels ?? processLabels).next('L');
  const [address = host, ...others] = await resolve(host, family);
  if (address !== host) {
    const addresses = [address, ...others];
    emit?.({ time: now(), source: 'app', socket: label, type: 'lookup', name: host, addresses });
  }
  const server = new TcpServer(label, options, emit);
  await server.listen(address, port);
  return server;
}

/** A listening socket and the sockets it accepted. */
export class TcpServer implements AsyncDisposable {
  readonly label: SocketLabel;
  /** Resolves when it listens no more and every connection is gone. */
  readonly closed: Promise<void>;
  readonly #options: ListenOptions;
  readonly #emit: Emit | undefined;
  readonly #server: Server;
  readonly #connections = new Map<SocketLabel, Connection>();
  readonly #conversations = new WeakSet<Connection>();
  readonly #owner: Owner = {
    peerEnded: (connection) => {
      if (!this.#options.halfOpen && !this.#conversations.has(connection)) connection.end();
    },
    closed: (connection) => this.#connections.delete(connection.label),
  };
  readonly #labels: Labels;
  readonly #serve: Service;
  #address: Address = { host: '', port: 0 };
  #opened = 0;
  #accepted = 0;

  /** Use `listenTcp`. */
  constructor(label: SocketLabel, options: ListenOptions, emit: Emit | undefined) {
    this.label = label;
    this.#options = options;
    this.#emit = emit;
    this.#labels = options.labels ?? processLabels;
    this.#serve = options.serve ?? makeService('echo');
    this.#server = createServer(SOCKET_OPTIONS, (socket) => this.#accept(socket));
    this.closed = new Promise((resolve) => {
      // Node's server is done when the last socket is destroyed: a turn before that socket tells its close.
      this.#server.on('close', () => resolve(this.#allClosed()));
    });
    const { maxConnections } = options;
    if (maxConnections !== undefined) this.#server.maxConnections = maxConnections;
    this.#server.on('drop', (data) => data && this.#turnAway(data));
  }

  /** Where it really listens: the port is never 0. */
  get address(): Address {
    return this.#address;
  }

  /** The connections alive now, by their labels. */
  get connections(): ReadonlyMap<SocketLabel, Connection> {
    return this.#connections;
  }

  /** Binds and listens; `listenTcp` calls it. Throws SocketsError. */
  async listen(host: string, port: number): Promise<void> {
    const backlog = this.#options.backlog ?? DEFAULT_BACKLOG;
    this.#server.listen({ host, port, backlog, ipv6Only: this.#options.family === 6 });
    try {
      await once(this.#server, 'listening');
    } catch (error) {
      this.#failed(error, { host, port });
      throw fromSystem(error, { call: 'listen', host, port });
    }
    const bound = this.#server.address();
    this.#address = bound && typeof bound === 'object' ? addressOf(bound) : { host, port };
    // After this only accept(2) can fail; the server goes on with the next one.
    this.#server.on('error', (error) => this.#failed(error, this.#address));
    this.#tellListening(backlog);
  }

  /** Stops listening; the connections there are go on. */
  stopListening(): void {
    if (!this.#server.listening) return;
    this.#server.close();
    const seen = this.#seen();
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
    const left = [...this.#connections.values()];
    for (const connection of left) connection.reset();
    return left.map(({ label }) => label);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stopListening();
    this.cut();
    await this.closed;
  }

  async #allClosed(): Promise<void> {
    await Promise.all([...this.#connections.values()].map(({ closed }) => closed));
  }

  #accept(socket: Socket): void {
    const label = this.#labels.next('S');
    const { local, remote } = endsOf(socket);
    this.#accepted += 1;
    const listener = this.label;
    const time = now();
    this.#emit?.({ time, source: 'app', socket: label, local, remote, type: 'accept', listener });
    const owner = this.#owner;
    const connection = new Connection(socket, { label, local, remote, emit: this.#emit, owner });
    this.#connections.set(label, connection);
    setOptions(connection, this.#options);
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
    const local = named(localAddress, localPort);
    const remote = named(remoteAddress, remotePort);
    const limit = this.#options.maxConnections ?? 0;
    this.#emit?.({ ...this.#seen(), local, remote, type: 'turned-away', limit });
  }

  #tellListening(backlog: number): void {
    this.#opened = now();
    const { time, source, socket, local } = this.#seen();
    const domain = local.host.includes(':') ? 'inet6' : 'inet';
    const call = 'server.listen()';
    this.#emit?.({ time, source, socket, type: 'socket', domain, kind: 'stream', call });
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
