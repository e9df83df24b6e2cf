import type { Socket } from 'node:net';
import { type Microseconds, now } from '../event/clock.ts';
import type { Narrator } from './narrator.ts';

/** What a connection has to send, and what of it the kernel has no room for yet. */
export class SendQueue {
  readonly #socket: Socket;
  readonly #narrator: Narrator;
  readonly #drained: () => void;
  #sent = 0;
  #pending = 0;
  #blockedSince: Microseconds = 0;

  /** `drained` is called when the kernel has taken all that waited. */
  constructor(socket: Socket, narrator: Narrator, drained: () => void) {
    this.#socket = socket;
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

  /** Hands octets to the kernel: write(2). False when it is full and some had to wait here. */
  write(bytes: Uint8Array): boolean {
    this.#socket.write(bytes);
    this.#sent += bytes.length;
    this.#narrator.carry('send', bytes);
    // libuv writes at once what the kernel takes. Node's own `false` only compares with a high-water mark.
    const pending = this.#socket.writableLength;
    if (pending > 0) this.#block(pending);
    return pending === 0;
  }

  /**
   * Asks whether the connection still stands, by writing nothing: `answer` gets the errno's error if it was reset.
   * libuv takes a reset that follows the last octets for an end of stream; write(2) knows better.
   */
  probe(answer: (error: Error | null | undefined) => void): void {
    this.#socket.write('', answer);
  }

  #block(pending: number): void {
    const already = this.#pending > 0;
    this.#pending = pending;
    if (already) return;
    this.#blockedSince = now();
    this.#narrator.tell({ type: 'blocked', pending });
    this.#awaitDrain();
  }

  // Node's 'drain' comes only when its high-water mark was passed; an empty write comes after all that waits.
  #awaitDrain(): void {
    this.#socket.write('', (error) => {
      if (error) return;
      this.#pending = this.#socket.writableLength;
      if (this.#pending > 0) {
        this.#awaitDrain();
        return;
      }
      this.#narrator.tell({ type: 'drained', elapsed: now() - this.#blockedSince });
      this.#drained();
    });
  }
}
