import fc from 'fast-check';
import { FATES } from '../../src/event/datagram-event.ts';
import {
  EVENT_TYPES,
  type EventOf,
  type EventType,
  type SocketEvent,
} from '../../src/event/event.ts';
import { SOCKET_OPTIONS } from '../../src/event/socket-option.ts';
import { TLS_CONTENTS } from '../../src/event/tls-event.ts';
import { LANES_BY_TYPE } from './arbitrary-lanes.ts';
import { anyText, by, count, event, label, none, payload, texts } from './arbitrary-parts.ts';
import { WS_BY_TYPE } from './arbitrary-ws.ts';

const call = fc.record({ call: anyText }, { requiredKeys: [] });
const carried = fc.record({ datagram: fc.constant(true as const) }, { requiredKeys: [] });
const closed = fc.record(
  {
    accepted: count,
    datagrams: fc.record({ received: count, sent: count }, { noNullPrototype: true }),
  },
  { requiredKeys: [] },
);
const group = fc.record({ group: anyText });
const membership = fc.record({ interface: anyText, sender: anyText }, { requiredKeys: [] });
const moment = fc.oneof(
  count,
  fc.constantFrom(-1_000_000, 253_402_300_799 * 1_000_000, 8.64e18, -8.64e18),
);
const message = fc.record(
  {
    name: anyText,
    serverName: anyText,
    alpn: texts,
    versions: texts,
    ciphers: texts,
    groups: texts,
    alert: anyText,
  },
  { requiredKeys: ['name'], noNullPrototype: true },
);

const BY_TYPE: { readonly [Type in EventType]: fc.Arbitrary<EventOf<Type>> } = {
  socket: event(
    'socket',
    fc.record({
      domain: fc.constantFrom('inet', 'inet6', 'unix'),
      kind: fc.constantFrom('stream', 'dgram'),
    }),
    call,
  ),
  bind: event('bind', none, call),
  listen: event('listen', fc.record({ backlog: count }), call),
  lookup: event(
    'lookup',
    fc.record({ name: anyText, addresses: fc.array(anyText, { maxLength: 3 }) }),
    none,
  ),
  attempt: event('attempt', none, none),
  'attempt-failed': event('attempt-failed', fc.record({ code: anyText }), none),
  connect: event(
    'connect',
    fc.record({ elapsed: count }),
    fc.record({ kind: fc.constant('dgram') }, { requiredKeys: [] }),
  ),
  accept: event('accept', fc.record({ listener: label }), none),
  'turned-away': event('turned-away', fc.record({ limit: count }), none),
  setsockopt: event(
    'setsockopt',
    fc.record({
      option: fc.constantFrom(...SOCKET_OPTIONS),
      value: fc.oneof(fc.integer(), anyText),
    }),
    fc.record({ granted: fc.integer() }, { requiredKeys: [] }),
  ),
  credentials: event('credentials', fc.record({ pid: count, uid: count, command: anyText }), none),
  join: event('join', group, membership),
  leave: event('leave', group, membership),
  'tls-record': event(
    'tls-record',
    fc.record({
      by,
      content: fc.constantFrom(...TLS_CONTENTS),
      version: anyText,
      length: fc.integer({ min: 16, max: 2 ** 31 }),
      readable: fc.boolean(),
      messages: fc.array(message, { maxLength: 5 }),
      data: fc.uint8Array({ maxLength: 16 }),
    }),
    none,
  ),
  'tls-secret': event(
    'tls-secret',
    fc.record({
      label: fc.stringMatching(/^[A-Z][A-Z0-9_]{0,63}$/),
      clientRandom: fc.stringMatching(/^([\da-f]{2}){32}$/),
      secret: fc.stringMatching(/^([\da-f]{2}){1,48}$/),
    }),
    none,
  ),
  'tls-certificate': event(
    'tls-certificate',
    fc.record({
      by,
      depth: count,
      subject: anyText,
      issuer: anyText,
      names: texts,
      notBefore: moment,
      notAfter: moment,
      fingerprint: anyText,
    }),
    none,
  ),
  'tls-verdict': event(
    'tls-verdict',
    fc.record({ trusted: fc.boolean(), enforced: fc.boolean() }),
    fc.record({ reason: anyText, name: anyText }, { requiredKeys: [] }),
  ),
  'tls-agreed': event(
    'tls-agreed',
    fc.record({ version: anyText, cipher: anyText, resumed: fc.boolean(), elapsed: count }),
    fc.record({ group: anyText, alpn: anyText }, { requiredKeys: [] }),
  ),
  ...WS_BY_TYPE,
  send: event('send', payload, carried),
  receive: event('receive', payload, carried),
  reply: event(
    'reply',
    fc.record({ number: count, elapsed: count, copy: count, overtaken: fc.boolean() }),
    none,
  ),
  'no-reply': event('no-reply', fc.record({ number: count, after: count }), none),
  fate: event(
    'fate',
    fc.record({
      number: count,
      direction: fc.constantFrom('there', 'back'),
      bytes: count,
      fates: fc.array(fc.constantFrom(...FATES), { maxLength: 4 }),
      delay: count,
    }),
    none,
  ),
  'kernel-drops': event('kernel-drops', fc.record({ count }), none),
  blocked: event('blocked', fc.record({ pending: count }), none),
  drained: event('drained', fc.record({ elapsed: count }), none),
  pause: event('pause', none, none),
  resume: event('resume', none, none),
  shutdown: event('shutdown', none, none),
  'end-of-stream': event('end-of-stream', none, none),
  reset: event('reset', fc.record({ by }), none),
  timeout: event(
    'timeout',
    fc.record({
      what: fc.constantFrom('connect', 'idle', 'handshake', 'pong', 'close'),
      after: count,
    }),
    none,
  ),
  error: event('error', fc.record({ call: anyText, code: anyText }), none),
  unlink: event('unlink', fc.record({ stale: fc.boolean() }), call),
  close: event(
    'close',
    fc.record({ received: count, sent: count, unsent: count, elapsed: count }),
    closed,
  ),
  ...LANES_BY_TYPE,
};

/** Any event of `type`. */
export function anyEventOf(type: EventType): fc.Arbitrary<SocketEvent> {
  return BY_TYPE[type];
}

/** Any event at all. */
export const anyEvent: fc.Arbitrary<SocketEvent> = fc.oneof(...EVENT_TYPES.map(anyEventOf));
