import type { Head } from '../../src/ws/http-head.ts';
import { judgeRequest, type ServerHandshakeOptions } from '../../src/ws/server-handshake.ts';
import { changedHeaders, type HeaderChanges } from './changed-headers.ts';

/** RFC 6455 §1.3's example, as far as it has to be. */
const GOOD: Readonly<Record<string, string>> = {
  Host: 'server.example.com',
  Upgrade: 'websocket',
  Connection: 'Upgrade',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version': '13',
};

/** What is other than in a good request. */
export interface Change {
  readonly startLine?: string;
  readonly headers?: HeaderChanges;
  readonly options?: ServerHandshakeOptions;
}

/** A change to one header. */
export function header(name: string, value: HeaderChanges[string]): Change {
  return { headers: { [name]: value } };
}

/** What a server makes of a good request with a change. */
export function judge({ startLine = 'GET /chat HTTP/1.1', headers = {}, options }: Change = {}) {
  const head: Head = { startLine, headers: changedHeaders(GOOD, headers) };
  return judgeRequest(head, options);
}
