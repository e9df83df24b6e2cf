import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { InternetAddress } from '../../src/event/address.ts';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { Labels } from '../../src/event/label.ts';
import { Trace } from '../../src/trace/trace.ts';
import { openLink, type UdpLink } from '../../src/udp/link.ts';
import type { LinkOptions } from '../../src/udp/link-options.ts';
import { within } from '../support/deadline.ts';
import { until } from '../support/pair.ts';

/** A bare datagram socket, of no code of ours, with all it heard. Disposing closes it. */
export class DatagramPeer implements Disposable {
  readonly socket: Socket;
  readonly heard: { readonly text: string; readonly from: InternetAddress }[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('message', (bytes, { address, port }) => {
      this.heard.push({ text: bytes.toString('latin1'), from: { host: address, port } });
      for (const look of this.#watchers) look();
    });
  }

  get port(): number {
    return this.socket.address().port;
  }

  get texts(): string[] {
    return this.heard.map(({ text }) => text);
  }

  /** Resolves when sendto(2) has taken it. */
  async send(text: string, to: { port: number; host?: string }): Promise<void> {
    const { port, host = '127.0.0.1' } = to;
    await new Promise((sent) => {
      this.socket.send(Buffer.from(text, 'latin1'), port, host, sent);
    });
  }

  /** What it heard, as soon as there are so many. */
  async until(count: number): Promise<string[]> {
    let look: () => void = () => undefined;
    const enough = new Promise<void>((resolve) => {
      look = () => this.heard.length >= count && resolve();
    });
    this.#watchers.add(look);
    look();
    await within(enough, `${count} datagrams`, () => this.texts.join('\n'));
    this.#watchers.delete(look);
    return this.texts;
  }

  [Symbol.dispose](): void {
    this.socket.close();
  }
}

/** A bare socket on a free port of loopback. */
export async function datagramPeer(host = '127.0.0.1'): Promise<DatagramPeer> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  return new DatagramPeer(socket);
}

/** A client and a server of bare sockets, our link between them, and what it tells. Disposing closes all. */
export class Linked implements AsyncDisposable {
  readonly trace: Trace;
  readonly link: UdpLink;
  readonly client: DatagramPeer;
  readonly server: DatagramPeer;

  constructor(trace: Trace, link: UdpLink, client: DatagramPeer, server: DatagramPeer) {
    this.trace = trace;
    this.link = link;
    this.client = client;
    this.server = server;
  }

  /** Sends to the link, each once it has told the fate of the one before, unless nobody can know it yet. */
  async send(texts: readonly string[], from = this.client): Promise<void> {
    for (const text of texts) {
      const { came } = this.link.tally.there;
      await from.send(text, this.link.address);
      await this.#untilCame('there', came + 1);
    }
  }

  /** The server answers through the socket the link has for a client. */
  async answer(texts: readonly string[], to: InternetAddress): Promise<void> {
    for (const text of texts) {
      const { came } = this.link.tally.back;
      await this.server.send(text, to);
      await this.#untilCame('back', came + 1);
    }
  }

  /** The fates told of a direction. */
  fates(direction: 'there' | 'back'): EventOf<'fate'>[] {
    return this.trace.of('fate').filter((event) => event.direction === direction);
  }

  /** Where the server hears the client from. */
  get upstream(): InternetAddress {
    const [first] = this.server.heard;
    if (!first) throw new Error('the server has heard nobody');
    return first.from;
  }

  until(match: (event: SocketEvent) => boolean, wanted: string): Promise<SocketEvent> {
    return until(this.trace, match, wanted);
  }

  // The link has no event for a datagram that is held; its tally counts all that came. A turn of the event loop per look.
  async #untilCame(direction: 'there' | 'back', count: number): Promise<void> {
    const counted = async () => {
      while (this.link.tally[direction].came < count) await new Promise(setImmediate);
    };
    await within(counted(), `${count} datagrams ${direction}`, () => this.trace.steps().join(', '));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client[Symbol.dispose]();
    this.server[Symbol.dispose]();
    await this.link.close();
  }
}

/** Opens all three on loopback. */
export async function linked(
  options: Partial<LinkOptions> = {},
  host = '127.0.0.1',
): Promise<Linked> {
  const trace = new Trace();
  const client = await datagramPeer(host);
  const server = await datagramPeer(host);
  const link = await openLink(
    {
      listen: { host, port: 0 },
      to: { host, port: server.port },
      seed: 7,
      labels: new Labels(),
      ...options,
    },
    trace.record,
  );
  return new Linked(trace, link, client, server);
}
