import { grouped } from '../quantity.ts';
import type { DiffText } from '../wording-diff.ts';

const counted = (count: number, one: string) => `${grouped(count)} ${one}${count === 1 ? '' : 's'}`;
const times = (step: string, count: number) => (count === 1 ? step : `${grouped(count)} × ${step}`);
const CALLS = { sent: 'write', received: 'read' } as const;

export const diff: DiffText = {
  heads: { reference: 'reference', other: 'other' },
  recording: ({ events, lanes }) => `${counted(events, 'event')}, compared: ${lanes.join(', ')}`,
  roles: {
    L: 'listener',
    S: 'accepted socket',
    C: 'client',
    U: 'datagram socket',
    T: 'stream socket',
  },
  tracks: {
    sent: 'datagrams sent',
    received: 'datagrams received',
    replies: 'replies',
    'tls-us': 'TLS records sent',
    'tls-peer': 'TLS records received',
    'ws-us': 'WebSocket, sent',
    'ws-peer': 'WebSocket, received',
    kernel: 'states',
    'wire-us': 'packets sent',
    'wire-peer': 'packets received',
  },
  same: (steps) => `… ${counted(steps, 'step')} the same`,
  allSame: (steps) => `${counted(steps, 'step')}, all the same`,
  more: (rows) => `… ${grouped(rows)} more`,
  octets: ({ bytes, calls, way }) => `${bytes} in ${counted(calls, CALLS[way])}`,
  noDifference: 'No difference: both runs did the same.',
  sameBut: 'The same, but for where the streams were cut.',
  differences: (count) => `${counted(count, 'difference')}:`,
  moreDifferences: (count) => `… and ${grouped(count)} more; --json tells them all`,
  missingSocket: ({ socket, role }) => `${socket} (${role}) is in the reference alone.`,
  extraSocket: ({ socket, role }) => `${socket} (${role}) is in the other run alone.`,
  missing: ({ socket, step, count }) =>
    count === 1
      ? `${socket}: no ${step}, which the reference has.`
      : `${socket}: ${times(step, count)} of the reference are missing.`,
  extra: ({ socket, step, count }) =>
    `${socket}: ${times(step, count)}, which the reference has not.`,
  reordered: ({ socket, step, count }) => `${socket}: ${times(step, count)} in another order.`,
  changed: ({ socket, step, reference, other }) =>
    `${socket} ${step}: ${other}; in the reference: ${reference}.`,
  instead: ({ socket, reference, other }) =>
    `${socket}: ${other}, where the reference has ${reference}.`,
  moved: ({ socket, step, than, before }) =>
    `${socket}: ${step} comes ${before ? 'after' : 'before'} ${than}; in the reference, ${before ? 'before' : 'after'} it.`,
  otherOctets: ({ socket, way, number, reference, other }) =>
    `${socket}: what is ${way} differs from octet ${number} on: ${other}; in the reference: ${reference}.`,
  length: ({ socket, way, reference, other, both }) =>
    `${socket}: ${other} ${way}; in the reference: ${reference}.${both ? ' As far as both go, they are the same.' : ''}`,
  first: ({ socket, reference }) =>
    reference === 'sent'
      ? `${socket}: its peer speaks first; in the reference the socket itself does.`
      : `${socket} speaks first; in the reference its peer does.`,
  lessons: {
    'reset-for-end':
      'RST instead of FIN: what is on its way is lost, and the peer gets ECONNRESET instead of an end of stream.',
    'no-shutdown':
      'It closes both halves at once: what the peer still sends is answered with RST, not read.',
    'half-open':
      'Its half is not ended, as far as the recording goes: a peer that reads until the end of stream waits on.',
    'left-open': 'The program never closes it: the kernel does, when the process ends.',
    'not-closed':
      'Not closed, as far as the recording goes: the program never does, or it was recorded no longer.',
    'not-read-to-end':
      'It closes before it has read the end of stream: it cannot know whether its peer had said all.',
    'datagram-lost': 'UDP promises no delivery: whoever needs it has to notice, and ask again.',
    'datagram-overtaken': 'UDP keeps no order: one datagram may overtake another.',
    'half-closed':
      "The peer's end of stream closes one half; the other is still open, and may carry the answer.",
  },
  borders: ({ socket, way, reference, other }) =>
    `${socket}: the same octets, ${way} in ${counted(other, CALLS[way])}; in the reference, in ${grouped(reference)}. TCP keeps no borders.`,
  unknown: ({ socket, octets }) =>
    `${socket}: ${octets} could not be compared: a recording keeps the first 4,096 octets of each call.`,
  noOctets: (name) =>
    `${name} has no calls that move octets, so none were compared; sockets watch --syscalls all records them.`,
  polled: 'States were looked at now and then: some may have passed between two looks.',
  approximate:
    'The runs are long and very different: there may be a way to tell it in fewer differences.',
};
