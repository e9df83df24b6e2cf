import { HEAD_RULES, type Head, type Header, type HeadRule } from './http-head.ts';
import { REQUEST_RULES, type RequestRule } from './request-rules.ts';

/** What else a server refuses for: a start line that is none, and a head that took too long (RFC 9110 §15.5.9). */
const OTHER_RULES = {
  'request-line': { section: 'RFC 9112 §3', status: 400 },
  'handshake-timeout': { section: 'RFC 9110 §15.5.9', status: 408 },
} as const;

const RULES = { ...HEAD_RULES, ...REQUEST_RULES, ...OTHER_RULES };

/** Everything a server refuses a request for. */
export type RefusalRule = HeadRule | RequestRule | keyof typeof OTHER_RULES;

/** A request refused: why, by which section, and what is answered. */
export interface Refusal {
  readonly kind: 'refused';
  readonly rule: RefusalRule;
  readonly section: string;
  readonly status: number;
  readonly head: Head;
  /** One line that names the rule: nothing of what the client sent. */
  readonly body: string;
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  421: 'Misdirected Request',
  426: 'Upgrade Required',
  431: 'Request Header Fields Too Large',
  505: 'HTTP Version Not Supported',
};

/** What a status has to say besides (RFC 9110 §15.5.6, §15.5.22; RFC 6455 §4.4). */
const MORE: Readonly<Record<number, readonly Header[]>> = {
  405: [{ name: 'Allow', value: 'GET' }],
  426: [
    { name: 'Upgrade', value: 'websocket' },
    { name: 'Sec-WebSocket-Version', value: '13' },
  ],
};

/** The first line of an answer (RFC 9112 §4). */
export function startLine(status: number): string {
  return `HTTP/1.1 ${status} ${REASONS[status] ?? ''}`;
}

/** The answer to a request that breaks a rule; the connection is to be closed behind it. */
export function refuse(rule: RefusalRule): Refusal {
  const { section, status } = RULES[rule];
  const body = `${rule} (${section})\n`;
  // Whoever sends Upgrade has to name it in Connection, too (RFC 9110 §7.8).
  const connection = status === 426 ? 'Upgrade, close' : 'close';
  const head: Head = {
    startLine: startLine(status),
    headers: [
      ...(MORE[status] ?? []),
      { name: 'Connection', value: connection },
      { name: 'Content-Type', value: 'text/plain; charset=utf-8' },
      { name: 'Content-Length', value: String(Buffer.byteLength(body)) },
    ],
  };
  return { kind: 'refused', rule, section, status, head, body };
}
