import { SocketsError } from '../error.ts';
import { formatAddress } from '../event/address.ts';
import { now } from '../event/clock.ts';
import type { Connection } from '../stream/connection.ts';
import type { Narrator } from '../stream/narrator.ts';
import { encodeHead, type Head, HeadReader } from './http-head.ts';
import { parseRequestLine, parseStatusLine } from './request-line.ts';
import { type Agreed, judgeResponse, type Offered } from './server-answer.ts';

/** One opening handshake of a client. */
export interface ClientOpening {
  readonly connection: Connection;
  readonly narrator: Narrator;
  /** The request. */
  readonly head: Head;
  readonly offered: Offered;
  /** How long the answer may take, ms. */
  readonly wait: number;
  /** Gives up waiting when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** What came of it, and the octets behind the answer. */
export interface ClientOpened {
  readonly agreed: Agreed;
  readonly rest: Uint8Array;
}

/** Sends the request and reads the answer (RFC 6455 §4.1). The connection is held afterwards. Throws SocketsError; the connection is cut then. */
export async function openClient(opening: ClientOpening): Promise<ClientOpened> {
  const { connection, narrator, head, offered } = opening;
  const began = now();
  const { method = '', target = '' } = parseRequestLine(head.startLine) ?? {};
  narrator.tell({ type: 'ws-request', by: 'us', method, target, headers: head.headers });
  connection.send(encodeHead(head));
  try {
    const { answer, rest } = await answered(opening);
    const { status = 0, reason = answer.startLine } = parseStatusLine(answer.startLine) ?? {};
    narrator.tell({ type: 'ws-response', by: 'peer', status, reason, headers: answer.headers });
    const agreed = judgeResponse(answer, offered);
    if (!agreed.ok) throw refused(agreed, opening);
    tellOpen(narrator, agreed, answer, began);
    return { agreed, rest };
  } catch (error) {
    connection.close();
    await connection.closed;
    throw error;
  }
}

function tellOpen(narrator: Narrator, agreed: Agreed, answer: Head, began: number): void {
  const { key, joined, sha1, accept } = agreed.accept;
  narrator.tell({ type: 'ws-key', key, joined, sha1, accept });
  const { subprotocol } = agreed;
  const compression =
    agreed.deflate &&
    answer.headers.find(({ name }) => name.toLowerCase() === 'sec-websocket-extensions')?.value;
  narrator.tell({
    type: 'ws-open',
    ...(subprotocol !== undefined && { subprotocol }),
    ...(compression !== undefined && { compression }),
    elapsed: now() - began,
  });
}

/** The head of the answer. Rejects when it is none, when the stream ends before, or it takes too long. */
function answered(opening: ClientOpening) {
  const { connection, narrator, wait, signal } = opening;
  const reader = new HeadReader();
  const address = formatAddress(connection.remote);
  return new Promise<{ answer: Head; rest: Uint8Array }>((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      connection.hold();
      act();
    };
    const fail = (error: SocketsError) => settle(() => reject(error));
    const timer = setTimeout(() => {
      narrator.tell({ type: 'timeout', what: 'handshake', after: wait * 1000 });
      fail(new SocketsError('peer', 'ws-handshake-timeout', { address, seconds: wait / 1000 }));
    }, wait);
    const giveUp = () => fail(new SocketsError('usage', 'interrupted', { address }));
    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted) giveUp();
    connection.handle({
      receive: (_connection, bytes) => {
        const answer = reader.push(bytes);
        const { broken, rest } = reader;
        if (broken) fail(refused({ rule: broken.rule, section: broken.section }, opening));
        else if (answer) settle(() => resolve({ answer, rest }));
      },
      endOfStream: () => fail(new SocketsError('peer', 'ws-ended', { address })),
      closed: () => fail(new SocketsError('peer', 'ws-ended', { address })),
    });
  });
}

/** Why an answer is refused, and what it said instead of 101. */
interface Refused {
  readonly rule: string;
  readonly section: string;
  readonly status?: number;
  readonly reason?: string;
}

/** Tells that the answer is refused, by which rule; gives what the connection fails with. */
function refused(
  { rule, section, status, reason = '' }: Refused,
  { connection, narrator }: ClientOpening,
): SocketsError {
  const address = formatAddress(connection.remote);
  narrator.tell({ type: 'ws-refused', by: 'us', rule, section });
  return status === undefined
    ? new SocketsError('peer', 'ws-bad-answer', { address, rule, section })
    : new SocketsError('peer', 'ws-status', { address, status, reason });
}
