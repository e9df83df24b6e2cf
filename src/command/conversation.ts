import { setTimeout } from 'node:timers/promises';
import type { Connection } from '../stream/connection.ts';
import type { Handler } from '../stream/handler.ts';
import type { PeerOutput } from './peer-output.ts';

/** A connection between the user and a peer: what comes goes to the output, what is given goes to the peer. */
export class Conversation implements Handler {
  readonly #connection: Connection;
  readonly #output: PeerOutput;
  readonly #peerEnded: () => void;
  #wake: () => void = () => undefined;

  constructor(connection: Connection, output: PeerOutput, peerEnded: () => void = () => undefined) {
    this.#connection = connection;
    this.#output = output;
    this.#peerEnded = peerEnded;
  }

  receive(connection: Connection, bytes: Uint8Array): void {
    this.#output.write(connection, bytes);
  }

  drained(): void {
    this.#wake();
  }

  endOfStream(): void {
    this.#peerEnded();
  }

  closed(connection: Connection): void {
    this.#output.end(connection);
    this.#wake();
  }

  /** Sends chunk after chunk, as fast as the kernel takes them, `pause` ms apart. Stops when our half is closed. */
  async send(chunks: AsyncIterable<Uint8Array>, pause = 0): Promise<void> {
    let first = true;
    for await (const chunk of chunks) {
      if (pause > 0 && !first) await setTimeout(pause);
      first = false;
      if (!this.#connection.sendable) return;
      if (!this.#connection.send(chunk)) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
