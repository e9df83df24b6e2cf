import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { dial } from './dial.ts';
import type { Target } from './task.ts';

/** Octets of a message: what a small request or a line of chat has. */
export const MESSAGE = 64;

/** A connection that sends a message, and another when the first has come back right. */
export class Pinger {
  readonly #message = randomBytes(MESSAGE);
  readonly #socket: Socket;
  #returned = 0;
  #echoes = 0;
  #until = 0;
  #finished: (echoes: number) => void = () => undefined;
  #failed: (error: Error) => void = () => undefined;

  private constructor(at: Target, ready: (pinger: Pinger) => void) {
    const receive = (length: number, buffer: Uint8Array) => this.#receive(length, buffer);
    this.#socket = dial(at, MESSAGE, receive, () => ready(this));
    this.#socket.on('error', (error) => this.#failed(error));
  }

  static connect(at: Target): Promise<Pinger> {
    return new Promise((resolve, reject) => {
      const pinger = new Pinger(at, resolve);
      pinger.#failed = reject;
    });
  }

  /** Sends and waits, message after message, until `until` (ms of `performance.now`). Resolves to how many came back. */
  play(until: number): Promise<number> {
    this.#until = until;
    this.#echoes = 0;
    return new Promise((resolve, reject) => {
      this.#finished = resolve;
      this.#failed = reject;
      this.#socket.write(this.#message);
    });
  }

  /** Ends the connection. Resolves when it is gone, and so when the server has read all. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.once('close', () => resolve());
      this.#socket.end();
    });
  }

  #receive(length: number, buffer: Uint8Array): boolean {
    const end = this.#returned + length;
    if (end > MESSAGE || this.#message.compare(buffer, 0, length, this.#returned, end) !== 0) {
      this.#socket.destroy(new Error('other octets came back than were sent'));
      return false;
    }
    this.#returned = end;
    if (end === MESSAGE) this.#next();
    return true;
  }

  #next(): void {
    this.#returned = 0;
    this.#echoes += 1;
    if (performance.now() >= this.#until) {
      this.#finished(this.#echoes);
      return;
    }
    // Another one each time, so that an old one that came twice would be seen.
    this.#message.writeUInt32LE(this.#echoes);
    this.#socket.write(this.#message);
  }
}
