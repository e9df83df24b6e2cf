import fc from 'fast-check';
import type { Address } from '../../src/event/address.ts';
import { FATES } from '../../src/event/datagram-event.ts';
import {
  EVENT_TYPES,
  type EventOf,
  type EventType,
  PAYLOAD_LIMIT,
  type SocketEvent,
} from '../../src/event/event.ts';
import { SOCKET_OPTIONS } from '../../src/event/socket-option.ts';
import { TLS_CONTENTS } from '../../src/event/tls-event.ts';

const count = fc.oneof(fc.nat(100), fc.maxSafeNat());
const awkward = ['"', '\\', '\n', '\0', '\u001b', '\u007f', 'é', '한', '\u2028', '😀', '\ud800'];
const unit = fc.oneof(fc.string({ minLength: 1, maxLength: 1 }), fc.constantFrom(...awkward));
const anyText = fc.string({ unit });
const texts = fc.array(anyText, { maxLength: 6 });
const label = fc.oneof(
  fc
    .tuple(fc.constantFrom('L', 'S', 'C', 'U'), fc.integer({ min: 1, max: 20_000 }))
    .map((parts) => parts.join('')),
  fc.constantFrom('서버"1', '\\', '😀'),
);
const zone = fc.constantFrom('', '%eth0', '%1');
const internet: fc.Arbitrary<Address> = fc.record(
  {
    host: fc.oneof(
      fc.ipV4(),
      fc
        .tuple(
          fc.constantFrom('::', '::1', 'fe80::1', '2001:db8::8:800:200c:417a', '::ffff:127.0.0.1'),
          zone,
        )
        .map((parts) => parts.join('')),
    ),
    port: fc.nat(0xffff),
  },
  { noNullPrototype: true },
);
const path = fc.oneof(
  fc.string({ unit, minLength: 1, maxLength: 100 }),
  fc.constantFrom('/tmp/echo.sock', '@echo', '127.0.0.1:9000', 'unix:', '\0', '\u202e'),
);
const address: fc.Arbitrary<Address> = fc.oneof(
  { arbitrary: internet, weight: 4 },
  fc.record({ path }, { noNullPrototype: true }),
);
const payload = fc
  .tuple(fc.uint8Array({ maxLength: 70 }), fc.constantFrom(0, 1, PAYLOAD_LIMIT), fc.nat(3))
  .map(([octets, repeats, beyond]) => {
    const data =
      repeats === PAYLOAD_LIMIT ? new Uint8Array(PAYLOAD_LIMIT).fill(octets[0] ?? 0) : octets;
    return { data, bytes: data.length + beyond };
  });

const seen = {
  time: fc.oneof(
    count,
    fc.constantFrom(1_795_227_355_123_456, 1_795_227_355_000_000, 1_795_227_355_999_999),
  ),
  source: fc.constantFrom('app', 'syscall', 'kernel', 'wire'),
  socket: label,
} as const;

/** An event of one type: `own` are its fields, `perhaps` those of them that need not be there. */
function event<const Type extends EventType, Own extends object, Perhaps extends object>(
  type: Type,
  own: fc.Arbitrary<Own>,
  perhaps: fc.Arbitrary<Perhaps>,
) {
  const addresses = fc.record({ local: address, remote: address }, { requiredKeys: [] });
  return fc
    .tuple(fc.record(seen), addresses, own, perhaps)
    .map(([always, known, fields, more]) => ({ ...always, ...known, type, ...fields, ...more }));
}

const none = fc.constant({});
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
const by = fc.constantFrom('us', 'peer');
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
    fc.record({ what: fc.constantFrom('connect', 'idle', 'handshake'), after: count }),
    none,
  ),
  error: event('error', fc.record({ call: anyText, code: anyText }), none),
  unlink: event('unlink', fc.record({ stale: fc.boolean() }), call),
  close: event(
    'close',
    fc.record({ received: count, sent: count, unsent: count, elapsed: count }),
    closed,
  ),
};

/** Any event of `type`. */
export function anyEventOf(type: EventType): fc.Arbitrary<SocketEvent> {
  return BY_TYPE[type];
}

/** Any event at all. */
export const anyEvent: fc.Arbitrary<SocketEvent> = fc.oneof(...EVENT_TYPES.map(anyEventOf));
