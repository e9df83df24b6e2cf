import type { Head, Header } from './http-head.ts';
import { startLine } from './refusal.ts';
import type { Asked } from './request-rules.ts';

/** An answer in HTTP, after which the connection is closed. Its `Content-Length` and `Connection` are added. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
}

/** Looks at a request before the rules of the handshake do. What it gives is answered; `undefined`: it is a handshake. */
export type AnswerHttp = (asked: Asked) => HttpAnswer | undefined;

/** The head of an answer: for HEAD the same as for GET (RFC 9110 §9.3.2). */
export function headOf({ status, headers, body }: HttpAnswer): Head {
  const length = String(Buffer.byteLength(body));
  const ours = [
    { name: 'Content-Length', value: length },
    { name: 'Connection', value: 'close' },
  ];
  return { startLine: startLine(status), headers: [...headers, ...ours] };
}
