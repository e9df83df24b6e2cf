import type { SocketEvent } from '../event/event.ts';
import type { Side } from '../event/seen.ts';
import type { HttpHeader, WsEvent } from '../event/ws-event.ts';
import { type Told, type ToldOptions, textOf } from './told.ts';

/** Header fields with a port, or with what is drawn by lot for each connection (RFC 6455 §4.1). */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  'host',
  'origin',
  'date',
  'sec-websocket-key',
  'sec-websocket-accept',
]);

/** What is told of TLS or WebSocket; `undefined` where it is neither. */
export function toldByLayer(event: SocketEvent, options: ToldOptions): Told | undefined {
  switch (event.type) {
    case 'tls-record': {
      const names = event.messages.flatMap(({ name, alert }) => [name, alert]);
      const track = event.by === 'us' ? 'tls-us' : 'tls-peer';
      return { track, verb: event.type, facts: [event.content, ...names], merges: true };
    }
    case 'tls-certificate':
      return told(event.type, [event.by, event.depth, event.subject, event.issuer]);
    case 'tls-verdict':
      return told(event.type, [event.trusted, event.reason, event.enforced]);
    case 'tls-agreed':
      return told(event.type, [event.version, event.cipher, event.alpn, event.resumed]);
    default:
      return toldByWs(event, options);
  }
}

function toldByWs(event: SocketEvent, options: ToldOptions): Told | undefined {
  switch (event.type) {
    case 'ws-key':
      return told(event.type, []);
    case 'ws-open':
      return told(event.type, [event.subprotocol, event.compression]);
    case 'ws-closed':
      return { ...ofSide('peer', event.type, [event.code, event.reason, event.clean, event.by]) };
    case 'ws-request':
      return ofSide(event.by, event.type, [event.method, event.target, ...fields(event.headers)]);
    case 'ws-response':
      return ofSide(event.by, event.type, [event.status, ...fields(event.headers)]);
    case 'ws-refused':
    case 'ws-violation':
      return ofSide(event.by, event.type, [event.rule]);
    case 'ws-frame':
    case 'ws-message':
      return ofSide(event.by, event.type, carried(event, options));
    default:
      return undefined;
  }
}

function carried(
  event: Extract<WsEvent, { readonly type: 'ws-frame' | 'ws-message' }>,
  { data }: ToldOptions,
): readonly unknown[] {
  const form =
    event.type === 'ws-frame'
      ? [event.fin, event.rsv, event.opcode, event.masked]
      : [event.kind, event.frames];
  return data ? [...form, event.bytes, textOf(event.data)] : form;
}

function fields(headers: readonly HttpHeader[]): string[] {
  return headers
    .filter(({ name }) => !OWN_FIELDS.has(name.toLowerCase()))
    .map(({ name, value }) => `${name.toLowerCase()}: ${value}`);
}

function told(verb: string, facts: readonly unknown[]): Told {
  return { track: 'calls', verb, facts };
}

function ofSide(by: Side, verb: string, facts: readonly unknown[]): Told {
  return { track: by === 'us' ? 'ws-us' : 'ws-peer', verb, facts };
}
