import type { InternetAddress } from '../../event/address.ts';
import { type ByteOrder, parseInetRow } from './proc-net-inet.ts';

/** One UDP socket as Linux's /proc/net/udp and /proc/net/udp6 print it (proc_pid_net(5)). */
export interface ProcUdpRow {
  readonly local: InternetAddress;
  /** Whom the socket is connected to; the wildcard address with port 0 while it is not. */
  readonly remote: InternetAddress;
  /** Octets of memory the unread datagrams take: more than their payload, since the kernel's own records count. */
  readonly receiveQueue: number;
  /** Datagrams for this socket that the kernel threw away since it was made, most of all because its receive buffer was full. */
  readonly drops: number;
  /** The user who made the socket. */
  readonly uid: number;
  /** The number in the link `socket:[inode]` of /proc/[pid]/fd. */
  readonly inode: number;
}

/** References, the kernel's pointer, and the drops, after which an IPv4 row is filled up with spaces. */
const REST = /^\d+ \S+ (\d{1,10}) *$/;

/**
 * Reads the whole text of /proc/net/udp or /proc/net/udp6. What is no row is left out, and so is a last line without its line break,
 * whose count may have been cut short; it never throws.
 */
export function parseProcNetUdp(text: string, order: ByteOrder = 'LE'): ProcUdpRow[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.flatMap((line) => parseRow(line, order) ?? []);
}

function parseRow(line: string, order: ByteOrder): ProcUdpRow | undefined {
  const row = parseInetRow(line, order);
  const drops = REST.exec(row?.rest ?? '')?.[1];
  if (!row || drops === undefined) return undefined;
  const { local, remote, receiveQueue, uid, inode } = row;
  return { local, remote, receiveQueue, drops: Number(drops), uid, inode };
}
