import type { RemoteInfo, Socket } from 'node:dgram';
import type { SocketsError } from '../error.ts';
import type { InternetAddress } from '../event/address.ts';
import { type Microseconds, now } from '../event/clock.ts';
import type { SocketLabel } from '../event/event.ts';
import { addressOf } from '../system/address-of.ts';
import { systemError } from '../system/failure.ts';
import type { Ends } from './ends.ts';
import { callFailure, failureBy, sendFailure } from './failure.ts';
import { type Joined, joinGroup, leaveGroup, type Membership } from './membership.ts';
import type { Narrator } from './narrator.ts';
import type { UdpOptions } from './options.ts';
import { Tally, type UdpClosed, type UdpCounts } from './tally.ts';

/** What `openUdp` found out and opened. */
export interface UdpParts {
  readonly ends: Ends;
  readonly options: UdpOptions;
  readonly narrator: Narrator;
}

/** Octets that may wait for the kernel before `sendNow` takes no more. */
const QUEUE_LIMIT = 1024 * 1024;

type Done = (error: SocketsError | undefined) => void;

/**
 * A datagram socket: the calls of a program in, events out.
 *
 * When is a datagram sent? Node asks the kernel within the call, but tells how it went only when the calling code has returned:
 * before anything else comes from the kernel, and so before any reply. A `send` is told then, when it is known not to have
 * failed, and with the time of the call. Where the kernel's buffer was full, it is told when the kernel has taken it.
 */
export class UdpSocket implements AsyncDisposable {
  /** Resolves when the socket is gone, with what it carried. Never rejects. */
  readonly closed: Promise<UdpClosed>;
  readonly #opened: Microseconds = now();
  readonly #socket: Socket;
  readonly #narrator: Narrator;
  readonly #options: UdpOptions;
  readonly #family: 4 | 6;
  readonly #destination: InternetAddress | undefined;
  readonly #tally = new Tally();
  #address: InternetAddress;
  #peer: InternetAddress | undefined;
  /** Sends that Node has not told the end of. */
  #handed = 0;
  #closing = false;
  #gone = false;
  #told: (closed: UdpClosed) => void = () => undefined;

  /** Use `openUdp`. */
  constructor(socket: Socket, { ends, options, narrator }: UdpParts) {
    this.#socket = socket;
    this.#narrator = narrator;
    this.#options = options;
    this.#family = ends.family;
    this.#address = ends.local;
    this.#destination = ends.destination;
    socket.on('message', (bytes, from) => this.#receive(bytes, from));
    this.closed = new Promise((resolve) => {
      this.#told = resolve;
    });
    socket.on('close', () => {
      this.#gone = true;
      this.#finish();
    });
  }

  get label(): SocketLabel {
    return this.#narrator.label;
  }

  /** Where it is bound: the port is never 0. */
  get address(): InternetAddress {
    return this.#address;
  }

  /** The one peer of a connected socket. */
  get peer(): InternetAddress | undefined {
    return this.#peer;
  }

  /** Where `send` goes when it is not told: to the peer, or to what `openUdp` was told. By its number. */
  get destination(): InternetAddress | undefined {
    return this.#peer ?? this.#destination;
  }

  get connected(): boolean {
    return this.#peer !== undefined;
  }

  /** What it carried so far. */
  get counts(): UdpCounts {
    const { received, sent, datagrams } = this.#tally.counts;
    return { received, sent, datagrams };
  }

  /** Its addresses are known, and what fails from now on is told: `openUdp` calls it. */
  start(peer: InternetAddress | undefined): void {
    this.#address = addressOf(this.#socket.address());
    this.#peer = peer;
    this.#socket.on('error', (cause) => this.#failed(cause));
  }

  /**
   * Hands one datagram (text: as UTF-8) to the kernel: sendto(2), or send(2) on a connected socket. `to` by its number. Resolves with
   * its length when the kernel took it, which says nothing about its arrival. Rejects with SocketsError.
   */
  send(datagram: Uint8Array | string, to?: InternetAddress): Promise<number> {
    const bytes = octetsOf(datagram);
    return new Promise((resolve, reject) => {
      this.#hand(bytes, to, (error) => (error ? reject(error) : resolve(bytes.length)));
    });
  }

  /**
   * Hands one datagram to the kernel, and does not wait: what fails goes to `failed`. False when so much waits for the kernel, or
   * the socket is so far closed, that the datagram was not taken at all; nothing is told then. To most protocols that is a loss
   * like any other.
   */
  sendNow(datagram: Uint8Array | string, to?: InternetAddress): boolean {
    if (this.#closing || this.#isFull) return false;
    this.#hand(octetsOf(datagram), to, (error) => error && this.#options.failed?.(this, error));
    return true;
  }

  /** Joins a multicast group. Throws SocketsError. */
  join(membership: Membership): void {
    this.#change('join', joinGroup, membership);
  }

  /** Leaves a multicast group: in the words in which it was joined. Throws SocketsError. */
  leave(membership: Membership): void {
    this.#change('leave', leaveGroup, membership);
  }

  /**
   * close(2), at once: what came and was not read is lost, and so is what waits here for the kernel. What the kernel took is on its
   * way. Resolves when the socket is gone.
   */
  async close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true;
      this.#socket.close();
    }
    await this.closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #hand(bytes: Uint8Array, asked: InternetAddress | undefined, done: Done): void {
    const to = asked ?? this.destination;
    const impossible = this.#impossible(to);
    if (!to || impossible) {
      done(failureBy('send', impossible ?? 'EDESTADDRREQ'));
      return;
    }
    const called = this.#narrator.heard ? now() : 0;
    let atOnce = true;
    const told = (error: Error | null) => {
      this.#handed -= 1;
      if (error) done(this.#unsendable(error, bytes, to));
      else done(this.#took(bytes, to, atOnce ? called : undefined));
      if (this.#gone) this.#finish();
    };
    try {
      if (this.#peer) this.#socket.send(bytes, told);
      else this.#socket.send(bytes, to.port, to.host, told);
      this.#handed += 1;
      if (this.#narrator.heard) atOnce = this.#socket.getSendQueueCount() === 0;
    } catch (cause) {
      done(this.#unsendable(cause, bytes, to));
    }
  }

  /** Nothing waits when Node has told the end of every send: it need not be asked. */
  get #isFull(): boolean {
    return this.#handed > 0 && this.#socket.getSendQueueSize() > QUEUE_LIMIT;
  }

  /** The errno of a send that need not be tried. */
  #impossible(to: InternetAddress | undefined): string | undefined {
    if (this.#closing) return 'EBADF';
    if (!this.#peer || !to) return undefined;
    return to.port === this.#peer.port && to.host === this.#peer.host ? undefined : 'EISCONN';
  }

  #took(bytes: Uint8Array, to: InternetAddress, time: Microseconds | undefined): undefined {
    this.#tally.went(bytes.length);
    this.#narrator.carry('send', bytes, to, time);
  }

  #unsendable(cause: unknown, bytes: Uint8Array, to: InternetAddress): SocketsError {
    // Taken back by close, which tells.
    if (systemError(cause).code === 'ECANCELED') this.#tally.stayed(bytes.length);
    else this.#narrator.failed(cause, to);
    return sendFailure(cause, { bytes: bytes.length, local: this.#address, to });
  }

  #receive(bytes: Uint8Array, { address, port }: RemoteInfo): void {
    const remote = { host: address, port };
    this.#tally.came(bytes.length);
    this.#narrator.carry('receive', bytes, remote);
    this.#options.receive?.(this, { bytes, remote });
  }

  #change(
    type: 'join' | 'leave',
    call: (socket: Socket, membership: Membership, family: 4 | 6) => Joined,
    membership: Membership,
  ): void {
    if (this.#closing) throw failureBy(type, 'EBADF');
    try {
      const { at: _at, ...told } = call(this.#socket, membership, this.#family);
      this.#narrator.tell({ type, ...told });
    } catch (cause) {
      this.#narrator.failed(cause);
      throw cause;
    }
  }

  /** recvmsg(2) failed: on a connected socket, an ICMP answer to what was sent (udp(7)). Reading goes on. */
  #failed(cause: Error): void {
    this.#narrator.failed(cause);
    const error = callFailure(cause, 'receive', this.#peer ?? this.#address);
    this.#options.failed?.(this, error);
  }

  /** Tells the close when nothing else is left to tell: Node has done with the socket before it gives waiting datagrams back. */
  #finish(): void {
    if (this.#handed > 0) return;
    const closed = this.#tally.counts;
    const time = now();
    this.#narrator.tell({ type: 'close', ...closed, elapsed: time - this.#opened }, time);
    this.#told(closed);
  }
}

function octetsOf(datagram: Uint8Array | string): Uint8Array {
  return typeof datagram === 'string' ? Buffer.from(datagram) : datagram;
}
