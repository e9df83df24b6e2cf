import type { Address } from '../../src/event/address.ts';
import type { EventOf, EventType, SocketEvent } from '../../src/event/event.ts';
import type { TraceHeader } from '../../src/trace/json-lines.ts';

const SECOND = 1_000_000;
const start = 1_795_227_355_000_000;
const server: Address = { host: '127.0.0.1', port: 9000 };
const client: Address = { host: '127.0.0.1', port: 52344 };
const hello = new TextEncoder().encode('hello\n');

function at<Label extends string>(offset: number, socket: Label) {
  return { time: start + offset, source: 'app', socket } as const;
}
const listener = { local: server };
const accepted = { local: server, remote: client };
const connected = { local: client, remote: server };

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
  send: { ...at(123_000, 'C1'), ...connected, type: 'send', bytes: 6, data: hello },
  receive: { ...at(123_456, 'S1'), ...accepted, type: 'receive', bytes: 6, data: hello },
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
};

/** The examples in the order of EVENT_TYPES. */
export const EXAMPLE_EVENTS: readonly SocketEvent[] = Object.values(EXAMPLES);
