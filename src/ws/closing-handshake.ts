import type { Side } from '../event/seen.ts';
import type { Connection } from '../stream/connection.ts';
import type { Narrator } from '../stream/narrator.ts';
import { ABNORMAL, encodeClosePayload, parseClosePayload } from './close-code.ts';
import {
  answerCode,
  type Closing,
  closeCode,
  closeReceived,
  closeSent,
  closesStream,
  isHandshakeDone,
  maySendData,
  OPEN,
  owesClose,
  streamClosed,
} from './closing.ts';
import type { FrameSender } from './frame-sender.ts';
import { OPCODE } from './opcode.ts';
import type { Role } from './role.ts';

/** How a WebSocket connection ended (RFC 6455 §7.1.4 to §7.1.6). */
export interface WsClosed {
  /** The peer's status code: 1005 when it gave none, 1006 when the stream ended without a Close frame. */
  readonly code: number;
  readonly reason: string;
  /** Whether Close frames went both ways. */
  readonly clean: boolean;
  /** Who sent the first Close frame, as far as we can see; nobody, where the stream just ended. */
  readonly by?: Side;
  /** Our own status code: 1005 when our Close frame had none; `undefined` when we sent none. */
  readonly sent?: number;
}

/** What closing needs. */
export interface ClosingParts {
  readonly connection: Connection;
  readonly sender: FrameSender;
  readonly narrator: Narrator;
  readonly role: Role;
  /** How long the peer may take to answer, and to close the stream, ms. */
  readonly timeout: number;
}

/** The closing handshake of one connection (RFC 6455 §7.1): Close frames both ways, then the stream, the server first. */
export class ClosingHandshake {
  readonly #parts: ClosingParts;
  #closing: Closing = OPEN;
  #timer: NodeJS.Timeout | undefined;
  #told: WsClosed | undefined;

  constructor(parts: ClosingParts) {
    this.#parts = parts;
  }

  /** Whether data frames may still be sent. */
  get open(): boolean {
    return maySendData(this.#closing) && this.#parts.connection.sendable;
  }

  /** Whether a pong may go, as it has to for a ping: until the peer's Close frame came, even behind ours (RFC 6455 §5.5.2). */
  get mayPong(): boolean {
    return this.#closing.received === undefined && this.#parts.connection.sendable;
  }

  /** How it ended; 1006 as long as it has not. */
  get result(): WsClosed {
    return this.#told ?? { code: ABNORMAL, reason: '', clean: false };
  }

  /** Sends our Close frame, unless it went before. */
  begin(code?: number, reason = ''): void {
    if (!this.open) return;
    this.#closing = closeSent(this.#closing, code);
    const payload = encodeClosePayload(code, reason);
    this.#parts.sender.frame({ fin: true, opcode: OPCODE.close, payload });
    this.#limit();
    this.#proceed();
  }

  /** The peer's Close frame came: it is answered with its own code. */
  came(payload: Uint8Array): void {
    const { code, reason } = parseClosePayload(payload);
    this.#closing = closeReceived(this.#closing, { code, reason });
    if (owesClose(this.#closing)) this.begin(answerCode(this.#closing));
    else this.#proceed();
  }

  /** Fails the connection (RFC 6455 §7.1.7): a Close frame with the reason, and no waiting for the peer's. */
  fail(code: number, reason: string): void {
    if (isHandshakeDone(this.#closing)) return; // what follows a Close frame changes nothing: the server ends the stream
    this.begin(code, reason);
    this.#parts.sender.end();
  }

  /** The peer's half of the stream has ended. */
  streamEnded(): void {
    this.#tell();
    this.#parts.sender.end();
  }

  /** The stream is gone. */
  streamClosed(): void {
    clearTimeout(this.#timer);
    this.#closing = streamClosed(this.#closing);
    this.#tell();
  }

  #proceed(): void {
    if (isHandshakeDone(this.#closing)) this.#tell();
    if (closesStream(this.#closing, this.#parts.role)) this.#parts.sender.end();
  }

  #limit(): void {
    const { connection, narrator, timeout } = this.#parts;
    this.#timer ??= setTimeout(() => {
      narrator.tell({ type: 'timeout', what: 'close', after: timeout * 1000 });
      connection.reset();
    }, timeout);
  }

  #tell(): void {
    if (this.#told) return;
    const { begunBy, reason, sent } = this.#closing;
    const clean = isHandshakeDone(this.#closing);
    const by = begunBy && { by: begunBy };
    const told = { code: closeCode(this.#closing) ?? ABNORMAL, reason, clean, ...by };
    this.#told = { ...told, ...(sent !== undefined && { sent }) };
    this.#parts.narrator.tell({ type: 'ws-closed', ...told });
  }
}
