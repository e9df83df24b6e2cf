import type { EventOf, EventType, SocketEvent } from '../../src/event/event.ts';
import type { Certificate } from '../../src/event/tls-event.ts';
import type { TraceHeader } from '../../src/trace/json-lines.ts';
import {
  accepted,
  at,
  client,
  connected,
  hello,
  path,
  SECOND,
  server,
  start,
} from './example-ends.ts';
import { LANE_EXAMPLES } from './examples-lanes.ts';
import { WS_EXAMPLES } from './examples-ws.ts';

const listener = { local: server };
const receiver = { local: server };
const probing = { local: client };
const certificate: Certificate = {
  subject: 'CN=localhost',
  issuer: 'CN=Course CA',
  names: ['DNS:localhost', 'IP Address:127.0.0.1'],
  notBefore: start - 86_400 * SECOND,
  notAfter: start + 364 * 86_400 * SECOND,
  fingerprint: Array.from({ length: 32 }, (_, at) => (at * 7).toString(16).padStart(2, '0'))
    .join(':')
    .toUpperCase(),
};

export const HEADER_EXAMPLE: TraceHeader = { program: 'sockets 0.1.0', created: start };

/** One event of every type, as docs/trace-format.md shows them. */
export const EXAMPLES: { readonly [Type in EventType]: EventOf<Type> } = {
  socket: {
    ...at(1000, 'L1'),
    type: 'socket',
    domain: 'inet',
    kind: 'stream',
    call: 'server.listen()',
  },
  setsockopt: {
    ...at(2000, 'C1'),
    ...connected,
    type: 'setsockopt',
    option: 'TCP_NODELAY',
    value: 1,
  },
  bind: { ...at(1000, 'L1'), ...listener, type: 'bind', call: 'server.listen()' },
  listen: {
    ...at(1000, 'L1'),
    ...listener,
    type: 'listen',
    backlog: 511,
    call: 'server.listen()',
  },
  lookup: { ...at(1500, 'C1'), type: 'lookup', name: 'localhost', addresses: ['::1', '127.0.0.1'] },
  attempt: { ...at(1600, 'C1'), type: 'attempt', remote: { host: '::1', port: 9000 } },
  'attempt-failed': {
    ...at(1700, 'C1'),
    type: 'attempt-failed',
    remote: { host: '::1', port: 9000 },
    code: 'ECONNREFUSED',
  },
  connect: { ...at(1900, 'C1'), ...connected, type: 'connect', elapsed: 300 },
  accept: { ...at(1950, 'S1'), ...accepted, type: 'accept', listener: 'L1' },
  'turned-away': {
    ...at(1960, 'L1'),
    type: 'turned-away',
    local: server,
    remote: { host: '127.0.0.1', port: 52346 },
    limit: 1,
  },
  credentials: {
    ...at(1970, 'S1'),
    local: path,
    type: 'credentials',
    pid: 4242,
    uid: 1000,
    command: 'nc',
  },
  join: {
    ...at(1980, 'U1'),
    local: { host: '0.0.0.0', port: 9000 },
    type: 'join',
    group: '239.1.2.3',
    interface: '127.0.0.1',
  },
  leave: {
    ...at(1990, 'U1'),
    local: { host: '0.0.0.0', port: 9000 },
    type: 'leave',
    group: '239.1.2.3',
    interface: '127.0.0.1',
  },
  'tls-record': {
    ...at(2100, 'C1'),
    ...connected,
    type: 'tls-record',
    by: 'us',
    content: 'handshake',
    version: 'TLS 1.0',
    length: 512,
    readable: true,
    messages: [
      {
        name: 'client_hello',
        serverName: 'localhost',
        alpn: ['h2'],
        versions: ['TLS 1.3', 'TLS 1.2'],
        ciphers: ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256'],
        groups: ['X25519'],
      },
    ],
    data: new Uint8Array([22, 3, 1, 2, 0, 1]),
  },
  'tls-secret': {
    ...at(3000, 'C1'),
    ...connected,
    type: 'tls-secret',
    label: 'CLIENT_TRAFFIC_SECRET_0',
    clientRandom: '8f1c2a60d4b35e97'.repeat(4),
    secret: '5a0be7c2913fd846'.repeat(6),
  },
  'tls-certificate': {
    ...at(4000, 'C1'),
    ...connected,
    type: 'tls-certificate',
    by: 'peer',
    depth: 0,
    ...certificate,
  },
  'tls-verdict': {
    ...at(4100, 'C1'),
    ...connected,
    type: 'tls-verdict',
    trusted: false,
    reason: 'CERT_HAS_EXPIRED',
    name: 'localhost',
    enforced: true,
  },
  'tls-agreed': {
    ...at(4200, 'C1'),
    ...connected,
    type: 'tls-agreed',
    version: 'TLS 1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    group: 'X25519',
    alpn: 'h2',
    resumed: false,
    elapsed: 2300,
  },
  ...WS_EXAMPLES,
  send: { ...at(123_000, 'C1'), ...connected, type: 'send', bytes: 6, data: hello },
  receive: { ...at(123_456, 'S1'), ...accepted, type: 'receive', bytes: 6, data: hello },
  reply: {
    ...at(124_000, 'U2'),
    ...probing,
    type: 'reply',
    number: 3,
    elapsed: 412,
    copy: 1,
    overtaken: false,
  },
  'no-reply': { ...at(125_000, 'U2'), ...probing, type: 'no-reply', number: 4, after: SECOND },
  fate: {
    ...at(126_000, 'U1'),
    ...receiver,
    type: 'fate',
    number: 12,
    direction: 'there',
    bytes: 64,
    fates: ['duplicated', 'delayed'],
    delay: 82_000,
  },
  'kernel-drops': { ...at(127_000, 'U1'), ...receiver, type: 'kernel-drops', count: 1204 },
  blocked: { ...at(200_000, 'S1'), ...accepted, type: 'blocked', pending: 131_072 },
  drained: { ...at(250_000, 'S1'), ...accepted, type: 'drained', elapsed: 50_000 },
  pause: { ...at(260_000, 'S1'), ...accepted, type: 'pause' },
  resume: { ...at(270_000, 'S1'), ...accepted, type: 'resume' },
  shutdown: { ...at(300_000, 'C1'), ...connected, type: 'shutdown' },
  'end-of-stream': { ...at(300_100, 'S1'), ...accepted, type: 'end-of-stream' },
  timeout: {
    ...at(400_000, 'S1'),
    ...accepted,
    type: 'timeout',
    what: 'idle',
    after: 30 * SECOND,
  },
  reset: { ...at(400_100, 'S1'), ...accepted, type: 'reset', by: 'us' },
  error: { ...at(400_200, 'C1'), ...connected, type: 'error', call: 'read', code: 'ECONNRESET' },
  unlink: {
    ...at(400_250, 'L1'),
    type: 'unlink',
    local: path,
    stale: false,
    call: 'server.close()',
  },
  close: {
    ...at(400_300, 'L1'),
    ...listener,
    type: 'close',
    received: 0,
    sent: 0,
    unsent: 0,
    elapsed: 399_300,
    accepted: 1,
  },
  ...LANE_EXAMPLES,
};

/** The examples in the order of EVENT_TYPES. */
export const EXAMPLE_EVENTS: readonly SocketEvent[] = Object.values(EXAMPLES);
