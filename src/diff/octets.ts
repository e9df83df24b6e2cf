import type { Octets, Piece } from './step.ts';

/** How two streams compare, octet by octet. */
export interface ComparedOctets {
  /** The number of the first octet that is not the same, from 0; it may be behind the end of the shorter. */
  readonly differAt?: number;
  /** Octets that could not be compared, for a recording keeps the first 4,096 of a call. */
  readonly unknown: number;
}

/** Compares two streams, whatever the pieces they came in. Linear. */
export function compareOctets(reference: Octets, other: Octets): ComparedOctets {
  const ours = new Reader(reference);
  const theirs = new Reader(other);
  const end = Math.min(reference.length, other.length);
  let unknown = 0;
  for (let at = 0; at < end; ) {
    const [piece, against] = [ours.pieceAt(at), theirs.pieceAt(at)];
    if (!piece || !against) break;
    const until = Math.min(piece.at + piece.length, against.at + against.length);
    const known = Math.min(until, knownUntil(piece), knownUntil(against));
    for (let i = at; i < known; i += 1) {
      if (piece.data[i - piece.at] !== against.data[i - against.at])
        return { differAt: i, unknown };
    }
    unknown += until - Math.max(at, known);
    at = until;
  }
  return reference.length === other.length ? { unknown } : { differAt: end, unknown };
}

/** So many octets of a stream from one on, as far as they were kept. */
export function excerpt({ pieces }: Octets, at: number, most: number): Uint8Array {
  const found: number[] = [];
  for (const piece of pieces) {
    if (piece.at + piece.length <= at) continue;
    if (piece.at > at + found.length) break;
    const from = at + found.length - piece.at;
    found.push(...piece.data.subarray(from, from + most - found.length));
    if (found.length >= most || knownUntil(piece) < piece.at + piece.length) break;
  }
  return Uint8Array.from(found);
}

function knownUntil({ at, length, data }: Piece): number {
  return at + Math.min(length, data.length);
}

/** Goes through a stream from its beginning to its end. */
class Reader {
  readonly #pieces: readonly Piece[];
  #next = 0;

  constructor({ pieces }: Octets) {
    this.#pieces = pieces;
  }

  /** The piece an octet stands in; never one before the piece that was asked for last. */
  pieceAt(at: number): Piece | undefined {
    for (;;) {
      const piece = this.#pieces[this.#next];
      if (piece === undefined || at < piece.at + piece.length) return piece;
      this.#next += 1;
    }
  }
}
