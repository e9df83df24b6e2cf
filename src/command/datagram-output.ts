import type { Terminal } from '../terminal/terminal.ts';
import { visible } from '../view/visible.ts';
import type { Destination } from './peer-output.ts';

/** So many octets may wait for a slow reader of stdout: nothing can keep a sender of datagrams waiting. */
const MOST_WAITING = 4 * 1024 * 1024;

/** Writes the payloads of datagrams to stdout, one behind the other, as nc -u does. */
export class DatagramOutput {
  readonly #terminal: Terminal;
  readonly #destination: Destination;
  #unwritten = 0;

  constructor(terminal: Terminal, destination: Destination) {
    this.#terminal = terminal;
    this.#destination = destination;
  }

  /** How many datagrams were left out because stdout was too slow. */
  get unwritten(): number {
    return this.#unwritten;
  }

  write(bytes: Uint8Array): void {
    if (this.#destination === 'trace' || bytes.length === 0) return;
    const { output } = this.#terminal;
    if (output.writableLength > MOST_WAITING) {
      this.#unwritten += 1;
      return;
    }
    // A character never goes on in the next datagram, which may be somebody else's.
    output.write(this.#destination === 'raw' ? bytes : visible(bytes, { newlines: 'kept' }));
  }
}
