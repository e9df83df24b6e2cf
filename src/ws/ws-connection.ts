import { SocketsError } from '../error.ts';
import type { Address } from '../event/address.ts';
import { now } from '../event/clock.ts';
import type { SocketLabel } from '../event/event.ts';
import type { Connection } from '../stream/connection.ts';
import type { Narrator } from '../stream/narrator.ts';
import { ClosingHandshake, type WsClosed } from './closing-handshake.ts';
import { deflaterOf } from './compression.ts';
import { FrameSender } from './frame-sender.ts';
import type { FrameFields } from './frame-writer.ts';
import { Inbox, type Incoming, type WsMessage } from './inbox.ts';
import { OPCODE } from './opcode.ts';
import { Pings } from './pings.ts';
import type { Role } from './role.ts';
import type { Violation } from './violation.ts';
import { tellFrame, tellMessage } from './ws-narrator.ts';
import { CLOSE_TIMEOUT, MAX_MESSAGE, type WsHandler, type WsOptions } from './ws-options.ts';

/** Whose connection it is, and who is told. */
export interface WsParts {
  readonly role: Role;
  readonly connection: Connection;
  readonly narrator: Narrator;
  /** What came with the end of the opening handshake: frames. */
  readonly rest: Uint8Array;
}

/** One end of an established WebSocket connection (RFC 6455): messages and control frames on a stream. */
export class WsConnection {
  readonly subprotocol: string | undefined;
  readonly #connection: Connection;
  readonly #narrator: Narrator;
  readonly #inbox: Inbox;
  readonly #rest: Uint8Array;
  readonly #sender: FrameSender;
  readonly #closing: ClosingHandshake;
  readonly #pings = new Pings();
  #handler: WsHandler = {};
  #held = false;
  #started = false;
  #isGone = false;
  /** The payload of the ping that is to be answered when the kernel has room again: only the last one need be (RFC 6455 §5.5.3). */
  #owedPong: Uint8Array | undefined;
  #whenClosed: ((how: WsClosed) => void)[] = [];

  /** Use `listenWs` or `connectWs`. */
  constructor({ role, connection, narrator, rest }: WsParts, options: WsOptions) {
    const { deflate, maxMessage = MAX_MESSAGE, fragment, closeTimeout = CLOSE_TIMEOUT } = options;
    this.subprotocol = options.subprotocol;
    this.#connection = connection;
    this.#narrator = narrator;
    this.#rest = rest;
    this.#inbox = new Inbox({ role, maxMessage, deflate });
    const sender = new FrameSender(connection, narrator, {
      masks: role === 'client',
      deflater: deflate && deflaterOf(role, deflate),
      fragment,
      drained: () => this.#drained(),
    });
    this.#sender = sender;
    const closing = { connection, sender, narrator, role, timeout: closeTimeout };
    this.#closing = new ClosingHandshake(closing);
    // It may be gone before anybody reads.
    void connection.closed.then(() => this.#gone());
  }

  get label(): SocketLabel {
    return this.#connection.label;
  }

  get remote(): Address | undefined {
    return this.#connection.remote;
  }

  /** The stream beneath. */
  get connection(): Connection {
    return this.#connection;
  }

  /** Whether messages may still be sent: no Close frame was. */
  get open(): boolean {
    return this.#closing.open;
  }

  /** Octets that wait for room in the kernel, at the most, or to be compressed. */
  get pending(): number {
    return this.#sender.pending;
  }

  /** When the oldest ping without a pong was sent, µs. */
  get waitingSince(): number | undefined {
    return this.#pings.waitingSince;
  }

  /** Resolves when the connection is gone, and tells how. Never rejects. */
  get closed(): Promise<WsClosed> {
    if (this.#isGone) return Promise.resolve(this.#closing.result);
    return new Promise((resolve) => this.#whenClosed.push(resolve));
  }

  /** Says what to do with what comes, and begins to read. */
  handle(handler: WsHandler): void {
    this.#handler = handler;
    if (!this.#started) this.#start();
  }

  /** Sends a message: a string as text, octets as binary. False when it has to wait. Throws `send-after-shutdown`. */
  send(message: string | Uint8Array): boolean {
    return typeof message === 'string'
      ? this.sendAs('text', Buffer.from(message))
      : this.sendAs('binary', message);
  }

  /** The same of a kind; text must be UTF-8. */
  sendAs(kind: WsMessage['kind'], bytes: Uint8Array): boolean {
    if (!this.open) throw new SocketsError('usage', 'send-after-shutdown', { socket: this.label });
    return this.#sender.message(OPCODE[kind], bytes);
  }

  /** Sends a ping, of 125 octets at the most. */
  ping(payload: Uint8Array = new Uint8Array()): void {
    if (!this.open) return;
    this.#pings.sent(payload, now());
    this.#sender.frame({ fin: true, opcode: OPCODE.ping, payload });
  }

  /** Sends a pong nobody asked for (RFC 6455 §5.5.3). */
  pong(payload: Uint8Array = new Uint8Array()): void {
    if (this.#closing.mayPong) this.#sender.frame({ fin: true, opcode: OPCODE.pong, payload });
  }

  /** Sends a frame just as it is, right or wrong. */
  sendFrame(frame: FrameFields): boolean {
    return this.#sender.frame(frame);
  }

  /** Begins the closing handshake (RFC 6455 §7.1.2). */
  close(code?: number, reason?: string): void {
    this.#closing.begin(code, reason);
  }

  /** Cuts the stream. */
  reset(): void {
    this.#sender.reset();
  }

  /** The peer did not answer a ping for so many milliseconds. */
  giveUp(milliseconds: number): void {
    this.#narrator.tell({ type: 'timeout', what: 'pong', after: milliseconds * 1000 });
    this.#connection.reset();
  }

  /** Reads no more, until `release`. */
  hold(): void {
    this.#held = true;
    this.#connection.hold();
  }

  /** Reads on after `hold`. */
  release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#read();
    if (!this.#held) this.#connection.release();
  }

  #start(): void {
    this.#started = true;
    this.#connection.handle({
      receive: (_connection, bytes) => this.#receive(bytes),
      drained: () => this.#drained(),
      endOfStream: () => this.#closing.streamEnded(),
    });
    if (this.#rest.length > 0) this.#receive(this.#rest);
    if (!this.#held) this.#connection.release();
  }

  #receive(bytes: Uint8Array): void {
    this.#inbox.push(bytes);
    this.#read();
  }

  #read(): void {
    // Answers to messages that came together go together.
    this.#sender.together(() => {
      while (!this.#held) {
        const incoming = this.#inbox.next();
        if (!incoming) return;
        this.#take(incoming);
      }
    });
  }

  #take({ frame, message, violation }: Incoming): void {
    const { header, payload } = frame;
    if (this.#narrator.heard) {
      const length = header.hugeLength ?? header.length;
      tellFrame(this.#narrator, 'peer', { header, length, payload });
    }
    if (violation) this.#fail(violation);
    else if (message) this.#message(message);
    else if (header.opcode === OPCODE.ping) this.#answer(payload);
    else if (header.opcode === OPCODE.pong) this.#ponged(payload);
    else if (header.opcode === OPCODE.close) this.#closing.came(payload);
  }

  #message(message: WsMessage): void {
    tellMessage(this.#narrator, 'peer', message);
    this.#handler.message?.(this, message);
  }

  #answer(payload: Uint8Array): void {
    if (this.pending > 0) this.#owedPong = payload;
    else this.pong(payload);
  }

  #ponged(payload: Uint8Array): void {
    const time = now();
    const elapsed = this.#pings.answered(payload, time);
    if (elapsed === undefined) return;
    this.#narrator.tell({ type: 'ws-round-trip', elapsed }, time);
    this.#handler.pong?.(this, elapsed);
  }

  #fail({ rule, section, code }: Violation): void {
    this.#narrator.tell({ type: 'ws-violation', by: 'peer', rule, section, code });
    this.#closing.fail(code, rule);
  }

  #drained(): void {
    if (!this.#sender.hasRoom) return;
    const payload = this.#owedPong;
    this.#owedPong = undefined;
    if (payload) this.pong(payload);
    this.#handler.drained?.(this);
  }

  #gone(): void {
    this.#closing.streamClosed();
    this.#isGone = true;
    const { result } = this.#closing;
    this.#handler.closed?.(this, result);
    for (const resolve of this.#whenClosed) resolve(result);
  }
}
