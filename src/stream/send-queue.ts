import type { Socket } from 'node:net';
import { type Microseconds, now } from '../event/clock.ts';
import type { Narrator } from './narrator.ts';

/**
 * Octets that may wait in a layer before we call it full. A layer takes what it is given and tells a turn of the event loop later that
 * the kernel has it, so that something nearly always waits.
 */
const LAYER_ROOM = 256 * 1024;

/** What a connection has to send, and what of it the kernel has no room for yet. */
export class SendQueue {
  readonly #socket: Socket;
  readonly #wire: Socket;
  readonly #narrator: Narrator;
  readonly #drained: () => void;
  #sent = 0;
  #pending = 0;
  #blockedSince: Microseconds | undefined;

  /** `wire` is the socket beneath a layer, or the same. `drained` is called when the kernel has taken all that waited. */
  constructor(socket: Socket, wire: Socket, narrator: Narrator, drained: () => void) {
    this.#socket = socket;
    this.#wire = wire;
    this.#narrator = narrator;
    this.#drained = drained;
  }

  /** Octets handed over so far. */
  get sent(): number {
    return this.#sent;
  }

  /** Octets that wait here, at the most: Node counts a write as waiting until all of it has gone. */
  get pending(): number {
    return this.#pending;
  }

  /** Octets the kernel never took, at the most. */
  get unsent(): number {
    return this.#socket === this.#wire ? this.#pending : this.#socket.writableLength;
  }

  /** Hands octets to the kernel: write(2). False when it is full and some had to wait here. */
  write(bytes: Uint8Array): boolean {
    this.#hand(bytes);
    return this.#taken();
  }

  /** The same for octets in several pieces, in one call of the kernel: writev(2). */
  writeAll(pieces: readonly Uint8Array[]): boolean {
    this.#socket.cork();
    for (const piece of pieces) this.#hand(piece);
    this.#socket.uncork();
    return this.#taken();
  }

  #hand(bytes: Uint8Array): void {
    // Told first: a layer tells of the record it makes of them within the write.
    this.#narrator.carry('send', bytes);
    this.#socket.write(bytes);
    this.#sent += bytes.length;
  }

  #taken(): boolean {
    const pending = this.#socket.writableLength;
    if (pending === 0 || !this.#isFull(pending)) return true;
    this.#block(pending);
    return false;
  }

  /**
   * Asks whether the connection still stands, by writing nothing: `answer` gets the errno's error if it was reset.
   * libuv takes a reset that follows the last octets for an end of stream; write(2) knows better. Not of a Unix domain socket: there
   * it fails as soon as the peer has closed both halves, which is no reset. A layer would keep the answer to itself: so beneath it.
   */
  probe(answer: (error: Error | null | undefined) => void): void {
    this.#wire.write('', answer);
  }

  /** libuv writes at once what the kernel takes. Node's own `false` only compares with a high-water mark. */
  #isFull(pending: number): boolean {
    return this.#socket === this.#wire || this.#kernelIsFull || pending > LAYER_ROOM;
  }

  get #kernelIsFull(): boolean {
    return this.#wire.writableLength > 0;
  }

  #block(pending: number): void {
    const already = this.#pending > 0;
    this.#pending = pending;
    if (already) return;
    this.#tellWhenFull();
    this.#awaitDrain();
  }

  /** A layer may have more to do than it can at once while the kernel has room: nothing to tell until it has none. */
  #tellWhenFull(): void {
    const { destroyed, writableLength: pending } = this.#socket;
    if (this.#pending === 0 || this.#blockedSince !== undefined || destroyed) return;
    if (this.#kernelIsFull) {
      this.#blockedSince = now();
      this.#narrator.tell({ type: 'blocked', pending });
    } else if (this.#narrator.heard) {
      setImmediate(() => this.#tellWhenFull()); // the layer goes on meanwhile
    }
  }

  // Node's 'drain' comes only when its high-water mark was passed; an empty write comes after all that waits.
  #awaitDrain(): void {
    this.#socket.write('', (error) => {
      if (error || this.#wire.destroyed) return;
      this.#pending = this.#socket.writableLength;
      if (this.#pending > 0) {
        this.#awaitDrain();
        return;
      }
      const since = this.#blockedSince;
      this.#blockedSince = undefined;
      if (since !== undefined) this.#narrator.tell({ type: 'drained', elapsed: now() - since });
      this.#drained();
    });
  }
}
