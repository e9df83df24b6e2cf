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

/**
 * Serves one new connection, and may send on it at once: with a handler, or as a conversation of its own
 * (`async (connection) => { for await (const octets of connection) … }`), after which our half is ended.
 */
export type Service = (connection: Connection) => Handler | Promise<void>;
