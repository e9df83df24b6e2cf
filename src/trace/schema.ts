import * as v from 'valibot';
import type { Address } from '../event/address.ts';
import { type EventOf, type EventType, PAYLOAD_LIMIT } from '../event/event.ts';
import { TRACE_FORMAT, TRACE_VERSION } from './json-lines.ts';

// Every message is our own: valibot's would repeat what was read, and that may be anything.
const text = v.string('expected a string');
const whole = 'expected a whole number';
const integer = v.pipe(v.number(whole), v.safeInteger(whole));
const counting = 'expected a whole number ≥ 0';
const count = v.pipe(v.number(counting), v.safeInteger(counting), v.minValue(0, counting));

const labelled = 'expected 1 to 64 characters, no space or control character';
const label = v.pipe(
  v.string(labelled),
  v.maxLength(64, labelled),
  v.regex(/^[^\p{C}\p{Z}]+$/u, labelled),
);

/** One of a few words, which are named when it is another. */
function oneOf<const Words extends readonly string[]>(words: Words) {
  return v.picklist(words, `expected ${words.map((word) => `"${word}"`).join(' or ')}`);
}

const located = 'expected "address:port" with a numeric address, IPv6 in brackets';
const address = v.pipe(
  v.string(located),
  // Longer than any address with its zone, and short enough for whatever a pattern costs.
  v.maxLength(128, located),
  v.rawTransform<string, Address>(({ dataset, addIssue, NEVER }) => {
    const found = parseAddress(dataset.value);
    if (found !== undefined) return found;
    addIssue({ message: located });
    return NEVER;
  }),
);

/** The reverse of `formatAddress`; a zone may follow an IPv6 address (RFC 4007 §11). */
function parseAddress(written: string): Address | undefined {
  const parts = /^(?:\[([\da-f:.]+)(%[^\s[\]]+)?\]|([\d.]+)):(\d{1,5})$/i.exec(written);
  const [, six, zone = '', four, port] = parts ?? [];
  const isAddress = six === undefined ? v.is(IPV4, four) : v.is(IPV6, six);
  const host = four ?? `${six}${zone}`;
  return isAddress && Number(port) <= 0xffff ? { host, port: Number(port) } : undefined;
}
const IPV4 = v.pipe(v.string(), v.ipv4());
const IPV6 = v.pipe(v.string(), v.ipv6());

const encoded = `expected base64 of at most ${PAYLOAD_LIMIT} octets`;
const data = v.pipe(
  v.string(encoded),
  v.maxLength(4 * Math.ceil(PAYLOAD_LIMIT / 3), encoded),
  v.rawTransform<string, Uint8Array>(({ dataset, addIssue, NEVER }) => {
    const octets = Buffer.from(dataset.value, 'base64');
    // Node skips what is not base64; only the one correct spelling comes back the same.
    if (octets.length <= PAYLOAD_LIMIT && octets.toString('base64') === dataset.value) {
      return new Uint8Array(octets);
    }
    addIssue({ message: encoded });
    return NEVER;
  }),
);

const seen = {
  time: count,
  source: oneOf(['app', 'syscall', 'kernel', 'wire']),
  socket: label,
  local: v.exactOptional(address),
  remote: v.exactOptional(address),
};

/** The shape of one event type: what every event has, and its own fields. Fields it does not know are left out. */
function event<Type extends EventType, Fields extends v.ObjectEntries>(type: Type, fields: Fields) {
  return v.object({ ...seen, type: v.literal(type), ...fields }, 'expected an object');
}

function carrying<Type extends 'send' | 'receive'>(type: Type) {
  return v.pipe(
    event(type, { bytes: count, data }),
    v.check(({ bytes, data }) => data.length <= bytes, 'data: more octets than "bytes" says'),
  );
}

const call = v.exactOptional(text);

/** Every event type as version 1 of the format writes it: what comes out of a schema is that very event. */
export const EVENT_SCHEMAS = {
  socket: event('socket', { domain: oneOf(['inet', 'inet6']), kind: oneOf(['stream']), call }),
  bind: event('bind', { call }),
  listen: event('listen', { backlog: count, call }),
  lookup: event('lookup', { name: text, addresses: v.array(text, 'expected an array') }),
  attempt: event('attempt', {}),
  'attempt-failed': event('attempt-failed', { code: text }),
  connect: event('connect', { elapsed: count }),
  accept: event('accept', { listener: label }),
  'turned-away': event('turned-away', { limit: count }),
  setsockopt: event('setsockopt', {
    option: oneOf(['TCP_NODELAY', 'SO_KEEPALIVE', 'TCP_KEEPIDLE']),
    value: integer,
  }),
  send: carrying('send'),
  receive: carrying('receive'),
  blocked: event('blocked', { pending: count }),
  drained: event('drained', { elapsed: count }),
  pause: event('pause', {}),
  resume: event('resume', {}),
  shutdown: event('shutdown', {}),
  'end-of-stream': event('end-of-stream', {}),
  reset: event('reset', { by: oneOf(['us', 'peer']) }),
  timeout: event('timeout', { what: oneOf(['connect', 'idle']), after: count }),
  error: event('error', { call: text, code: text }),
  close: event('close', {
    received: count,
    sent: count,
    unsent: count,
    elapsed: count,
    accepted: v.exactOptional(count),
  }),
} as const satisfies { readonly [Type in EventType]: v.GenericSchema<unknown, EventOf<Type>> };

/** The first line. A newer version is refused: it may say the same words and mean something else. */
export const HEADER_SCHEMA = v.object(
  {
    format: v.literal(TRACE_FORMAT, `expected "${TRACE_FORMAT}"`),
    version: v.pipe(
      count,
      v.minValue(TRACE_VERSION, `expected ${TRACE_VERSION}`),
      v.maxValue(TRACE_VERSION, `newer than ${TRACE_VERSION}, the newest known here`),
    ),
    program: text,
    time: count,
  },
  'expected an object',
);
