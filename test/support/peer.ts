import { once } from 'node:events';
import { connect, createServer, type Server, Socket } from 'node:net';
import { within } from './deadline.ts';

/** The other end of a connection: a bare socket that keeps what it saw. It ends its half only when told to. */
export class Peer implements Disposable {
  readonly socket: Socket;
  /** Resolves at end of stream. */
  readonly ended: Promise<void>;
  /** Resolves when the socket is gone, with the errno that cut it, if one did. */
  readonly closed: Promise<string | undefined>;
  readonly #chunks: Buffer[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(socket: Socket) {
    this.socket = socket;
    let code: string | undefined;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      code = error.code;
    });
    socket.on('data', (chunk) => {
      this.#chunks.push(chunk);
      for (const look of this.#watchers) look();
    });
    this.ended = new Promise((resolve) => socket.once('end', resolve));
    this.closed = new Promise((resolve) => socket.once('close', () => resolve(code)));
  }

  get received(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** Resolves, with all received so far, when it has `text` in it. */
  async until(text: string): Promise<string> {
    await this.#untilTrue(JSON.stringify(text), () => this.received.includes(text));
    return this.received.toString();
  }

  /** Resolves when so many octets have come. */
  async untilOctets(count: number): Promise<Buffer> {
    await this.#untilTrue(`${count} octets`, () => this.received.length >= count);
    return this.received;
  }

  /** Resolves with everything when the stream has ended. */
  async everything(): Promise<Buffer> {
    await within(this.ended, 'end of stream', () => this.received.toString());
    return this.received;
  }

  /** Resolves when the socket is gone, with the errno, if any. */
  gone(): Promise<string | undefined> {
    return within(this.closed, 'end of the socket', () => this.received.toString());
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }

  async #untilTrue(wanted: string, holds: () => boolean): Promise<void> {
    let look: () => void = () => undefined;
    const fact = new Promise<void>((resolve) => {
      look = () => holds() && resolve();
    });
    this.#watchers.add(look);
    look();
    try {
      await within(fact, wanted, () => this.received.toString());
    } finally {
      this.#watchers.delete(look);
    }
  }
}

/** Connects; resolves when the connection is established. */
export async function connectPeer(port: number, host = '127.0.0.1'): Promise<Peer> {
  const socket = connect({ port, host, allowHalfOpen: true });
  const peer = new Peer(socket);
  await once(socket, 'connect');
  return peer;
}

/** Whether a connection to the port is refused. */
export async function isRefused(port: number, host = '127.0.0.1'): Promise<boolean> {
  const socket = new Socket();
  using peer = new Peer(socket);
  socket.connect({ port, host });
  const established = once(socket, 'connect').then(
    () => false,
    () => true,
  );
  return (await established) && (await peer.gone()) === 'ECONNREFUSED';
}

/** A bare listener, whose connections can be waited for one after the other. */
export class PeerServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #peers: Peer[] = [];
  #taken = 0;

  constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#peers.push(new Peer(socket)));
  }

  get port(): number {
    const address = this.#server.address();
    return address && typeof address === 'object' ? address.port : 0;
  }

  /** The next connection nobody has asked for yet. */
  async next(): Promise<Peer> {
    const index = this.#taken;
    this.#taken += 1;
    while (this.#peers.length <= index) {
      const another = once(this.#server, 'connection');
      await within(another, 'connection', () => `${this.#peers.length} connections`);
    }
    const peer = this.#peers[index];
    if (!peer) throw new Error('no such connection');
    return peer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const peer of this.#peers) peer[Symbol.dispose]();
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }
}

/** Listens on a free port of loopback. */
export async function listenPeer(host = '127.0.0.1'): Promise<PeerServer> {
  const server = createServer({ allowHalfOpen: true });
  server.listen(0, host);
  await once(server, 'listening');
  return new PeerServer(server);
}

/** A port of loopback at which nobody listens: of one that is named, no other packets are captured. */
export async function freePort(): Promise<string> {
  await using server = await listenPeer();
  return String(server.port);
}
