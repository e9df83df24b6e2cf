import type { EventOf } from '../../src/event/event.ts';
import { STATE_SOURCES } from '../../src/event/kernel-event.ts';
import { TCP_STATES } from '../../src/event/tcp-state.ts';
import { SEGMENT_JUDGEMENTS } from '../../src/event/wire-event.ts';
import { EXAMPLES } from '../trace/examples.ts';
import type { Sample } from './sample.ts';
import { step } from './step-sample.ts';

/** Every step that is seen from outside the program, in every way of telling it. */
export function laneSteps(): Sample[] {
  return [...segments(), ...packets(), ...states(), ...measured(), ...calls()];
}

const { segment, datagram, icmp, dropped, state, syscall } = EXAMPLES;
const none = new Uint8Array();
const { options: _options, ...plain } = segment;

const SYN: EventOf<'segment'> = {
  ...plain,
  flags: ['SYN'],
  seq: 3_962_963_124,
  relativeSeq: 0,
  window: 65_495,
  options: { mss: 65_495, windowScale: 7, sackPermitted: true },
  bytes: 0,
  data: none,
};
const PURE_ACK: EventOf<'segment'> = {
  ...plain,
  by: 'peer',
  flags: ['ACK'],
  relativeAck: 7,
  acknowledges: 6,
  roundTrip: 43,
  bytes: 0,
  data: none,
};

function segments(): Sample[] {
  const { relativeSeq: _seq, relativeAck: _ack, ...absolute } = segment;
  return [
    step('segment', SYN),
    step('segment', { ...SYN, flags: ['SYN', 'ACK'], acknowledges: 1 }),
    step('segment', PURE_ACK),
    step('segment', { ...PURE_ACK, relativeAck: 1, acknowledges: 1 }),
    step('segment', { ...PURE_ACK, acknowledgesFin: true }),
    step('segment', { ...absolute, acknowledges: 7 }),
    step('segment', { ...segment, flags: ['FIN', 'ACK'], bytes: 0, data: none }),
    step('segment', { ...segment, flags: [], options: {} }),
    step('segment', { ...PURE_ACK, options: { sack: [[1_204_150_591, 1_204_150_597]] } }),
    ...SEGMENT_JUDGEMENTS.flatMap((judged) => [
      step('segment', { ...segment, judged: [judged], after: 204_000 }),
      step('segment', { ...PURE_ACK, judged: [judged] }),
    ]),
  ];
}

function packets(): Sample[] {
  const { local: _local, ...nowhere } = datagram;
  const { flags: _flags, relativeSeq: _seq, ...lost } = dropped;
  return [
    ...(['good', 'bad', 'none', 'unknown'] as const).map((checksum) =>
      step('datagram', { ...datagram, by: 'peer', checksum }),
    ),
    step('datagram', nowhere),
    step('ip-fragment', { ...EXAMPLES['ip-fragment'], more: true }),
    ...(['host-unreachable', 'net-unreachable', 'too-big', 'other'] as const).map((meaning) =>
      step('icmp', { ...icmp, meaning }),
    ),
    step('dropped', { ...dropped, flags: ['PSH', 'ACK'], relativeSeq: 7, bytes: 1448 }),
    ...(['segment', 'datagram', 'packet'] as const).map((what) =>
      step('dropped', { ...lost, what }),
    ),
    step('not-captured', { ...EXAMPLES['not-captured'], packets: 1 }),
  ];
}

function states(): Sample[] {
  const { was: _was, ...first } = state;
  return STATE_SOURCES.flatMap((how) => [
    step('state', { ...first, how }),
    ...TCP_STATES.map((one) => step('state', { ...state, how, state: one, was: 'SYN-RECEIVED' })),
  ]);
}

function measured(): Sample[] {
  const info = EXAMPLES['tcp-info'];
  const { time, source, socket } = info;
  const queue = EXAMPLES['accept-queue'];
  return [
    step('accept-queue', { ...queue, waiting: 0 }),
    step('accept-queue', { ...queue, waiting: 6 }),
    step('tcp-info', { time, source, socket, type: 'tcp-info' }),
    step('tcp-info', {
      ...info,
      ssthresh: 7,
      lost: 2,
      retransmitted: 31,
      timer: { kind: 'keepalive', expires: 58_000_000, fired: 3 },
    }),
  ];
}

function calls(): Sample[] {
  const { result: _result, elapsed: _elapsed, ...unfinished } = syscall;
  const { killed: _killed, ...ended } = EXAMPLES['left-open'];
  return [
    step('syscall', unfinished),
    step('syscall', { ...unfinished, call: 'connect', error: 'EINPROGRESS', elapsed: 43 }),
    step('left-open', ended),
  ];
}

/** What is said of lanes that are missing, or show less than they might. */
export const LANE_SAMPLES: readonly Sample[] = [
  ...(['no-tool', 'not-permitted', 'refused', 'not-linux', 'no-packets', 'ended'] as const).map(
    (why): Sample => ({
      path: 'lanes.lost',
      values: ['wire', 'tcpdump'],
      say: ({ lanes }) => [
        lanes.lost({ lane: 'wire', why, tool: 'tcpdump' }),
        lanes.lost({ lane: 'wire', why, tool: 'tcpdump', said: 'lo: permission denied' }),
      ],
    }),
  ),
  {
    path: 'lanes.lacks',
    values: [],
    say: ({ lanes }) =>
      (['ss-missing', 'ss-failed', 'changes'] as const).map((lack) => lanes.lacks(lack)),
  },
  {
    path: 'lanes.more',
    values: ['tcpdump', 'iproute2'],
    say: ({ lanes }) => [lanes.more(['tcpdump', 'iproute2'])],
  },
];
