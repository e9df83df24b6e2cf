import { Readable } from 'node:stream';
import { makeProbe } from '../udp/probe.ts';

const LF = 0x0a;
/** A longer line is handed on in pieces: nobody may make us keep more. No datagram holds as much. */
const LONGEST_LINE = 1024 * 1024;

/** The lines of a stream of octets, each with its line feed; the last may have none. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    let rest = chunk;
    for (let end = rest.indexOf(LF) + 1; end > 0; end = rest.indexOf(LF) + 1) {
      yield joined(begun, rest.subarray(0, end));
      begun = new Uint8Array(0);
      rest = rest.subarray(end);
    }
    begun = joined(begun, rest);
    if (begun.length >= LONGEST_LINE) {
      yield begun;
      begun = new Uint8Array(0);
    }
  }
  if (begun.length > 0) yield begun;
}

/** The same octets in pieces of exactly `size`, wherever a chunk ends; the last is what is left. */
export async function* piecesOf(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    let rest = joined(begun, chunk);
    for (; rest.length >= size; rest = rest.subarray(size)) yield rest.subarray(0, size);
    begun = rest;
  }
  if (begun.length > 0) yield begun;
}

/** Probes 1 to `count`, each of `size` octets. */
export async function* probesOf(count: number, size: number): AsyncGenerator<Uint8Array> {
  for (let number = 1; number <= count; number += 1) yield makeProbe(number, size);
}

/** The octets given, one piece after the other. */
export async function* eachOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** What somebody types, taken as it comes. */
export class Typed {
  readonly #pieces = new Readable({ objectMode: true, read: () => undefined });
  #ended = false;

  /** Hands on one piece; one that comes after the end goes nowhere. */
  add(piece: Uint8Array): void {
    if (!this.#ended) this.#pieces.push(piece);
  }

  /** There is no more. */
  end(): void {
    this.#ended = true;
    this.#pieces.push(null);
  }

  /** The pieces, until the end. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of this.#pieces) yield piece;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.length === 0 ? other : new Uint8Array(Buffer.concat([one, other]));
}
