import { SocketsError } from '../error.ts';
import { formatAddress } from '../event/address.ts';
import { type DeflateParameters, formatParameters } from './extension-offer.ts';
import { badHeader, encodeHead, type Head, type Header } from './http-head.ts';
import { isOriginForm } from './request-line.ts';
import { isToken } from './token-list.ts';

/** What a client asks a server for. */
export interface RequestOptions {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query: `/chat?room=7`. */
  readonly target: string;
  /** Whether it is wss: the port that goes without saying is 443 then, and else 80 (RFC 6455 §3). */
  readonly secure: boolean;
  /** 16 octets in base64: `makeKey()`. */
  readonly key: string;
  /** Browsers say whose page asks; others need not (RFC 6455 §4.1). */
  readonly origin?: string | undefined;
  /** The preferred one first. */
  readonly subprotocols?: readonly string[] | undefined;
  /** The preferred one first. */
  readonly deflate?: readonly DeflateParameters[] | undefined;
  /** Others than the handshake's own; Host takes the place of ours. */
  readonly headers?: readonly Header[] | undefined;
}

/** What the handshake says itself, or says by its absence: a request without a body. */
const OWN = new Set(['upgrade', 'connection', 'origin', 'content-length', 'transfer-encoding']);

/**
 * The head of a request for a WebSocket connection (RFC 6455 §4.1). Throws SocketsError `bad-value` for a subprotocol that is no token or stands
 * there twice, for the handshake's own headers, and for whatever would become another line.
 */
export function requestHead(options: RequestOptions): Head {
  const { target, key, origin, subprotocols = [], deflate = [], headers = [] } = options;
  if (!isOriginForm(target)) throw badHeader(target);
  for (const { name, value } of headers) {
    if (isOwn(name)) throw badHeader(`${name}: ${value}`);
  }
  checkSubprotocols(subprotocols);
  const head: Header[] = [
    { name: 'Host', value: hostValue(options) },
    { name: 'Upgrade', value: 'websocket' },
    { name: 'Connection', value: 'Upgrade' },
    { name: 'Sec-WebSocket-Key', value: key },
    { name: 'Sec-WebSocket-Version', value: '13' },
  ];
  const add = (name: string, value: string) => head.push({ name, value });
  if (origin !== undefined) add('Origin', origin);
  if (subprotocols.length > 0) add('Sec-WebSocket-Protocol', subprotocols.join(', '));
  if (deflate.length > 0) {
    add('Sec-WebSocket-Extensions', deflate.map(formatParameters).join(', '));
  }
  head.push(...headers.filter((header) => !isHost(header)));
  return { startLine: `GET ${target} HTTP/1.1`, headers: head };
}

/** The octets of that head. Throws what `requestHead` throws. */
export function makeRequest(options: RequestOptions): Uint8Array {
  return encodeHead(requestHead(options));
}

/** Host: with the port, where it does not go without saying; without an interface, which means nothing to the peer (RFC 6874 §1). */
function hostValue({ host, port, secure, headers = [] }: RequestOptions): string {
  const [given, ...others] = headers.filter(isHost);
  if (others[0]) throw badHeader(`Host: ${others[0].value}`);
  if (given) return given.value;
  const address = formatAddress({ host: host.replace(/%.*$/s, ''), port });
  return port === (secure ? 443 : 80) ? address.slice(0, address.lastIndexOf(':')) : address;
}

const isHost = ({ name }: Header) => name.toLowerCase() === 'host';

function isOwn(name: string): boolean {
  const lower = name.toLowerCase();
  return OWN.has(lower) || lower.startsWith('sec-websocket-');
}

function checkSubprotocols(names: readonly string[]): void {
  const bad = names.find((name, at) => !isToken(name) || names.indexOf(name) !== at);
  if (bad === undefined) return;
  const facts = { option: '--subprotocol', value: bad, wanted: 'subprotocol' } as const;
  throw new SocketsError('usage', 'bad-value', facts);
}
