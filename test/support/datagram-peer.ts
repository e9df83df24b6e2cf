import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { within } from './deadline.ts';

/** What a bare datagram socket is told to do with each datagram: the answers, each a datagram of its own. */
export type Answer = (payload: string, nth: number) => readonly string[];

export interface DatagramPeerOptions {
  readonly host?: string;
  /** Default: none. */
  readonly answer?: Answer;
}

/** The other end of datagrams: a bare socket that keeps what came. */
export class DatagramPeer implements Disposable {
  readonly socket: Socket;
  readonly #received: Buffer[] = [];
  readonly #watchers = new Set<() => void>();
  #from: RemoteInfo | undefined;

  constructor(socket: Socket, answer: Answer | undefined) {
    this.socket = socket;
    socket.on('message', (payload, from) => {
      this.#received.push(payload);
      this.#from = from;
      const answers = answer?.(payload.toString(), this.#received.length) ?? [];
      for (const text of answers) socket.send(text, from.port, from.address);
      for (const look of this.#watchers) look();
    });
  }

  get port(): number {
    return this.socket.address().port;
  }

  /** The port the last datagram came from. */
  get heardFrom(): number {
    return this.#from?.port ?? 0;
  }

  /** The payloads so far, as text. */
  get texts(): string[] {
    return this.#received.map((payload) => payload.toString());
  }

  /** The lengths so far. */
  get sizes(): number[] {
    return this.#received.map(({ length }) => length);
  }

  /** Resolves, with the payloads, when so many datagrams have come. */
  async until(count: number): Promise<string[]> {
    let look: () => void = () => undefined;
    const fact = new Promise<void>((resolve) => {
      look = () => this.#received.length >= count && resolve();
    });
    this.#watchers.add(look);
    look();
    try {
      await within(fact, `${count} datagrams`, () => JSON.stringify(this.texts));
    } finally {
      this.#watchers.delete(look);
    }
    return this.texts;
  }

  /** Hands one datagram to the kernel; resolves when it has taken it. */
  async send(payload: string | Uint8Array, port: number, host = '127.0.0.1'): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.socket.send(payload, port, host, (error) => (error ? reject(error) : resolve()));
    });
  }

  [Symbol.dispose](): void {
    this.socket.close();
  }
}

/** Binds a bare datagram socket to a free port. */
export async function datagramPeer({
  host = '127.0.0.1',
  answer,
}: DatagramPeerOptions = {}): Promise<DatagramPeer> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  return new DatagramPeer(socket, answer);
}
