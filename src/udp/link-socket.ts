import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { InternetAddress } from '../event/address.ts';
import { type Microseconds, now } from '../event/clock.ts';
import type { Emit, SocketLabel } from '../event/event.ts';
import { addressOf, domainOf } from '../system/address-of.ts';
import { systemError } from '../system/failure.ts';
import { callFailure } from './failure.ts';
import { Narrator } from './narrator.ts';

/** Octets that libuv may keep for a socket whose send buffer is full. Beyond them a link takes nothing more for it. */
const MOST_UNSENT = 1024 * 1024;

/** Called with each datagram and its sender. */
export type Receive = (bytes: Uint8Array, from: InternetAddress) => void;

/** One of a link's datagram sockets. It tells its beginning, its end and its errors; of its datagrams the link tells the fates. */
export class LinkSocket {
  readonly narrator: Narrator;
  readonly #socket: Socket;
  readonly #receive: Receive;
  #address: InternetAddress = { host: '', port: 0 };
  #opened: Microseconds = 0;
  #open = true;
  #received = 0;
  #sent = 0;
  #datagramsReceived = 0;
  #datagramsSent = 0;

  constructor(
    label: SocketLabel,
    family: 4 | 6,
    { receive, emit }: { receive: Receive; emit: Emit | undefined },
  ) {
    this.narrator = new Narrator(label, emit);
    this.#receive = receive;
    this.#socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      // Only numeric addresses come here, and a lookup would let a later datagram overtake an earlier one.
      lookup: (address, _options, found) => found(null, address, family),
    });
  }

  /** Where it is bound: the port is never 0. */
  get address(): InternetAddress {
    return this.#address;
  }

  /** Whether the kernel takes what it is given, or nearly. */
  get hasRoom(): boolean {
    return this.#open && this.#socket.getSendQueueSize() < MOST_UNSENT;
  }

  /** socket(2) and bind(2), which libuv makes one call of. Throws SocketsError. */
  async bind(local: InternetAddress): Promise<void> {
    // Not after `once`: whatever is sent meanwhile is to be told later than this.
    this.#socket.on('listening', () => this.#begin());
    const bound = once(this.#socket, 'listening');
    this.#socket.bind({ address: local.host, port: local.port });
    try {
      await bound;
    } catch (cause) {
      this.narrator.name(local);
      this.narrator.tell({ type: 'error', ...systemError(cause) });
      this.#open = false;
      this.#socket.close();
      throw callFailure(cause, 'bind', local);
    }
  }

  /** sendto(2). What the kernel refuses is told, and lost. */
  send(bytes: Uint8Array, to: InternetAddress): void {
    if (!this.#open) return;
    this.#sent += bytes.length;
    this.#datagramsSent += 1;
    this.#socket.send(bytes, to.port, to.host, (error) => error && this.#failed(error, to));
  }

  /** close(2). `unsent` octets waited to be sent by it, and are lost. Resolves when it is gone. */
  async close(unsent: number): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
    const time = now();
    const datagrams = { received: this.#datagramsReceived, sent: this.#datagramsSent };
    const counts = { received: this.#received, sent: this.#sent, unsent, datagrams };
    this.narrator.tell({ type: 'close', ...counts, elapsed: time - this.#opened }, time);
  }

  #begin(): void {
    this.#opened = now();
    this.#address = addressOf(this.#socket.address());
    const call = 'socket.bind()';
    const domain = domainOf(this.#address);
    this.narrator.tell({ type: 'socket', domain, kind: 'dgram', call }, this.#opened);
    this.narrator.name(this.#address);
    this.narrator.tell({ type: 'bind', call }, this.#opened);
    this.#socket.on('error', (error) => this.#failed(error));
    this.#socket.on('message', (bytes, { address: host, port }) => {
      this.#received += bytes.length;
      this.#datagramsReceived += 1;
      this.#receive(bytes, { host, port });
    });
  }

  #failed(error: Error, remote?: InternetAddress): void {
    if (!this.#open) return; // what was on its way when it was closed
    this.narrator.tell({ type: 'error', ...systemError(error), ...(remote && { remote }) });
  }
}
