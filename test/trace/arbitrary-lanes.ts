import fc from 'fast-check';
import type { EventOf } from '../../src/event/event.ts';
import { type KernelEvent, STATE_SOURCES } from '../../src/event/kernel-event.ts';
import type { SyscallEvent } from '../../src/event/syscall-event.ts';
import { TCP_STATES } from '../../src/event/tcp-state.ts';
import { SEGMENT_JUDGEMENTS, TCP_FLAGS, type WireEvent } from '../../src/event/wire-event.ts';
import { anyText, by, count, event, label, none, payload } from './arbitrary-parts.ts';

const number = fc.oneof(fc.nat(100), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const octet = fc.nat(255);
const yes = fc.constant(true as const);
const couple = fc.tuple(number, number);
const state = fc.constantFrom(...TCP_STATES);
const flags = fc.subarray([...TCP_FLAGS]);
const captured = {
  by,
  link: fc.nat(0xffff),
  header: fc.uint8Array({ maxLength: 512 }),
};
const perhaps = { to: label };

const options = fc.record(
  {
    mss: fc.nat(0xffff),
    windowScale: octet,
    sackPermitted: yes,
    sack: fc.array(couple, { maxLength: 4 }),
    timestamps: couple,
  },
  { requiredKeys: [], noNullPrototype: true },
);
const acknowledging = fc.record({ flags: fc.constant(['ACK'] as const), ack: number });

const WIRE: { readonly [Type in WireEvent['type']]: fc.Arbitrary<EventOf<Type>> } = {
  segment: event(
    'segment',
    fc
      .tuple(
        fc.record({
          ...captured,
          flags,
          seq: number,
          window: fc.oneof(fc.nat(0xffff), fc.constant(65_535 * 2 ** 14)),
        }),
        fc.oneof(fc.constant({}), acknowledging),
        payload,
      )
      .map(([own, acknowledged, carried]) => ({ ...own, ...acknowledged, ...carried })),
    fc.record(
      {
        ...perhaps,
        relativeSeq: count,
        relativeAck: count,
        options,
        judged: fc.subarray([...SEGMENT_JUDGEMENTS]),
        acknowledges: count,
        acknowledgesFin: yes,
        roundTrip: count,
        after: count,
      },
      { requiredKeys: [] },
    ),
  ),
  datagram: event(
    'datagram',
    fc
      .tuple(
        fc.record({
          ...captured,
          length: fc.nat(0xffff),
          checksum: fc.constantFrom('good', 'bad', 'partial', 'none', 'unknown'),
        }),
        payload,
      )
      .map(([own, carried]) => ({ ...own, ...carried })),
    fc.record(perhaps, { requiredKeys: [] }),
  ),
  'ip-fragment': event(
    'ip-fragment',
    fc.record({
      ...captured,
      id: number,
      offset: fc.nat(8191).map((units) => 8 * units),
      more: fc.boolean(),
      bytes: count,
    }),
    fc.record(perhaps, { requiredKeys: [] }),
  ),
  icmp: event(
    'icmp',
    fc.record({
      ...captured,
      kind: octet,
      code: octet,
      meaning: fc.constantFrom(
        ...(['port-unreachable', 'host-unreachable', 'net-unreachable'] as const),
        ...(['too-big', 'other'] as const),
      ),
    }),
    fc.record(perhaps, { requiredKeys: [] }),
  ),
  dropped: event(
    'dropped',
    fc.record({
      ...captured,
      what: fc.constantFrom('segment', 'datagram', 'packet'),
      bytes: count,
    }),
    fc.record({ ...perhaps, flags, relativeSeq: count }, { requiredKeys: [] }),
  ),
  'not-captured': event('not-captured', fc.record({ packets: count }), none),
};

const KERNEL: { readonly [Type in KernelEvent['type']]: fc.Arbitrary<EventOf<Type>> } = {
  state: event(
    'state',
    fc.record({ state, how: fc.constantFrom(...STATE_SOURCES) }),
    fc.record({ was: state }, { requiredKeys: [] }),
  ),
  queues: event('queues', fc.record({ receive: count, send: count }), none),
  'accept-queue': event('accept-queue', fc.record({ waiting: count, limit: count }), none),
  'tcp-info': event(
    'tcp-info',
    none,
    fc.record(
      {
        rtt: count,
        rttVariation: count,
        rto: count,
        cwnd: count,
        ssthresh: count,
        mss: count,
        unacknowledged: count,
        lost: count,
        retransmitted: count,
        timer: fc.record(
          { kind: anyText, expires: count, fired: count },
          { noNullPrototype: true },
        ),
      },
      { requiredKeys: [] },
    ),
  ),
};

const call = fc.oneof(
  fc.constantFrom('socket', 'accept4', 'recvfrom', 'epoll_wait'),
  fc.stringMatching(/^[a-zA-Z_]\w{0,63}$/),
);
const outcome = fc.oneof(
  fc.record({ result: fc.maxSafeInteger() }),
  fc.record({ error: anyText }),
  none,
);

const SYSCALL: { readonly [Type in SyscallEvent['type']]: fc.Arbitrary<EventOf<Type>> } = {
  syscall: event(
    'syscall',
    fc
      .tuple(fc.record({ call, process: count, arguments: anyText }), outcome)
      .map(([own, ended]) => ({ ...own, ...ended })),
    fc
      .tuple(
        fc.record({ thread: count, descriptor: count, elapsed: count }, { requiredKeys: [] }),
        fc.oneof(payload, none),
      )
      .map(([own, carried]) => ({ ...own, ...carried })),
  ),
  'left-open': event(
    'left-open',
    fc.record({ process: count }),
    fc.record({ killed: anyText }, { requiredKeys: [] }),
  ),
};

/** Any event that is seen from outside the program, by its type. */
export const LANES_BY_TYPE = { ...SYSCALL, ...KERNEL, ...WIRE };
