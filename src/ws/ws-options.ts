import type { WsClosed } from './closing-handshake.ts';
import type { DeflateAgreement } from './deflate-negotiation.ts';
import type { WsMessage } from './inbox.ts';
import type { WsConnection } from './ws-connection.ts';

/** What a program does with a WebSocket connection. A missing one means "nothing". */
export interface WsHandler {
  message?(ws: WsConnection, message: WsMessage): void;
  /** All that `send` had to hold back has gone to the kernel. */
  drained?(ws: WsConnection): void;
  /** A pong answered our ping; `elapsed` µs. */
  pong?(ws: WsConnection, elapsed: number): void;
  /** The connection is gone, in whatever way. */
  closed?(ws: WsConnection, how: WsClosed): void;
}

/** Octets a message may have unless said otherwise. */
export const MAX_MESSAGE = 32 * 1024 * 1024;
/** How long a peer may take to close unless said otherwise, ms. */
export const CLOSE_TIMEOUT = 5000;

/** What was agreed on in the opening handshake, and how we want it. */
export interface WsOptions {
  readonly subprotocol?: string | undefined;
  readonly deflate?: DeflateAgreement | undefined;
  /** Octets a message may have, inflated. Default: 32 MiB. */
  readonly maxMessage?: number | undefined;
  /** Send messages in frames of so many octets. Default: each in one. */
  readonly fragment?: number | undefined;
  /** How long the peer may take to close, ms. Default: 5000. */
  readonly closeTimeout?: number | undefined;
}
