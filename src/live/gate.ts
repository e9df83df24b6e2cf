import type { HttpAnswer } from '../ws/http-answer.ts';
import type { Header } from '../ws/http-head.ts';
import { type Asked, hostOf } from '../ws/request-rules.ts';
import { isSame } from './token.ts';

/** What is said to who is not let in, a sentence each. */
export interface Refusals {
  readonly host: string;
  readonly method: string;
  readonly token: string;
  readonly origin: string;
}

/** What is behind the gate. */
export interface GateOptions {
  readonly port: number;
  readonly token: string;
  readonly html: string;
  readonly refusals: Refusals;
}

/** Names of the loopback interface at which we listen (RFC 6761 §6.3 for `localhost`). */
const NAMES = ['127.0.0.1', 'localhost'];

/** Where the page is, and where its WebSocket connects. */
export const pagePath = (token: string) => `/${token}/`;
export const livePath = (token: string) => `/${token}/live`;

/**
 * Decides who gets the page, and who may follow the run: `undefined` is for these. Another site's page that calls us by a name of its own (DNS
 * rebinding) is told by its Host; one that connects to us, by its Origin (RFC 6455 §10.2); another user of this machine has no token. Pure.
 */
export function passGate(asked: Asked, options: GateOptions): HttpAnswer | undefined {
  const { port, token, html, refusals } = options;
  const { line, values } = asked;
  const host = values('host').length === 1 ? hostOf(asked).toLowerCase() : '';
  if (!NAMES.some((name) => host === `${name}:${port}`)) return refuse(403, refusals.host);
  if (line.method !== 'GET' && line.method !== 'HEAD') return refuse(405, refusals.method);
  if (isSame(line.path, livePath(token))) {
    const [origin, ...others] = values('origin');
    const isOurs = others.length === 0 && origin === `http://${host}`;
    return isOurs ? undefined : refuse(403, refusals.origin);
  }
  if (!isSame(line.path, pagePath(token))) return refuse(403, refusals.token);
  const headers = [
    { name: 'Content-Type', value: 'text/html; charset=utf-8' },
    { name: 'Content-Security-Policy', value: policy(host) },
    ...GUARDS,
  ];
  return { status: 200, headers, body: html };
}

function refuse(status: 403 | 405, sentence: string): HttpAnswer {
  const headers = [
    { name: 'Content-Type', value: 'text/plain; charset=utf-8' },
    { name: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" },
    ...(status === 405 ? [{ name: 'Allow', value: 'GET, HEAD' }] : []),
    ...GUARDS,
  ];
  return { status, headers, body: `${sentence}\n` };
}

/** Nobody keeps what we say, guesses what it is, learns the address, frames it, or reads it from another site's page. */
const GUARDS: readonly Header[] = [
  { name: 'Cache-Control', value: 'no-store' },
  { name: 'X-Content-Type-Options', value: 'nosniff' },
  { name: 'Referrer-Policy', value: 'no-referrer' },
  { name: 'X-Frame-Options', value: 'DENY' },
  { name: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { name: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

/** The page is one document, and speaks with nobody but us. What it may run it says itself, more narrowly. */
function policy(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'unsafe-inline'",
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    `connect-src ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
