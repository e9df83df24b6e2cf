import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { MESSAGE } from './pinger.ts';

/** After so long a datagram will not come back, and another one is sent. ms */
const LATE = 250;

/** A datagram socket that sends numbered datagrams to an echo server, and looks at each that comes back. */
export class Sender {
  readonly #message = randomBytes(MESSAGE);
  readonly #rest = Buffer.from(this.#message.subarray(4));
  readonly #socket: Socket;
  /** How many were sent, which is the number of the next one. */
  #sent = 0;
  #returned = 0;
  #newest = -1;
  /** When the last one came back; ms of `performance.now`. */
  #heard = 0;
  #until = 0;
  #finished: () => void = () => undefined;
  #failed: (error: Error) => void = () => undefined;

  /** Use `open`. */
  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (bytes) => this.#receive(bytes));
    socket.on('error', (error) => this.#failed(error));
  }

  static async open(port: number): Promise<Sender> {
    const socket = createSocket('udp4');
    // Connected: Node would otherwise look the address up for each datagram, and the kernel would let others answer.
    socket.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Sender(socket);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  get sent(): number {
    return this.#sent;
  }

  get returned(): number {
    return this.#returned;
  }

  get heard(): number {
    return this.#heard;
  }

  /** Rejects when something else comes back than was sent. Else it stays pending. */
  get failed(): Promise<never> {
    return new Promise((_, reject) => {
      this.#failed = reject;
    });
  }

  send(): void {
    this.#message.writeUInt32LE(this.#sent);
    this.#sent += 1;
    this.#socket.send(this.#message);
  }

  /** Sends and waits, datagram after datagram, until `until` (ms of `performance.now`). */
  pingPong(until: number): Promise<void> {
    this.#until = until;
    return new Promise((resolve) => {
      this.#finished = resolve;
      this.#heard = performance.now();
      this.send();
    });
  }

  /** Sends another datagram when the one that is waited for seems lost. */
  resendIfLate(): void {
    if (this.#newest < this.#sent - 1 && performance.now() - this.#heard > LATE) this.send();
  }

  close(): void {
    this.#socket.close();
  }

  #receive(bytes: Buffer): void {
    const number = bytes.length === MESSAGE ? bytes.readUInt32LE() : -1;
    // On loopback none overtakes another. One that came twice would be as old as the last.
    if (number <= this.#newest || number >= this.#sent || this.#rest.compare(bytes, 4) !== 0) {
      this.#failed(new Error('other datagrams came back than were sent'));
      return;
    }
    this.#newest = number;
    this.#returned += 1;
    this.#heard = performance.now();
    if (this.#until === 0 || number < this.#sent - 1) return;
    if (this.#heard < this.#until) this.send();
    else this.#finished();
  }
}
