import { type ByteOrder, parseInetRow } from './proc-net-inet.ts';
import type { ProcTcpRow } from './proc-net-tcp.ts';
import type { Wanted } from './ss-tcp.ts';
import { parseTcpTimer, type TcpTimer } from './tcp-timer.ts';

/** A socket in /proc/net/tcp or tcp6 as one who watches it needs it. */
export interface TcpRow extends Omit<ProcTcpRow, 'uid' | 'inode'> {
  readonly timer?: TcpTimer;
  /**
   * What changes as a connection goes on, and not by waiting: timeout, window, threshold, as the table prints them. To be compared, not
   * read.
   */
  readonly measures?: string;
}

/** A line whose ends are known. */
interface Line {
  /** The two addresses as the table prints them. */
  readonly ends: string;
  readonly row: TcpRow;
  /** All that follows the line's number. */
  readonly text: string;
  readonly inode: number;
}

/** Where the addresses of a line end, after its number: two of IPv4's or of IPv6's (`0100007F:0050 `). */
const ENDS = { ipv4: 28, ipv6: 76 } as const;

const NUMBER = /^ *\d{1,9}: /;

/**
 * Reads the same tables again and again. What was read before is remembered, which is most of a table: 1,000 idle sockets take a millisecond
 * and not ten.
 */
export class TcpTables {
  readonly #order: ByteOrder;
  readonly #wanted: Wanted;
  /** Of the last reading, by `ends`. */
  #lines = new Map<string, Line>();

  constructor(order: ByteOrder, wanted: Wanted) {
    this.#order = order;
    this.#wanted = wanted;
  }

  /** The rows that are wanted, of the text of one or both tables. What is no row is left out. Never throws, if `wanted` does not. */
  read(text: string): TcpRow[] {
    const lines = new Map<string, Line>();
    const rows: TcpRow[] = [];
    for (const whole of text.split('\n')) {
      const line = this.#line(whole);
      if (!line) continue;
      lines.set(line.ends, line);
      const { row, inode } = line;
      if (this.#wanted(row.local, row.remote, inode)) rows.push(row);
    }
    this.#lines = lines;
    return rows;
  }

  #line(whole: string): Line | undefined {
    const number = NUMBER.exec(whole)?.[0];
    if (number === undefined) return undefined;
    const text = whole.slice(number.length);
    const known = this.#lines.get(text.slice(0, text[8] === ':' ? ENDS.ipv4 : ENDS.ipv6));
    return known?.text === text ? known : parseLine(whole, text, this.#order);
  }
}

function parseLine(whole: string, text: string, order: ByteOrder): Line | undefined {
  const parsed = parseInetRow(whole, order);
  if (!parsed) return undefined;
  const { local, remote, state, sendQueue, receiveQueue, inode, rest } = parsed;
  const timer = parseTcpTimer(whole);
  // Without the count of references and the kernel's pointer.
  const measures = rest.trimEnd().split(' ').slice(2).join(' ');
  const row = { local, remote, state, sendQueue, receiveQueue, measures, ...(timer && { timer }) };
  const own = copied(text);
  return { ends: own.slice(0, own[8] === ':' ? ENDS.ipv4 : ENDS.ipv6), text: own, row, inode };
}

/** A part of a string keeps the whole in memory, which here is a table for each of its lines. */
function copied(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
