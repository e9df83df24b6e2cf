import type { Connection } from '../stream/connection.ts';

/** What both ends of a TCP connection can be set to. */
export interface TcpOptions {
  /** Send small writes at once: TCP_NODELAY, Nagle's algorithm off (RFC 9293 §3.7.4). */
  readonly noDelay?: boolean;
  /** Probe a silent peer (RFC 9293 §3.8.4): after so many seconds, or `true` for the system's own delay. */
  readonly keepAlive?: number | true;
  /** End a connection after so many milliseconds without an octet either way. */
  readonly idleTimeout?: number;
}

/** How Node makes every socket of ours. */
export const SOCKET_OPTIONS = {
  // Node would answer the peer's end of stream with our own at once; half-closing must stay visible.
  allowHalfOpen: true,
  // Node would go on reading for some 64 KiB after `pause`; one read at the most, and the rest waits in the kernel.
  highWaterMark: 0,
} as const;

/** Sets what was asked for on a new connection. */
export function setOptions(connection: Connection, options: TcpOptions): void {
  const { noDelay, keepAlive, idleTimeout } = options;
  if (noDelay) connection.setOption('TCP_NODELAY', 1);
  if (keepAlive !== undefined) {
    connection.setOption('SO_KEEPALIVE', 1);
    if (keepAlive !== true) connection.setOption('TCP_KEEPIDLE', keepAlive);
  }
  if (idleTimeout !== undefined) connection.limitIdle(idleTimeout);
}
