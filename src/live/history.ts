const NEWLINE = 0x0a;
/** Octets that are handed out at once. */
const BLOCK = 64 * 1024;

/** How much of a run is kept. */
export interface HistoryLimits {
  /** Octets of lines that a newcomer is given. Default: 64 MiB. */
  readonly kept?: number | undefined;
  /** Octets by which a reader may be behind the oldest of these. Default: 16 MiB. */
  readonly slack?: number | undefined;
}

const KEPT = 64 * 1024 * 1024;
const SLACK = 16 * 1024 * 1024;

/** Whole lines, one after the other. Only its end is ever written to. */
interface Block {
  /** How many octets of lines, and how many lines, came before it. */
  readonly start: number;
  readonly before: number;
  octets: Buffer;
  used: number;
}

/**
 * The lines of a run so far, for readers who each are at a place of their own: an octet's number, from 0. The first line is apart from the
 * others; of those, the oldest are forgotten. Pure.
 */
export class History {
  readonly #kept: number;
  readonly #slack: number;
  readonly #blocks: Block[] = [];
  /** The beginning of a line whose end is to come. */
  #rest: Uint8Array[] = [];
  #header: Uint8Array | undefined;
  #end = 0;
  #lines = 0;

  constructor({ kept = KEPT, slack = SLACK }: HistoryLimits = {}) {
    this.#kept = kept;
    this.#slack = slack;
  }

  /** The first line of all, with its newline, once it is there. */
  get header(): Uint8Array | undefined {
    return this.#header;
  }

  /** How many lines have come but the first. */
  get lines(): number {
    return this.#lines;
  }

  /** Behind the last line. */
  get end(): number {
    return this.#end;
  }

  /** Takes octets of lines, cut anywhere. */
  push(octets: Uint8Array): void {
    const behind = octets.lastIndexOf(NEWLINE) + 1;
    if (behind > 0) {
      this.#append(Buffer.concat([...this.#rest, octets.subarray(0, behind)]));
      this.#rest = [];
    }
    if (behind < octets.length) this.#rest.push(octets.slice(behind));
  }

  /** Where a newcomer begins, and how many lines are not to be had any more. */
  beginning(): { readonly at: number; readonly skipped: number } {
    const oldest = this.#end - this.#kept;
    const block = this.#blocks.find(({ start }) => start >= oldest) ?? this.#blocks.at(-1);
    return block ? { at: block.start, skipped: block.before } : { at: this.#end, skipped: 0 };
  }

  /** Lines from a place on, no more than are handed out at once; none at the end. `undefined`: they are forgotten. */
  read(at: number): Uint8Array | undefined {
    const block = this.#blocks.findLast(({ start }) => start <= at);
    if (!block) return this.#end === at ? new Uint8Array() : undefined;
    return block.octets.subarray(at - block.start, block.used);
  }

  #append(whole: Buffer): void {
    let lines = whole;
    if (!this.#header) {
      const behind = whole.indexOf(NEWLINE) + 1;
      this.#header = whole.subarray(0, behind);
      lines = whole.subarray(behind);
    }
    if (lines.length === 0) return;
    const block = this.#room(lines.length);
    block.used += lines.copy(block.octets, block.used);
    this.#lines += countLines(lines);
    this.#end += lines.length;
    this.#forget();
  }

  /** The last block, if so many octets have room in it, or a new one. */
  #room(octets: number): Block {
    const last = this.#blocks.at(-1);
    if (last && last.octets.length - last.used >= octets) return last;
    // What is kept is as much as is counted.
    if (last) last.octets = Buffer.from(last.octets.subarray(0, last.used));
    const fresh = {
      start: this.#end,
      before: this.#lines,
      octets: Buffer.allocUnsafeSlow(Math.max(BLOCK, octets)),
      used: 0,
    };
    this.#blocks.push(fresh);
    return fresh;
  }

  #forget(): void {
    const oldest = this.#end - this.#kept - this.#slack;
    while (this.#blocks.length > 1 && (this.#blocks[1]?.start ?? this.#end) <= oldest) {
      this.#blocks.shift();
    }
  }
}

function countLines(octets: Buffer): number {
  let count = 0;
  for (let at = octets.indexOf(NEWLINE); at >= 0; at = octets.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
