import type { Socket } from 'node:net';
import type { Connection } from './connection.ts';
import type { NarratorOptions } from './narrator.ts';

/** How a connection ended: its counts, and the errno when it did not end by itself. */
export interface Closed {
  readonly received: number;
  readonly sent: number;
  readonly unsent: number;
  readonly error?: NodeJS.ErrnoException;
}

/** Who keeps a connection, and wants to know what becomes of it: a server. Told after the connection's own handler. */
export interface Owner {
  peerEnded(connection: Connection): void;
  closed(connection: Connection): void;
}

/** A connection's name and ends, who wants its events, and who keeps it. */
export interface ConnectionOptions extends NarratorOptions {
  readonly owner?: Owner | undefined;
  /** The socket that carries the octets when a layer such as TLS lies on it. */
  readonly wire?: Socket | undefined;
}
