/** Octets of a line that are kept from its beginning: several buffers of 4 KiB, four characters an octet, fit. */
export const LONGEST_LINE = 64 * 1024;
/** Octets of a longer line that are kept from its end, where strace writes the result. */
export const KEPT_TAIL = 256;

/** One line without its newline, an octet a character (strace escapes whatever is not ASCII). */
export interface TraceLine {
  readonly text: string;
  /** Present when the line was longer than `LONGEST_LINE`, which `text` then is: the line's last `KEPT_TAIL` characters. */
  readonly tail?: string;
}

/**
 * Cuts octets into lines, however they come: the same octets give the same lines. Holds one line at the most, and of that no more than
 * its beginning and its end.
 */
export class LineReader {
  #head = '';
  /** What lies behind the head, shortened from its front as it grows. */
  #rest = '';

  /** The lines that end in `chunk`. */
  push(chunk: Uint8Array): TraceLine[] {
    const pieces = latin1(chunk).split('\n');
    const last = pieces.pop() ?? '';
    const lines = pieces.map((piece) => {
      this.#hold(piece);
      return this.#take();
    });
    this.#hold(last);
    return lines;
  }

  /** What stands behind the last newline, if anything does. */
  end(): TraceLine[] {
    return this.#head === '' ? [] : [this.#take()];
  }

  #hold(piece: string): void {
    const room = LONGEST_LINE - this.#head.length;
    this.#head += piece.slice(0, room);
    if (piece.length > room) this.#rest = (this.#rest + piece.slice(room)).slice(-KEPT_TAIL);
  }

  #take(): TraceLine {
    const head = this.#head;
    const rest = this.#rest;
    this.#head = '';
    this.#rest = '';
    return rest === '' ? { text: head } : { text: head, tail: (head + rest).slice(-KEPT_TAIL) };
  }
}

function latin1(chunk: Uint8Array): string {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
}
