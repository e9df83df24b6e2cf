import type { EventOf } from '../../event/event.ts';
import type { WireEvent } from '../../event/wire-event.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import { type SegmentWords, segmentFacts } from '../segment-words.ts';
import type { Text } from '../text.ts';
import { portsOf } from '../wire-ports.ts';

export const segment: SegmentWords = {
  judged: {
    retransmission: 'retransmission',
    'fast-retransmission': 'fast retransmission',
    'spurious-retransmission': 'spurious retransmission',
    'out-of-order': 'out of order',
    'previous-segment-not-captured': 'one before it was not captured',
    'duplicate-ack': 'duplicate ACK',
    'zero-window': 'zero window',
    'zero-window-probe': 'zero-window probe',
    'window-full': 'fills the window',
    'window-update': 'window update',
    'keep-alive': 'keep-alive',
    'keep-alive-ack': 'answers the keep-alive',
    'zero-window-probe-ack': 'answers the probe',
    'acknowledges-unseen': 'acknowledges what was not captured',
  },
  after: (judged, after) => `${judged} after ${duration(after)}`,
  window: 'window',
  scale: 'scale',
  acknowledged: (what, roundTrip) =>
    `${what.join(' and ')} acknowledged${roundTrip === undefined ? '' : ` after ${duration(roundTrip)}`}`,
};

const CHECKSUMS = {
  good: 'checksum good',
  bad: 'checksum bad',
  partial: 'checksum not filled in',
  none: 'no checksum',
  unknown: 'checksum not known',
} as const satisfies Record<EventOf<'datagram'>['checksum'], string>;

const UNREACHABLE = {
  'port-unreachable': 'port unreachable',
  'host-unreachable': 'host unreachable',
  'net-unreachable': 'network unreachable',
  'too-big': 'packet too big',
  other: 'another report',
} as const satisfies Record<EventOf<'icmp'>['meaning'], string>;

export const wireSteps: Pick<Text['steps'], WireEvent['type']> = {
  segment: (event) => segmentFacts(event, segment),
  datagram: (datagram) => {
    const ports = portsOf(datagram);
    return [
      ...(ports ? [`port ${ports.from} to ${ports.to}`] : []),
      `length ${grouped(datagram.length)}`,
      CHECKSUMS[datagram.checksum],
    ].join(', ');
  },
  'ip-fragment': ({ id, offset, more, bytes: size }) =>
    `id ${id}, offset ${grouped(offset)}, ${bytes(size)}, ${more ? 'more follow' : 'the last'}`,
  icmp: ({ meaning, kind, code }) => `${UNREACHABLE[meaning]} (type ${kind}, code ${code})`,
  dropped: ({ what, flags = [], relativeSeq, bytes: size }) =>
    [
      `the lab took it: ${flags.length > 0 ? flags.join(',') : what}`,
      ...(relativeSeq === undefined ? [] : [`seq ${grouped(relativeSeq)}`]),
      ...(size > 0 ? [bytes(size)] : []),
    ].join(', '),
  'not-captured': ({ packets }) =>
    `the capture missed ${grouped(packets)} ${packets === 1 ? 'packet' : 'packets'} that passed`,
};
