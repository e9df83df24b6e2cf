import { now } from '../event/clock.ts';
import type { Emit } from '../event/event.ts';
import type { Connection } from '../stream/connection.ts';
import type { Handler } from '../stream/handler.ts';
import { Narrator } from '../stream/narrator.ts';
import { type AnswerHttp, type HttpAnswer, headOf } from './http-answer.ts';
import { encodeHead, type Head, HeadReader, valuesOf } from './http-head.ts';
import { type Refusal, refuse } from './refusal.ts';
import { parseRequestLine, parseStatusLine } from './request-line.ts';
import { type Accepted, judgeRequest, type ServerHandshakeOptions } from './server-handshake.ts';
import { WsConnection } from './ws-connection.ts';
import type { WsOptions } from './ws-options.ts';

/** How a server opens connections, and whom it hands them to. */
export interface ServerOpeningOptions extends ServerHandshakeOptions, Omit<WsOptions, 'deflate'> {
  /** How long a client may take for its request, ms. Default: 10,000. */
  readonly handshakeTimeout?: number | undefined;
  /** What a plain GET for `/` is answered with: an HTML page. Default: it is refused as a handshake without its headers. */
  readonly page?: string | undefined;
  /** Answers requests that are no handshakes, or must not be any. Default: there is nothing but the page. */
  readonly answer?: AnswerHttp | undefined;
  readonly emit?: Emit | undefined;
  /** A handshake is complete. */
  readonly opened: (ws: WsConnection, request: Accepted['request']) => void;
}

const HANDSHAKE_TIMEOUT = 10_000;
const LEAVE_TIMEOUT = 5000;

/** The server's side of one opening handshake (RFC 6455 §4.2), or of one request for the page. */
export class ServerOpening implements Handler {
  readonly #connection: Connection;
  readonly #options: ServerOpeningOptions;
  readonly #narrator: Narrator;
  readonly #reader = new HeadReader();
  readonly #began = now();
  #timer: NodeJS.Timeout;
  #done = false;

  constructor(connection: Connection, options: ServerOpeningOptions) {
    this.#connection = connection;
    this.#options = options;
    const { label, local, remote } = connection;
    this.#narrator = new Narrator({ label, local, remote, emit: options.emit });
    const { handshakeTimeout = HANDSHAKE_TIMEOUT } = options;
    this.#timer = setTimeout(() => {
      this.#narrator.tell({ type: 'timeout', what: 'handshake', after: handshakeTimeout * 1000 });
      this.#refuse(refuse('handshake-timeout'));
    }, handshakeTimeout);
  }

  receive(_connection: Connection, bytes: Uint8Array): void {
    if (this.#done) return;
    const head = this.#reader.push(bytes);
    const { broken } = this.#reader;
    if (broken) this.#refuse(refuse(broken.rule));
    else if (head) this.#judge(head);
  }

  closed(): void {
    clearTimeout(this.#timer);
  }

  #judge(head: Head): void {
    const { startLine, headers } = head;
    const line = parseRequestLine(startLine);
    const { method = '?', target = startLine } = line ?? {};
    this.#narrator.tell({ type: 'ws-request', by: 'peer', method, target, headers });
    const values = (name: string) => valuesOf(head, name);
    const answer = line && this.#options.answer?.({ line, values });
    if (answer) this.#give(answer, method);
    else this.#judgeHandshake(head);
  }

  #judgeHandshake(head: Head): void {
    const judged = judgeRequest(head, this.#options);
    if (judged.kind === 'websocket') this.#accept(judged);
    else if (judged.kind === 'refused') this.#refuse(judged);
    else this.#page();
  }

  #accept(accepted: Accepted): void {
    const { accept, head, deflate, subprotocol, request } = accepted;
    const { key, joined, sha1 } = accept;
    this.#narrator.tell({ type: 'ws-key', key, joined, sha1, accept: accept.accept });
    this.#answer(head);
    const { maxMessage, fragment, closeTimeout } = this.#options;
    const connection = this.#connection;
    const narrator = this.#narrator;
    const parts = { role: 'server', connection, narrator, rest: this.#reader.rest } as const;
    const agreed = { deflate, subprotocol, maxMessage, fragment, closeTimeout };
    const ws = new WsConnection(parts, agreed);
    const compression = head.headers.find(({ name }) => name === 'Sec-WebSocket-Extensions')?.value;
    this.#narrator.tell({
      type: 'ws-open',
      ...(subprotocol !== undefined && { subprotocol }),
      ...(compression !== undefined && { compression }),
      elapsed: now() - this.#began,
    });
    this.#options.opened(ws, request);
  }

  #refuse({ rule, section, head, body }: Refusal): void {
    this.#narrator.tell({ type: 'ws-refused', by: 'us', rule, section });
    this.#answer(head, body);
    this.#leave();
  }

  #page(): void {
    const { page } = this.#options;
    if (page === undefined) {
      this.#refuse(refuse('upgrade'));
      return;
    }
    const headers = [
      { name: 'Content-Type', value: 'text/html; charset=utf-8' },
      { name: 'Cache-Control', value: 'no-store' },
    ];
    this.#give({ status: 200, headers, body: page });
  }

  #give(answer: HttpAnswer, method = 'GET'): void {
    this.#answer(headOf(answer), method === 'HEAD' ? '' : answer.body);
    this.#leave();
  }

  /** Ends our half, and cuts a client that does not end its own. */
  #leave(): void {
    const connection = this.#connection;
    connection.end();
    this.#timer = setTimeout(() => connection.reset(), this.#options.closeTimeout ?? LEAVE_TIMEOUT);
  }

  #answer(head: Head, body?: string): void {
    this.#done = true;
    clearTimeout(this.#timer);
    const { status = 0, reason = '' } = parseStatusLine(head.startLine) ?? {};
    this.#narrator.tell({ type: 'ws-response', by: 'us', status, reason, headers: head.headers });
    if (this.#connection.sendable) this.#connection.send(encodeHead(head, body));
  }
}
