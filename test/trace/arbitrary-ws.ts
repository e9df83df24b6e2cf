import fc from 'fast-check';
import type { EventOf } from '../../src/event/event.ts';
import type { WsEvent } from '../../src/event/ws-event.ts';
import { anyText, by, count, event, none, payload } from './arbitrary-parts.ts';

const headers = fc.array(fc.record({ name: anyText, value: anyText }, { noNullPrototype: true }), {
  maxLength: 5,
});
const code = fc.oneof(fc.integer({ min: 1000, max: 1015 }), fc.nat(0xffff));
const rule = fc.record({ by, rule: anyText, section: anyText });

/** Any event of WebSocket, by its type. */
export const WS_BY_TYPE: { readonly [Type in WsEvent['type']]: fc.Arbitrary<EventOf<Type>> } = {
  'ws-request': event(
    'ws-request',
    fc.record({ by, method: anyText, target: anyText, headers }),
    none,
  ),
  'ws-key': event(
    'ws-key',
    fc.record({ key: anyText, joined: anyText, sha1: anyText, accept: anyText }),
    none,
  ),
  'ws-response': event(
    'ws-response',
    fc.record({ by, status: count, reason: anyText, headers }),
    none,
  ),
  'ws-refused': event('ws-refused', rule, none),
  'ws-open': event(
    'ws-open',
    fc.record({ elapsed: count }),
    fc.record({ subprotocol: anyText, compression: anyText }, { requiredKeys: [] }),
  ),
  'ws-frame': event(
    'ws-frame',
    fc.record({
      by,
      fin: fc.boolean(),
      rsv: fc.nat(7),
      opcode: fc.nat(15),
      masked: fc.boolean(),
      header: fc.uint8Array({ maxLength: 14 }),
    }),
    payload,
  ),
  'ws-message': event(
    'ws-message',
    fc.record(
      { by, kind: fc.constantFrom('text', 'binary'), frames: count, compressed: count },
      { requiredKeys: ['by', 'kind', 'frames'] },
    ),
    payload,
  ),
  'ws-violation': event('ws-violation', rule, fc.record({ code })),
  'ws-round-trip': event('ws-round-trip', fc.record({ elapsed: count }), none),
  'ws-closed': event(
    'ws-closed',
    fc.record({ code, reason: anyText, clean: fc.boolean() }),
    fc.record({ by }, { requiredKeys: [] }),
  ),
};
