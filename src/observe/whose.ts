import type { InternetAddress } from '../event/address.ts';
import { type Address, formatAddress, isPath } from '../event/address.ts';
import type { SocketEvent, SocketLabel } from '../event/event.ts';
import type { Labels, Role } from '../event/label.ts';
import type { Side } from '../event/seen.ts';
import { Turns } from './turns.ts';

/** Whose a packet is: an end we know, which side of it sent, and the other end where it is ours, too. */
export interface Ends {
  readonly socket: SocketLabel;
  readonly by: Side;
  readonly to?: SocketLabel;
}

/** A socket that calls were seen on: it has a number of its own, and its addresses as far as they are known. */
export interface CalledSocket {
  readonly id: number;
  readonly kind?: string | undefined;
  readonly listening: boolean;
  readonly local?: Address | undefined;
  readonly remote?: Address | undefined;
  /** Its number in the kernel's tables. */
  readonly inode?: number | undefined;
}

/** A label; or the number of a socket whose label is not known yet, or is given when it is first asked for. */
type Owner = SocketLabel | number;

/** Sockets that are remembered: those that went last stay known, for a connection's packets outlive its socket. */
const MOST = 16_384;

/**
 * Says which socket a call, a packet or a row of the kernel belongs to, by the pair of addresses (RFC 9293 §3.3.1). Learns from what
 * programs and system calls tell; a program's own label goes before one that is given here. Pure, and bounded to 16,384 sockets.
 */
export class Whose {
  readonly #labels: Labels;
  /** Both ends are known. */
  readonly #pairs = new Map<string, Owner>();
  /** Bound, without a peer of its own: listeners and datagram sockets. By address, or by port alone for the wildcard address. */
  readonly #bound = new Map<string, Owner>();
  /** On the way to a peer, from an address that is not known yet. */
  readonly #attempts = new Map<string, SocketLabel>();
  /** What calls were seen on. */
  readonly #called = new Map<number, CalledSocket>();
  /** What accept(2) made, and what connect(2) was called on: that stays so, whatever becomes of them. */
  readonly #accepted = new Map<number, true>();
  readonly #clients = new Map<number, true>();
  readonly #names = new Map<number, SocketLabel>();
  /** Unix domain sockets, of which many have one path. */
  readonly #turns = new Turns();
  readonly #byInode = new Map<number, number>();
  readonly #hidden = new Map<number, true>();

  /** `labels` names sockets that nobody else has named. */
  constructor(labels: Labels) {
    this.#labels = labels;
  }

  /** Learns from a step of a program what it says of its socket's addresses. What others saw teaches nothing. */
  learn(event: SocketEvent): void {
    if (event.source !== 'app') return;
    this.#turns.learn(event);
    const { socket, local, remote, type } = event;
    if (local && remote && !isDatagram(event)) keep(this.#pairs, pair(local, remote), socket);
    else if (local && isBoundBy(event)) keep(this.#bound, place(local), socket);
    if (!remote) return;
    if (type === 'attempt') keep(this.#attempts, end(remote), socket);
    // From now on its port tells it from other clients of the same server.
    if (type === 'connect' && this.#attempts.get(end(remote)) === socket && local) {
      this.#attempts.delete(end(remote));
    }
  }

  /** Learns what a call told of its socket; `by`: accept(2) made it, or connect(2) was called on it. */
  learnCall(socket: CalledSocket, by?: 'accept' | 'connect'): void {
    const { id, local, remote, kind, inode } = socket;
    // A connect(2) that fails leaves no peer, and yet that was the socket's attempt.
    const attempted = remote ?? this.#called.get(id)?.remote;
    keep(this.#called, id, { ...socket, remote: attempted });
    if (inode !== undefined) keep(this.#byInode, inode, id);
    if (by) keep(by === 'accept' ? this.#accepted : this.#clients, id, true);
    const path = by === 'accept' ? local : remote;
    if (by && path && isPath(path)) this.#turns.call(by, path.path, id);
    if (local && remote && kind !== 'dgram') keepUnnamed(this.#pairs, pair(local, remote), id);
    else if (local && !isUnbound(local) && !this.#accepted.has(id))
      keepUnnamed(this.#bound, place(local), id);
  }

  /**
   * Learns from a row of the kernel whose number it has: connect(2) does not tell a client which address and port it was given. `inode` 0 is
   * no socket's any more.
   */
  learnRow(inode: number, local: InternetAddress, remote: InternetAddress): void {
    const id = inode === 0 ? undefined : this.#byInode.get(inode);
    const known = id === undefined ? undefined : this.#called.get(id);
    if (!known || known.listening || remote.port === 0) return;
    const isKnown = known.local && end(known.local) === end(local);
    if (!isKnown || !known.remote) this.learnCall({ ...known, local, remote });
  }

  /** A socket that is not to be told of: what was seen of it so far goes nowhere. False when some of that has been told already. */
  hide(id: number): boolean {
    if (this.#names.has(id)) return false;
    keep(this.#hidden, id, true);
    return true;
  }

  /** Whether a socket is not to be told of. */
  isHidden(id: number): boolean {
    return this.#hidden.has(id);
  }

  /** Whose a packet is that went from `source` to `destination`; `undefined` when it is nobody's we know. */
  ends(source: InternetAddress, destination: InternetAddress): Ends | undefined {
    const sender = this.of(source, destination);
    const receiver = this.of(destination, source);
    if (sender === undefined) {
      return receiver === undefined ? undefined : { socket: receiver, by: 'peer' };
    }
    const to = receiver !== undefined && receiver !== sender && { to: receiver };
    return { socket: sender, by: 'us', ...to };
  }

  /** The socket that has these two ends; of a listener's connections, the listener until one is accepted. */
  of(local: Address, remote: Address): SocketLabel | undefined {
    return (
      this.#name(this.#pairs.get(pair(local, remote))) ??
      this.bound(local) ??
      this.#attempts.get(end(remote))
    );
  }

  /** The socket that is bound to an address and has no peer of its own. */
  bound(local: Address): SocketLabel | undefined {
    const any = isPath(local) ? undefined : this.#bound.get(wildcard(local.port));
    return this.#name(this.#bound.get(end(local)) ?? any);
  }

  /** The label of a socket that calls were seen on: the program's own where there is one, or else one by what it has become. */
  called(id: number): SocketLabel {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const label = this.#ownName(id) ?? this.#labels.next(this.#role(id));
    keep(this.#names, id, label);
    return label;
  }

  #name(owner: Owner | undefined): SocketLabel | undefined {
    return typeof owner === 'number' ? this.called(owner) : owner;
  }

  /** What the program calls it. */
  #ownName(id: number): SocketLabel | undefined {
    const { local, remote } = this.#called.get(id) ?? {};
    const isAccepted = this.#accepted.has(id);
    const found = [
      this.#turns.of(id),
      local && remote && this.#pairs.get(pair(local, remote)),
      local && !remote && !isAccepted && this.#bound.get(place(local)),
      remote && this.#attempts.get(end(remote)),
    ];
    return found.find((owner) => typeof owner === 'string');
  }

  #role(id: number): Role {
    const socket = this.#called.get(id);
    if (socket?.kind === 'dgram') return 'U';
    if (socket?.listening) return 'L';
    if (this.#accepted.has(id)) return 'S';
    return socket?.remote || this.#clients.has(id) ? 'C' : 'T';
  }
}

function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

/** A name that a program has given stays, unless its socket's addresses are another's now. */
function keepUnnamed(map: Map<string, Owner>, key: string, id: number): void {
  if (typeof map.get(key) !== 'string') keep(map, key, id);
}

/** A datagram's `remote` is its sender or receiver, not its socket's peer. */
function isDatagram(event: SocketEvent): boolean {
  return event.socket.startsWith('U') || ('datagram' in event && event.datagram === true);
}

/** An accepted Unix domain socket has its listener's path, and none of its own. */
function isBoundBy({ type, socket, local }: SocketEvent): boolean {
  const its = type === 'bind' || type === 'listen' || socket.startsWith('U');
  return its && local !== undefined && !isUnbound(local);
}

function isUnbound(address: Address): boolean {
  return !isPath(address) && address.port === 0;
}

/** Two spellings of an address are one: an IPv4 address in IPv6 (RFC 4291 §2.5.5.2), one with its zone. */
function end(address: Address): string {
  if (isPath(address)) return address.path;
  const plain = address.host.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  return formatAddress({ host: plain, port: address.port });
}

/** Where something is bound: at a port of every address, or at one. */
function place(address: Address): string {
  const isAny = !isPath(address) && (address.host === '0.0.0.0' || address.host === '::');
  return isAny ? wildcard(address.port) : end(address);
}

function pair(local: Address, remote: Address): string {
  return `${end(local)}>${end(remote)}`;
}

function wildcard(port: number): string {
  return `*:${port}`;
}
