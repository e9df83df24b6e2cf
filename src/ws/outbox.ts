import type { Connection } from '../stream/connection.ts';

/** As many octets are collected; a longer frame goes by itself. */
const ROOM = 64 * 1024;

/**
 * Hands frames to a stream: each at once, or those of a stretch of work together. A call of the kernel takes longer than all the rest of a small
 * message does, so that the answers to messages that came together go together.
 */
export class Outbox {
  readonly #connection: Connection;
  #pieces: Uint8Array[] = [];
  #octets = 0;
  #collects = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Takes a frame, in one piece or several. */
  send(frame: readonly Uint8Array[]): void {
    let octets = 0;
    for (const piece of frame) octets += piece.length;
    if (this.#octets + octets > ROOM) this.flush();
    this.#pieces.push(...frame);
    this.#octets += octets;
    if (!this.#collects || octets > ROOM) this.flush();
  }

  /** Collects what is sent while `work` goes on, and then hands it over. */
  together(work: () => void): void {
    const isOutermost = !this.#collects;
    this.#collects = true;
    try {
      work();
    } finally {
      if (isOutermost) {
        this.#collects = false;
        this.flush();
      }
    }
  }

  /** Hands over what was collected, before something else happens to the stream. */
  flush(): void {
    const pieces = this.#pieces;
    const [first] = pieces;
    if (!first) return;
    const octets = this.#octets;
    this.#pieces = [];
    this.#octets = 0;
    if (!this.#connection.sendable) return; // cut in the meantime
    if (pieces.length === 1) this.#connection.send(first);
    else this.#connection.send(octets > ROOM ? pieces : Buffer.concat(pieces, octets));
  }
}
