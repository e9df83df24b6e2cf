import * as v from 'valibot';
import type { EventOf, EventType } from '../event/event.ts';
import { SOCKET_OPTIONS } from '../event/socket-option.ts';
import {
  call,
  count,
  data,
  event,
  flag,
  integer,
  label,
  object,
  oneOf,
  optionValue,
  text,
  texts,
  yes,
} from './fields.ts';
import { TRACE_FORMAT, TRACE_VERSION } from './format.ts';
import { DATAGRAM_SCHEMAS } from './schema-datagram.ts';
import { KERNEL_SCHEMAS } from './schema-kernel.ts';
import { SYSCALL_SCHEMAS } from './schema-syscall.ts';
import { TLS_SCHEMAS } from './schema-tls.ts';
import { WIRE_SCHEMAS } from './schema-wire.ts';
import { WS_SCHEMAS } from './schema-ws.ts';

function carrying<Type extends 'send' | 'receive'>(type: Type) {
  return v.pipe(
    event(type, { bytes: count, data, datagram: v.exactOptional(yes) }),
    v.check(({ bytes, data }) => data.length <= bytes, 'data: more octets than "bytes" says'),
  );
}

/** Every event type as version 1 of the format writes it: what comes out of a schema is that very event. */
export const EVENT_SCHEMAS = {
  socket: event('socket', {
    domain: oneOf(['inet', 'inet6', 'unix']),
    kind: oneOf(['stream', 'dgram']),
    call,
  }),
  bind: event('bind', { call }),
  listen: event('listen', { backlog: count, call }),
  lookup: event('lookup', { name: text, addresses: texts }),
  attempt: event('attempt', {}),
  'attempt-failed': event('attempt-failed', { code: text }),
  connect: event('connect', { elapsed: count, kind: v.exactOptional(oneOf(['dgram'])) }),
  accept: event('accept', { listener: label }),
  'turned-away': event('turned-away', { limit: count }),
  credentials: event('credentials', { pid: count, uid: count, command: text }),
  setsockopt: event('setsockopt', {
    option: oneOf(SOCKET_OPTIONS, 'a socket option of version 1'),
    value: optionValue,
    granted: v.exactOptional(integer),
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
  timeout: event('timeout', {
    what: oneOf(['connect', 'idle', 'handshake', 'pong', 'close']),
    after: count,
  }),
  error: event('error', { call: text, code: text }),
  unlink: event('unlink', { stale: flag, call }),
  close: event('close', {
    received: count,
    sent: count,
    unsent: count,
    elapsed: count,
    accepted: v.exactOptional(count),
    datagrams: v.exactOptional(object({ received: count, sent: count })),
  }),
  ...DATAGRAM_SCHEMAS,
  ...TLS_SCHEMAS,
  ...WS_SCHEMAS,
  ...SYSCALL_SCHEMAS,
  ...KERNEL_SCHEMAS,
  ...WIRE_SCHEMAS,
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
