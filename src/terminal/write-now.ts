import { writeSync } from 'node:fs';
import { systemCode } from './system-code.ts';

/** Writes all octets to a descriptor before it returns. A full pipe keeps us waiting: that is its backpressure. */
export function writeNow(descriptor: number, bytes: Uint8Array): void {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      // Somebody else's setting: the pipe does not block. So we do.
      if (systemCode(error) !== 'EAGAIN') throw error;
      sleep(5);
    }
  }
}

/** Stops this thread for so many milliseconds. */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
