import type { Socket } from 'node:net';
import type { Narrator } from './narrator.ts';

/** What can be done to a silent connection. */
interface Endable {
  end(): void;
  reset(): void;
}

/** Ends our half of a connection after so much silence, and resets it after as much again. */
export class IdleLimit {
  #reached = false;

  /** `milliseconds` without an octet either way are too many. */
  constructor(socket: Socket, narrator: Narrator, connection: Endable, milliseconds: number) {
    const start = () => socket.setTimeout(milliseconds, silent);
    const silent = () => {
      narrator.tell({ type: 'timeout', what: 'idle', after: milliseconds * 1000 });
      if (this.#reached) {
        connection.reset();
        return;
      }
      this.#reached = true;
      connection.end();
      start(); // Node's timer, and its callback, serve once
    };
    start();
  }

  /** Whether the connection was silent for too long. */
  get reached(): boolean {
    return this.#reached;
  }
}
