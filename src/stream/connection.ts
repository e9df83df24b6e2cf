import type { Socket } from 'node:net';
import { SocketsError } from '../error.ts';
import type { Address } from '../event/address.ts';
import { type Microseconds, now } from '../event/clock.ts';
import type { SocketLabel } from '../event/event.ts';
import { afterShutdown } from './after-shutdown.ts';
import type { Closed, ConnectionOptions, Owner } from './connection-options.ts';
import { descriptorOf } from './descriptor-of.ts';
import type { Handler } from './handler.ts';
import { IdleLimit } from './idle-limit.ts';
import { Narrator } from './narrator.ts';
import { readOctets } from './read-octets.ts';
import { SendQueue } from './send-queue.ts';
import { type StreamOption, setSocketOption } from './set-socket-option.ts';

const NOTHING: Handler = {};

/**
 * One end of an established stream connection: the calls of a program in, events out.
 *
 * It reads nothing until `handle` (or `for await`) says what to do with the octets. Closing is left to both sides:
 * it closes when each has ended its half (RFC 9293 §3.6), or when either resets.
 */
export class Connection implements AsyncIterable<Uint8Array> {
  readonly opened: Microseconds = now();
  readonly #socket: Socket;
  /** The same, unless a layer lies between. */
  readonly #wire: Socket;
  readonly #narrator: Narrator;
  readonly #queue: SendQueue;
  readonly #owner: Owner | undefined;
  #handler: Handler = NOTHING;
  #paused = false;
  #held = false;
  #received = 0;
  #idle: IdleLimit | undefined;
  #ending = false;
  #cut = false;
  #error: NodeJS.ErrnoException | undefined;
  #whenClosed: ((closed: Closed) => void)[] = [];
  #closed: Closed | undefined;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#wire = options.wire ?? socket;
    this.#narrator = new Narrator(options);
    this.#queue = new SendQueue(socket, this.#wire, this.#narrator, () => this.#drained());
    this.#owner = options.owner;
    socket.on('finish', () => this.#isBroken || this.#narrator.tell({ type: 'shutdown' }));
    socket.on('error', (error: NodeJS.ErrnoException) => this.#failed(error));
    socket.on('close', () => this.#gone());
  }

  get label(): SocketLabel {
    return this.#narrator.label;
  }

  get local(): Address | undefined {
    return this.#narrator.local;
  }

  /** `undefined` when the peer was gone before we could ask for its name. */
  get remote(): Address | undefined {
    return this.#narrator.remote;
  }

  /** The socket's number in this process, where Node has it: a descriptor of /proc/self/fd. */
  get descriptor(): number | undefined {
    return descriptorOf(this.#wire);
  }

  /** Octets read so far. */
  get received(): number {
    return this.#wire === this.#socket ? this.#socket.bytesRead : this.#received;
  }

  /** Octets handed to `send` so far. */
  get sent(): number {
    return this.#queue.sent;
  }

  /** Octets handed to `send` that wait for room in the kernel, at the most. */
  get pending(): number {
    return this.#queue.pending;
  }

  /** Whether our half is still open. */
  get sendable(): boolean {
    return this.#socket.writable && !this.#ending && !this.#cut;
  }

  /** Whether reading was stopped by `pause`. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Resolves when the connection is gone. Never rejects: how it ended is in the result. */
  get closed(): Promise<Closed> {
    if (this.#closed) return Promise.resolve(this.#closed);
    return new Promise((resolve) => this.#whenClosed.push(resolve));
  }

  /** Starts reading, and says what to do with what comes. A later handler takes the place of the one before. */
  handle(handler: Handler): void {
    this.#handler = handler;
    if (this.#socket.listenerCount('data') > 0) return;
    this.#socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#socket.on('end', () => this.#end());
    if (this.#socket.readableEnded) queueMicrotask(() => this.#end()); // it came before anybody read
  }

  /** Reads with `for await`: each chunk as read(2) gave it, no faster than they are taken, until end of stream. */
  [Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    return readOctets(this);
  }

  /**
   * Hands octets (text: as UTF-8; several pieces: in one call) to the kernel: write(2). False when the kernel's send buffer is full and some had
   * to wait here; `drained` follows. Throws SocketsError `send-after-shutdown` when our half is closed.
   */
  send(octets: Uint8Array | string | readonly Uint8Array[]): boolean {
    if (!this.sendable) {
      throw new SocketsError('usage', 'send-after-shutdown', { socket: this.label });
    }
    if (typeof octets === 'string') return this.#queue.write(Buffer.from(octets));
    return octets instanceof Uint8Array ? this.#queue.write(octets) : this.#queue.writeAll(octets);
  }

  /** Closes our half when all is sent: shutdown(2) with SHUT_WR. The peer may go on sending. */
  end(): void {
    if (!this.sendable) return;
    this.#ending = true;
    // While a shutdown waits behind octets that wait, libuv cannot reset: so it does not wait there, but here.
    if (this.#queue.pending === 0) this.#socket.end();
  }

  /**
   * Cuts the connection with RST (RFC 9293 §3.5.2): close(2) with SO_LINGER 0. What is on its way is lost.
   * A Unix domain socket knows no RST: it is closed, and a peer whose octets were not read gets ECONNRESET.
   */
  reset(): void {
    if (this.#wire.destroyed) return;
    if (this.#narrator.isUnix) {
      this.close();
      return;
    }
    if (afterShutdown([this.#socket, this.#wire], () => this.reset())) return;
    this.#narrator.tell({ type: 'reset', by: 'us' });
    this.#cut = true;
    this.#wire.resetAndDestroy();
  }

  /** Closes both halves at once: close(2). The kernel sends FIN, or RST when octets were left unread. */
  close(): void {
    // Once the wire is destroyed, Node destroys the layer at its close; touched before, OpenSSL's part of it is freed twice.
    if (!this.#wire.destroyed) this.#socket.destroy();
  }

  /** Stops reading, so that the kernel's receive buffer fills and its window shrinks (RFC 9293 §3.8.6). */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#socket.pause();
    this.#narrator.tell({ type: 'pause' });
  }

  /** Reads on after `pause`. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#narrator.tell({ type: 'resume' });
    if (!this.#held) this.#socket.resume();
  }

  /** Stops reading for backpressure's sake: `blocked` already told why. */
  hold(): void {
    this.#held = true;
    this.#socket.pause();
  }

  /** Reads on after `hold`. */
  release(): void {
    this.#held = false;
    if (!this.#paused) this.#socket.resume();
  }

  /** setsockopt(2), told as an event. `value` is 0 or 1, or for TCP_KEEPIDLE seconds. */
  setOption(option: StreamOption, value: number): void {
    setSocketOption(this.#wire, option, value);
    this.#narrator.tell({ type: 'setsockopt', option, value });
  }

  /** After `milliseconds` of silence ends our half, and after as long again resets. */
  limitIdle(milliseconds: number): void {
    this.#idle = new IdleLimit(this.#socket, this.#narrator, this, milliseconds);
  }

  /** Whether `limitIdle` found the connection silent. */
  get idledOut(): boolean {
    return this.#idle?.reached === true;
  }

  #receive(bytes: Buffer): void {
    this.#received += bytes.length;
    this.#narrator.carry('receive', bytes);
    this.#handler.receive?.(this, bytes);
  }

  #drained(): void {
    if (this.#ending) this.#socket.end();
    this.#handler.drained?.(this);
  }

  #end(): void {
    if (this.#isBroken) return;
    if (!this.sendable || this.#queue.pending > 0 || this.#narrator.isUnix) this.#peerEnded();
    else this.#queue.probe((error) => error || this.#peerEnded());
  }

  #peerEnded(): void {
    this.#narrator.tell({ type: 'end-of-stream' });
    this.#handler.endOfStream?.(this);
    this.#owner?.peerEnded(this);
  }

  get #isBroken(): boolean {
    return this.#cut || this.#error !== undefined || this.#closed !== undefined;
  }

  #failed(error: NodeJS.ErrnoException): void {
    // What follows the first is of its making.
    if (this.#isBroken) return;
    this.#error = error;
    const { syscall: call = '', code = '' } = error;
    if (code === 'ECONNRESET') this.#narrator.tell({ type: 'reset', by: 'peer' });
    else this.#narrator.tell({ type: 'error', call, code });
    this.close(); // Node leaves a layer that can read no more as it is
  }

  #gone(): void {
    const counts = { received: this.received, sent: this.sent, unsent: this.#queue.unsent };
    this.#closed = this.#error ? { ...counts, error: this.#error } : counts;
    const time = now();
    this.#narrator.tell({ type: 'close', ...counts, elapsed: time - this.opened }, time);
    this.#handler.closed?.(this);
    this.#owner?.closed(this);
    for (const resolve of this.#whenClosed) resolve(this.#closed);
  }
}
