import type { Connection } from './connection.ts';

/**
 * What a program does with a connection. Each is called with the connection, so that one handler can serve
 * thousands; a missing one means "nothing".
 */
export interface Handler {
  /** read(2) gave octets. They are the receiver's to keep. */
  receive?(connection: Connection, bytes: Uint8Array): void;
  /** All that `send` had to hold back has gone to the kernel. */
  drained?(connection: Connection): void;
  /** The peer sends no more; we still may. */
  endOfStream?(connection: Connection): void;
  /** The connection is gone, in whatever way. */
  closed?(connection: Connection): void;
}

/** Decides how one new connection is handled, and may send on it at once. */
export type Service = (connection: Connection) => Handler;
