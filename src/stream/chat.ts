import type { Connection } from './connection.ts';
import type { Handler } from './handler.ts';

/** A longer line is passed on in pieces: nobody may make us keep more. */
const LONGEST_LINE = 8192;
/** A member who lets this much wait is cut: nobody may make the others wait either. */
const MOST_PENDING = 1024 * 1024;
const NEWLINE = 0x0a;

/** A room: every line a member sends goes to all the others, with its sender's label before it. */
export class Chat {
  readonly #members = new Set<Connection>();
  readonly #unfinished = new Map<Connection, Buffer>();

  readonly #handler: Handler = {
    receive: (from, bytes) => this.#hear(from, bytes),
    endOfStream: (from) => this.#finish(from),
    closed: (member) => {
      this.#members.delete(member);
      this.#unfinished.delete(member);
    },
  };

  /** The service: a new connection is a new member. */
  readonly join = (connection: Connection): Handler => {
    this.#members.add(connection);
    return this.#handler;
  };

  #hear(from: Connection, bytes: Uint8Array): void {
    let rest = Buffer.concat([this.#unfinished.get(from) ?? Buffer.alloc(0), bytes]);
    for (let end = endOfLine(rest); end > 0; end = endOfLine(rest)) {
      this.#tell(from, rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    // A copy: the slice would keep the whole chunk it was cut from.
    this.#unfinished.set(from, Buffer.from(rest));
  }

  #finish(from: Connection): void {
    const rest = this.#unfinished.get(from);
    if (rest && rest.length > 0) this.#tell(from, rest);
    this.#unfinished.delete(from);
  }

  #tell(from: Connection, line: Uint8Array): void {
    const ended = line.at(-1) === NEWLINE;
    const message = Buffer.concat([
      Buffer.from(`${from.label}: `),
      line,
      Buffer.from(ended ? '' : '\n'),
    ]);
    for (const member of this.#members) {
      if (member === from || !member.sendable) continue;
      member.send(message);
      if (member.pending > MOST_PENDING) member.reset();
    }
  }
}

/** Where the first line of `bytes` ends, 0 while none does. */
function endOfLine(bytes: Uint8Array): number {
  const newline = bytes.subarray(0, LONGEST_LINE).indexOf(NEWLINE);
  if (newline >= 0) return newline + 1;
  return bytes.length >= LONGEST_LINE ? LONGEST_LINE : 0;
}
