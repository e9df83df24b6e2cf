import { type ByteOrder, type ProcInetRow, parseInetRow } from './proc-net-inet.ts';

/** One TCP socket as Linux's /proc/net/tcp and /proc/net/tcp6 print it (proc_pid_net(5)). */
export interface ProcTcpRow extends Omit<ProcInetRow, 'rest'> {
  /** Octets sent or waiting to be sent that the peer has not acknowledged. SYN and FIN count as one each. */
  readonly sendQueue: number;
  /** Octets the program has not read; a FIN counts as one. In LISTEN: connections waiting for accept(2). */
  readonly receiveQueue: number;
}

/**
 * Reads the whole text of /proc/net/tcp or /proc/net/tcp6. What is no row (the heading, a line cut short, an unknown state) is left
 * out; it never throws.
 */
export function parseProcNetTcp(text: string, order: ByteOrder = 'LE'): ProcTcpRow[] {
  return text.split('\n').flatMap((line) => {
    const row = parseInetRow(line, order);
    if (!row) return [];
    const { rest: _rest, ...shown } = row;
    return [shown];
  });
}
