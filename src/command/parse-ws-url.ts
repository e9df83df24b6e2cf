import { SocketsError } from '../error.ts';

/** Where a ws:// or wss:// URL leads (RFC 6455 §3). */
export interface WsUrl {
  readonly secure: boolean;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly target: string;
}

/** Reads a URL of RFC 6455 §3; without a scheme it is ws. Throws SocketsError `not-a-ws-url`. */
export function parseWsUrl(value: string): WsUrl {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `ws://${value}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  const secure = url?.protocol === 'wss:';
  // A fragment means nothing here, and must not be there.
  const fits = url && (secure || url.protocol === 'ws:') && url.hash === '' && url.hostname !== '';
  if (!fits || url.username !== '' || url.password !== '') {
    throw new SocketsError('usage', 'not-a-ws-url', { value });
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  return { secure, host, port, target: `${url.pathname}${url.search}` };
}

/** `name: value` of a request header. Throws SocketsError `bad-value`. */
export function parseHeader(value: string): { name: string; value: string } {
  const [, name, field] = /^([^:\s]+):[ \t]*([^\r\n]*)$/.exec(value) ?? [];
  if (name === undefined || field === undefined) {
    throw new SocketsError('usage', 'bad-value', { option: '--header', value, wanted: 'header' });
  }
  return { name, value: field };
}
