import { isPath } from '../event/address.ts';
import type { EventOf, SocketEvent, SocketLabel } from '../event/event.ts';
import { addressOf, type IpAddress } from './ip-address.ts';
import type { Unit } from './unit.ts';

/** The ends of a connection, one of them a socket's own. */
export interface Ends {
  readonly local: IpAddress;
  readonly remote: IpAddress;
}

/** Which ends a trace tells of: what is made up of it has each octet once, whichever end told of it. */
export class ToldEnds {
  /** Of each client, the ends of the connection it got in the end. */
  readonly #connects = new Map<SocketLabel, Ends>();
  /** From where to where: the first end has a socket here; it tells of what it sends. */
  readonly #present = new Set<string>();
  readonly #sending = new Set<string>();
  /** Sockets with TLS: their streams are records. */
  readonly #secured = new Set<SocketLabel>();
  /** Datagram sockets that tell of what they send, by address and by port alone. */
  readonly #senders = new Set<string>();

  /** Takes the next event, and the octets it tells of. */
  learn(event: SocketEvent, unit: Unit | undefined): void {
    if (event.type === 'tls-record') this.#secured.add(event.socket);
    if (event.type === 'send' && event.datagram) this.#learnSender(event);
    const ends = endsOf(event);
    if (!ends || event.source !== 'app') return;
    const way = wayOf(ends.local, ends.remote);
    if (isConnect(event)) this.#connects.set(event.socket, ends);
    if (unit?.by === 'us') this.#sending.add(way);
    this.#present.add(way);
  }

  /** Where a client's attempt led, if it was to the address it tried. */
  connectedBy({ socket, remote }: EventOf<'attempt'>): Ends | undefined {
    const ends = this.#connects.get(socket);
    if (!remote || isPath(remote)) return undefined;
    return ends && addressOf(remote)?.text === ends.remote.text ? ends : undefined;
  }

  /** Whether the end at `from` has a socket here. */
  isPresent(from: IpAddress, to: IpAddress): boolean {
    return this.#present.has(wayOf(from, to));
  }

  /** Whether the end at `from` tells itself of the octets it sends there. */
  isSending(from: IpAddress, to: IpAddress): boolean {
    return this.#sending.has(wayOf(from, to));
  }

  /** Whether a socket's stream is one of TLS records. */
  isSecured(label: SocketLabel): boolean {
    return this.#secured.has(label);
  }

  /** Whether a datagram's sender tells itself of what it sends. One that is bound to no address of its own is known by its port. */
  sendsDatagrams(from: IpAddress): boolean {
    return this.#senders.has(from.text) || (from.isLoopback && this.#senders.has(`*:${from.port}`));
  }

  #learnSender({ local }: EventOf<'send'>): void {
    const address = local && addressOf(local);
    if (address) this.#senders.add(address.isUnspecified ? `*:${address.port}` : address.text);
  }
}

/** Both ends of an event's socket, where they are known and of one family. */
export function endsOf({ local, remote }: Pick<SocketEvent, 'local' | 'remote'>): Ends | undefined {
  const here = local && addressOf(local);
  const there = remote && addressOf(remote);
  if (!here || !there || here.octets.length !== there.octets.length) return undefined;
  return { local: here, remote: there };
}

function isConnect(event: SocketEvent): boolean {
  return event.type === 'connect' && event.kind === undefined;
}

function wayOf(from: IpAddress, to: IpAddress): string {
  return `${from.text} ${to.text}`;
}
