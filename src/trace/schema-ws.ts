import * as v from 'valibot';
import type { EventOf } from '../event/event.ts';
import type { WsEvent } from '../event/ws-event.ts';
import { count, data, event, flag, frameHeader, object, oneOf, text, upTo } from './fields.ts';

const by = oneOf(['us', 'peer']);
const HEADER_LINES = v.array(object({ name: text, value: text }), 'expected an array');

/** Four bits say what a frame is (RFC 6455 §5.2). */
const HIGHEST_OPCODE = 15;
/** Three bits are reserved. */
const ALL_RESERVED = 7;
/** Two octets say a status code (RFC 6455 §5.5.1). */
const HIGHEST_CODE = 65_535;

const tooMany = 'data: more octets than "bytes" says';

/** What happens on a WebSocket connection. */
export const WS_SCHEMAS = {
  'ws-request': event('ws-request', { by, method: text, target: text, headers: HEADER_LINES }),
  'ws-key': event('ws-key', { key: text, joined: text, sha1: text, accept: text }),
  'ws-response': event('ws-response', { by, status: count, reason: text, headers: HEADER_LINES }),
  'ws-refused': event('ws-refused', { by, rule: text, section: text }),
  'ws-open': event('ws-open', {
    subprotocol: v.exactOptional(text),
    compression: v.exactOptional(text),
    elapsed: count,
  }),
  'ws-frame': v.pipe(
    event('ws-frame', {
      by,
      fin: flag,
      rsv: upTo(ALL_RESERVED),
      opcode: upTo(HIGHEST_OPCODE),
      masked: flag,
      header: frameHeader,
      bytes: count,
      data,
    }),
    v.check(({ bytes, data }) => data.length <= bytes, tooMany),
  ),
  'ws-message': v.pipe(
    event('ws-message', {
      by,
      kind: oneOf(['text', 'binary']),
      frames: count,
      compressed: v.exactOptional(count),
      bytes: count,
      data,
    }),
    v.check(({ bytes, data }) => data.length <= bytes, tooMany),
  ),
  'ws-violation': event('ws-violation', {
    by,
    rule: text,
    section: text,
    code: upTo(HIGHEST_CODE),
  }),
  'ws-round-trip': event('ws-round-trip', { elapsed: count }),
  'ws-closed': event('ws-closed', {
    code: upTo(HIGHEST_CODE),
    reason: text,
    clean: flag,
    by: v.exactOptional(by),
  }),
} as const satisfies {
  readonly [Type in WsEvent['type']]: v.GenericSchema<unknown, EventOf<Type>>;
};
