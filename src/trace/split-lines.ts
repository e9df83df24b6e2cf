import { badTrace } from './bad-trace.ts';

/** Octets a line may have without its newline: a hundred times what an event takes. */
export const LONGEST_LINE = 1024 * 1024;

/** One line without its newline, counted from 1. Only the last of a file may have had none: it is not `whole`. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly whole: boolean;
}

/**
 * Cuts UTF-8 into lines, however the octets come: the same octets give the same lines.
 * Throws `bad-trace` at a line that is too long, before it has grown further, or that is not UTF-8.
 */
export class LineSplitter {
  // Stray octets would otherwise become U+FFFD, and two different files the same events.
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #held = Buffer.allocUnsafe(1024);
  #length = 0;
  #number = 0;
  /** The first half of a character whose other half begins the next string. */
  #surrogate = '';

  /** The lines that end in `chunk`, the first of them with what was held back. To be read to the end before the next. */
  *push(chunk: string | Uint8Array): Generator<Line> {
    const octets = this.#octets(chunk);
    let start = 0;
    for (let end = octets.indexOf(0x0a); end >= 0; end = octets.indexOf(0x0a, start)) {
      this.#hold(octets.subarray(start, end));
      yield this.#line(true);
      start = end + 1;
    }
    this.#hold(octets.subarray(start));
  }

  /** What stands behind the last newline, if anything does. */
  *end(): Generator<Line> {
    yield* this.push(new Uint8Array());
    if (this.#length > 0) yield this.#line(false);
  }

  #octets(chunk: string | Uint8Array): Uint8Array {
    const text = this.#surrogate + (typeof chunk === 'string' ? chunk : '');
    this.#surrogate = '';
    if (typeof chunk !== 'string') {
      return text === '' ? chunk : Buffer.concat([Buffer.from(text), chunk]);
    }
    const isCut = /[\ud800-\udbff]$/.test(text);
    if (isCut) this.#surrogate = text.slice(-1);
    return Buffer.from(isCut ? text.slice(0, -1) : text);
  }

  #hold(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > LONGEST_LINE) throw badTrace(this.#number + 1, 'line longer than 1 MiB');
    if (length > this.#held.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.#held.length));
      larger.set(this.#held.subarray(0, this.#length));
      this.#held = larger;
    }
    this.#held.set(piece, this.#length);
    this.#length = length;
  }

  #line(whole: boolean): Line {
    const octets = this.#held.subarray(0, this.#length);
    this.#number += 1;
    this.#length = 0;
    try {
      return { number: this.#number, text: this.#utf8.decode(octets), whole };
    } catch {
      throw badTrace(this.#number, whole ? 'not UTF-8' : 'cut off');
    }
  }
}
