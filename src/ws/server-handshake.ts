import { type AcceptSteps, acceptSteps } from './accept-key.ts';
import {
  answerOffers,
  type DeflateAgreement,
  type DeflateWishes,
  type OfferVerdict,
} from './deflate-negotiation.ts';
import { type Head, type Header, valuesOf } from './http-head.ts';
import { type Refusal, refuse } from './refusal.ts';
import { parseRequestLine, type RequestLine } from './request-line.ts';
import { type AcceptedRequests, type Asked, brokenRule, hostOf } from './request-rules.ts';
import { type Extension, parseExtensions, parseTokens } from './token-list.ts';

/** What a server accepts and offers. */
export interface ServerHandshakeOptions extends AcceptedRequests {
  /** Those the server speaks. The first one of the client's list that is among them is chosen. */
  readonly subprotocols?: readonly string[] | undefined;
  /** Whether messages may be compressed, and how. */
  readonly deflate?: DeflateWishes | undefined;
}

/** What a client asked for. */
export interface HandshakeRequest {
  readonly target: string;
  readonly path: string;
  readonly query: string;
  readonly host: string;
  /** Whose page asks: browsers alone say so, and cannot be made to lie by the page (RFC 6455 §10.2). */
  readonly origin?: string;
  readonly key: string;
  readonly subprotocols: readonly string[];
  readonly extensions: readonly Extension[];
}

/** A request that is answered with 101: frames follow. */
export interface Accepted {
  readonly kind: 'websocket';
  readonly request: HandshakeRequest;
  readonly accept: AcceptSteps;
  readonly subprotocol?: string;
  readonly deflate?: DeflateAgreement;
  /** What became of each extension the client offered. */
  readonly offers: readonly OfferVerdict[];
  readonly head: Head;
}

/** A plain GET for `/`, as a browser's address line sends it: no handshake, and no error. */
export interface PageWanted {
  readonly kind: 'page';
  readonly line: RequestLine;
}

/** What a server makes of a request's head (RFC 6455 §4.2): rules broken are told by name. */
export function judgeRequest(
  head: Head,
  options: ServerHandshakeOptions = {},
): Accepted | PageWanted | Refusal {
  const line = parseRequestLine(head.startLine);
  if (!line) return refuse('request-line');
  const asked: Asked = { line, values: (name) => valuesOf(head, name) };
  if (wantsPage(head, line)) return { kind: 'page', line };
  const rule = brokenRule(asked, options);
  return rule ? refuse(rule) : accept(asked, options);
}

/** Whether nothing but the page can be meant. A handshake that lost its Upgrade on the way is still one, and told. */
function wantsPage(head: Head, { method, major, path }: RequestLine): boolean {
  const ofHandshake = ({ name }: Header) => /^(?:upgrade$|sec-websocket-)/i.test(name);
  return method === 'GET' && major === 1 && path === '/' && !head.headers.some(ofHandshake);
}

function accept(asked: Asked, { subprotocols, deflate }: ServerHandshakeOptions): Accepted {
  const request = requestOf(asked);
  const steps = acceptSteps(request.key);
  const chosen = request.subprotocols.find((one) => subprotocols?.includes(one));
  const { verdicts, agreed } = answerOffers(request.extensions, deflate);
  const headers: Header[] = [
    { name: 'Upgrade', value: 'websocket' },
    { name: 'Connection', value: 'Upgrade' },
    { name: 'Sec-WebSocket-Accept', value: steps.accept },
  ];
  if (chosen !== undefined) headers.push({ name: 'Sec-WebSocket-Protocol', value: chosen });
  if (agreed) headers.push({ name: 'Sec-WebSocket-Extensions', value: agreed.answer });
  return {
    kind: 'websocket',
    request,
    accept: steps,
    ...(chosen === undefined ? {} : { subprotocol: chosen }),
    ...(agreed ? { deflate: agreed.agreement } : {}),
    offers: verdicts,
    head: { startLine: 'HTTP/1.1 101 Switching Protocols', headers },
  };
}

/** Of a request that breaks no rule. */
function requestOf(asked: Asked): HandshakeRequest {
  const { line, values } = asked;
  const { target, path, query } = line;
  const [key = ''] = values('sec-websocket-key');
  const [origin] = values('origin');
  return {
    target,
    path,
    query,
    host: hostOf(asked),
    ...(origin === undefined ? {} : { origin }),
    key,
    subprotocols: parseTokens(values('sec-websocket-protocol')) ?? [],
    extensions: parseExtensions(values('sec-websocket-extensions')) ?? [],
  };
}
