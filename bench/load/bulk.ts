import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { dial } from './dial.ts';
import type { Slice, Target } from './task.ts';

const CHUNK = 64 * 1024;
/** How much may be on the way: enough to fill the kernel's buffers on loopback, so that backpressure comes into play. */
const IN_FLIGHT = 4 * 1024 * 1024;
/** A prime, so that a lost, doubled or swapped chunk does not look right. */
const PERIOD = 65_521;

const period = randomBytes(PERIOD);
/** From any place in the first period, a whole chunk can be taken. */
const pattern = Buffer.concat([period, period, period]);

/** Sends chunks of 64 KiB as fast as they come back, for so long. Resolves when all have come back right. */
export function bulk(at: Target, milliseconds: number): Promise<Slice> {
  return new Promise((resolve, reject) => {
    const flow = new Flow(at, milliseconds, resolve);
    flow.socket.on('error', reject);
  });
}

class Flow {
  readonly socket: Socket;
  readonly #milliseconds: number;
  readonly #finished: (slice: Slice) => void;
  #start = 0;
  #sent = 0;
  #returned = 0;

  constructor(at: Target, milliseconds: number, finished: (slice: Slice) => void) {
    this.#milliseconds = milliseconds;
    this.#finished = finished;
    const receive = (length: number, buffer: Uint8Array) => this.#receive(length, buffer);
    this.socket = dial(at, CHUNK, receive, () => {
      this.#start = performance.now();
      this.#fill();
    });
  }

  #receive(length: number, buffer: Uint8Array): boolean {
    const at = this.#returned % PERIOD;
    if (pattern.compare(buffer, 0, length, at, at + length) !== 0) {
      this.socket.destroy(new Error('other octets came back than were sent'));
      return false;
    }
    this.#returned += length;
    if (performance.now() - this.#start < this.#milliseconds) this.#fill();
    else if (this.#returned === this.#sent) this.#finish();
    return true;
  }

  #fill(): void {
    while (this.#sent - this.#returned < IN_FLIGHT) {
      const at = this.#sent % PERIOD;
      this.socket.write(pattern.subarray(at, at + CHUNK));
      this.#sent += CHUNK;
    }
  }

  #finish(): void {
    const slice = { bytes: this.#sent, milliseconds: performance.now() - this.#start };
    this.socket.once('close', () => this.#finished(slice));
    this.socket.end();
  }
}
