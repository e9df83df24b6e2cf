import type { Connection } from '../stream/connection.ts';

/** What both ends of a TCP connection can be set to. */
export interface TcpOptions {
  /** Send small writes at once: TCP_NODELAY, Nagle's algorithm off (RFC 9293 §3.7.4). */
  readonly noDelay?: boolean;
  /** Probe a silent peer (RFC 9293 §3.8.4): after so many seconds, or `true` for the system's own delay. */
  readonly keepAlive?: number | true;
}

/** Sets what was asked for on a new connection. */
export function setOptions(connection: Connection, { noDelay, keepAlive }: TcpOptions): void {
  if (noDelay) connection.setOption('TCP_NODELAY', 1);
  if (keepAlive !== undefined) {
    connection.setOption('SO_KEEPALIVE', 1);
    if (keepAlive !== true) connection.setOption('TCP_KEEPIDLE', keepAlive);
  }
}
