import { LONGEST_LINE } from './format.ts';

/** One line without its newline, counted from 1. Only the last of a file may have had none: it is not `whole`. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly whole: boolean;
}

/** A line that is no text, or too long to be looked at, and why. */
export interface BadLine {
  readonly number: number;
  readonly problem: string;
}

const NEWLINE = 0x0a;

/**
 * Cuts UTF-8 into lines, however the octets come: the same octets give the same lines.
 * A line that is too long is told as soon as it is, and not kept: the memory this takes has a bound.
 */
export class LineSplitter {
  // Stray octets would otherwise become U+FFFD, and two different files the same events.
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #encoder = new TextEncoder();
  /** The beginning of a line whose end has not come. */
  #held = new Uint8Array(1024);
  #length = 0;
  #number = 0;
  /** Within a line that was too long. */
  #skipping = false;
  /** The first half of a character whose other half begins the next string. */
  #surrogate = '';

  /** The lines that end in `chunk`, the first of them with what was held back. To be read to the end before the next. */
  *push(chunk: string | Uint8Array): Generator<Line | BadLine> {
    const octets = this.#octets(chunk);
    let start = 0;
    for (let end = octets.indexOf(NEWLINE); end >= 0; end = octets.indexOf(NEWLINE, start)) {
      const line = this.#end(octets.subarray(start, end), true);
      if (line) yield line;
      start = end + 1;
    }
    const tooLong = this.#hold(octets.subarray(start));
    if (tooLong) yield tooLong;
  }

  /** What stands behind the last newline, if anything does. */
  *end(): Generator<Line | BadLine> {
    yield* this.push(new Uint8Array());
    if (this.#length === 0) return;
    const line = this.#end(new Uint8Array(), false);
    if (line) yield line;
  }

  #octets(chunk: string | Uint8Array): Uint8Array {
    const text = this.#surrogate + (typeof chunk === 'string' ? chunk : '');
    this.#surrogate = '';
    if (typeof chunk !== 'string') {
      return text === '' ? chunk : joined(this.#encoder.encode(text), chunk);
    }
    const isCut = /[\ud800-\udbff]$/.test(text);
    if (isCut) this.#surrogate = text.slice(-1);
    return this.#encoder.encode(isCut ? text.slice(0, -1) : text);
  }

  /** Keeps a piece of a line. What is told is that it grew too long with it. */
  #hold(piece: Uint8Array): BadLine | undefined {
    if (this.#skipping) return undefined;
    const length = this.#length + piece.length;
    if (length > LONGEST_LINE) {
      this.#skipping = true;
      this.#length = 0;
      return { number: this.#number + 1, problem: 'line longer than 1 MiB' };
    }
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#held.length));
      larger.set(this.#held.subarray(0, this.#length));
      this.#held = larger;
    }
    this.#held.set(piece, this.#length);
    this.#length = length;
    return undefined;
  }

  /** The line whose last piece this is; nothing where it has been told as too long. */
  #end(piece: Uint8Array, whole: boolean): Line | BadLine | undefined {
    // Most lines come in one piece, and need not be copied.
    const isHeld = this.#length > 0 || piece.length > LONGEST_LINE;
    const tooLong = isHeld ? this.#hold(piece) : undefined;
    const octets = isHeld ? this.#held.subarray(0, this.#length) : piece;
    const isKnown = this.#skipping;
    this.#number += 1;
    this.#length = 0;
    this.#skipping = false;
    return isKnown ? tooLong : this.#decoded(octets, whole);
  }

  #decoded(octets: Uint8Array, whole: boolean): Line | BadLine {
    const number = this.#number;
    try {
      return { number, text: this.#utf8.decode(octets), whole };
    } catch {
      return { number, problem: whole ? 'not UTF-8' : 'cut off' };
    }
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
