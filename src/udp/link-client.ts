import { SocketAddress } from 'node:net';
import { formatAddress, type InternetAddress, isLoopback } from '../event/address.ts';
import type { Microseconds } from '../event/clock.ts';
import type { Emit, SocketLabel } from '../event/event.ts';
import { LinkSocket } from './link-socket.ts';
import { Flow } from './passage.ts';

/** What a client of a link needs to know of it. */
interface Upstream {
  readonly label: SocketLabel;
  readonly to: InternetAddress;
  readonly emit: Emit | undefined;
  readonly receive: (client: LinkClient, bytes: Uint8Array) => void;
}

/** A client of a link, with the socket that stands for it towards the server. */
export class LinkClient {
  readonly address: InternetAddress;
  readonly upstream: LinkSocket;
  readonly flows: { readonly there: Flow<LinkClient>; readonly back: Flow<LinkClient> };
  readonly #to: InternetAddress;

  constructor(address: InternetAddress, { label, to, emit, receive }: Upstream) {
    this.address = address;
    this.#to = to;
    this.flows = { there: new Flow(this), back: new Flow(this) };
    const server = endpointOf(to);
    this.upstream = new LinkSocket(label, to.host.includes(':') ? 6 : 4, {
      emit,
      // Not connected, for a refusal would then cost the next datagram (udp(7)): whoever finds the port may send to it.
      receive: (bytes, from) => endpointOf(from) === server && receive(this, bytes),
    });
  }

  /** Binds the socket, to loopback if the server is there. Throws SocketsError. */
  open(): Promise<void> {
    const six = this.#to.host.includes(':');
    const loopback = six ? '::1' : '127.0.0.1';
    const any = six ? '::' : '0.0.0.0';
    return this.upstream.bind({ host: isLoopback(this.#to.host) ? loopback : any, port: 0 });
  }

  /** Closes the socket: what waits to be sent by it is lost. Resolves when it is gone. */
  close(): Promise<void> {
    this.flows.there.gone = true;
    return this.upstream.close(this.flows.there.waiting);
  }
}

/** The clients of a link, by their addresses, and when each was heard last. */
export class LinkClients {
  /** Whoever was silent the longest comes first. */
  readonly #heard = new Map<
    string,
    { readonly client: LinkClient; readonly heard: Microseconds }
  >();

  get size(): number {
    return this.#heard.size;
  }

  /** The one that was silent the longest, and since when. */
  get silent(): { readonly client: LinkClient; readonly heard: Microseconds } | undefined {
    const [first] = this.#heard.values();
    return first;
  }

  find(address: InternetAddress): LinkClient | undefined {
    return this.#heard.get(formatAddress(address))?.client;
  }

  /** Notes that a client, known or new, was heard. */
  hear(client: LinkClient, heard: Microseconds): void {
    this.delete(client);
    this.#heard.set(formatAddress(client.address), { client, heard });
  }

  delete({ address }: LinkClient): void {
    this.#heard.delete(formatAddress(address));
  }
}

/** An address in its one spelling, without an interface: whoever writes `0:0::1` means `::1`. */
function endpointOf({ host, port }: InternetAddress): string {
  const [address = ''] = host.split('%');
  if (!address.includes(':')) return `${address}:${port}`;
  return `${new SocketAddress({ address, family: 'ipv6' }).address}:${port}`;
}
