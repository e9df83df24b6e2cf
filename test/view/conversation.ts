import type { SocketEvent } from '../../src/event/event.ts';
import { accepted, connected, from, hello } from '../trace/example-ends.ts';
import { EXAMPLES } from '../trace/examples.ts';

const { options: _options, ...segment } = EXAMPLES.segment;
const empty = { bytes: 0, data: new Uint8Array() };
const options = { mss: 65_495, windowScale: 7, sackPermitted: true } as const;
const syn = { ...segment, ...empty, relativeSeq: 0, window: 65_495, options };
const { ack: _ack, relativeAck: _relativeAck, ...first } = syn;
const call = (offset: number, socket: string) => ({
  ...from('syscall', offset, socket),
  type: 'syscall' as const,
  process: 4242,
});
const passing = (offset: number, by: 'us' | 'peer') => ({ ...from('wire', offset, 'C1'), by });
const state = (offset: number, socket: string, own: object) => ({
  ...from('kernel', offset, socket),
  ...own,
  type: 'state' as const,
});

/** A connection on loopback whose first data is lost, as every lane saw it. */
export const CONVERSATION: readonly SocketEvent[] = [
  {
    ...call(0, 'C1'),
    call: 'connect',
    arguments: '7, 127.0.0.1:9000',
    error: 'EINPROGRESS',
    elapsed: 84,
  },
  { ...first, ...passing(20, 'us'), flags: ['SYN'], seq: 3_962_890_636 },
  {
    ...syn,
    ...passing(43, 'peer'),
    flags: ['SYN', 'ACK'],
    seq: 1_204_150_578,
    ack: 3_962_890_637,
    acknowledges: 1,
    roundTrip: 23,
  },
  { ...segment, ...empty, ...passing(51, 'us'), flags: ['ACK'], acknowledges: 1, roundTrip: 8 },
  { ...state(90, 'C1', connected), state: 'ESTABLISHED', was: 'SYN-SENT', how: 'derived' },
  { ...EXAMPLES['accept-queue'], time: from('kernel', 100, 'L1').time },
  {
    ...call(400, 'S1'),
    call: 'accept4',
    arguments: EXAMPLES.syscall.arguments,
    result: 8,
    elapsed: 31,
  },
  { ...from('app', 450, 'S1'), ...accepted, type: 'accept', listener: 'L1' },
  { ...from('app', 900, 'C1'), ...connected, type: 'send', bytes: 6, data: hello },
  { ...EXAMPLES.dropped, ...passing(950, 'us'), flags: ['PSH', 'ACK'], relativeSeq: 1, bytes: 6 },
  { ...EXAMPLES['tcp-info'], time: from('kernel', 100_000, 'C1').time },
  { ...segment, ...passing(204_950, 'us'), judged: ['retransmission'], after: 204_000 },
  {
    ...segment,
    ...empty,
    ...passing(204_990, 'peer'),
    flags: ['ACK'],
    relativeAck: 7,
    acknowledges: 6,
  },
  { ...EXAMPLES.queues, time: from('kernel', 205_000, 'S1').time },
  { ...from('app', 205_100, 'S1'), ...accepted, type: 'receive', bytes: 6, data: hello },
  { ...state(206_000, 'C1', connected), state: 'CLOSED', was: 'TIME-WAIT', how: 'polled' },
  { ...EXAMPLES['left-open'], time: from('syscall', 207_000, 'S1').time },
];
