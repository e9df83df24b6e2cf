import fc from 'fast-check';
import type { Address } from '../../src/event/address.ts';
import {
  EVENT_TYPES,
  type EventOf,
  type EventType,
  PAYLOAD_LIMIT,
  type SocketEvent,
} from '../../src/event/event.ts';

const count = fc.oneof(fc.nat(100), fc.maxSafeNat());
const awkward = ['"', '\\', '\n', '\0', '\u001b', '\u007f', 'é', '한', '\u2028', '😀', '\ud800'];
const unit = fc.oneof(fc.string({ minLength: 1, maxLength: 1 }), fc.constantFrom(...awkward));
const anyText = fc.string({ unit });
const label = fc.oneof(
  fc
    .tuple(fc.constantFrom('L', 'S', 'C'), fc.integer({ min: 1, max: 20_000 }))
    .map((parts) => parts.join('')),
  fc.constantFrom('서버"1', '\\', '😀'),
);
const zone = fc.constantFrom('', '%eth0', '%1');
const address: fc.Arbitrary<Address> = fc.record(
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
const accepted = fc.record({ accepted: count }, { requiredKeys: [] });

const BY_TYPE: { readonly [Type in EventType]: fc.Arbitrary<EventOf<Type>> } = {
  socket: event(
    'socket',
    fc.record({ domain: fc.constantFrom('inet', 'inet6'), kind: fc.constant('stream') }),
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
  connect: event('connect', fc.record({ elapsed: count }), none),
  accept: event('accept', fc.record({ listener: label }), none),
  'turned-away': event('turned-away', fc.record({ limit: count }), none),
  setsockopt: event(
    'setsockopt',
    fc.record({
      option: fc.constantFrom('TCP_NODELAY', 'SO_KEEPALIVE', 'TCP_KEEPIDLE'),
      value: fc.integer(),
    }),
    none,
  ),
  send: event('send', payload, none),
  receive: event('receive', payload, none),
  blocked: event('blocked', fc.record({ pending: count }), none),
  drained: event('drained', fc.record({ elapsed: count }), none),
  pause: event('pause', none, none),
  resume: event('resume', none, none),
  shutdown: event('shutdown', none, none),
  'end-of-stream': event('end-of-stream', none, none),
  reset: event('reset', fc.record({ by: fc.constantFrom('us', 'peer') }), none),
  timeout: event(
    'timeout',
    fc.record({ what: fc.constantFrom('connect', 'idle'), after: count }),
    none,
  ),
  error: event('error', fc.record({ call: anyText, code: anyText }), none),
  close: event(
    'close',
    fc.record({ received: count, sent: count, unsent: count, elapsed: count }),
    accepted,
  ),
};

/** Any event of `type`. */
export function anyEventOf(type: EventType): fc.Arbitrary<SocketEvent> {
  return BY_TYPE[type];
}

/** Any event at all. */
export const anyEvent: fc.Arbitrary<SocketEvent> = fc.oneof(...EVENT_TYPES.map(anyEventOf));
