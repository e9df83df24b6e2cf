import { grouped } from '../quantity.ts';
import type { UdpText } from '../wording.ts';

const plural = (count: number, one: string, many = `${one}s`) =>
  `${grouped(count)} ${count === 1 ? one : many}`;

export const udp: UdpText = {
  empty: '(empty)',
  header: {
    source: 'source port',
    destination: 'destination port',
    length: 'length',
    checksum: 'checksum',
  },
  length: ({ whole, payload }) => `${whole} (header 8 + payload ${payload})`,
  checksumUnknown: 'unknown here: the kernel keeps it',
  summary: {
    sent: 'sent',
    received: 'received',
    lost: 'lost',
    duplicated: 'duplicated',
    outOfOrder: 'out of order',
    min: 'RTT min',
    median: 'median',
    max: 'max',
  },
  late: (count) =>
    `${plural(count, 'reply', 'replies')} came late, after no-reply was told, and ${count === 1 ? 'counts' : 'count'} as received`,
  unmatched: (count) =>
    `${plural(count, 'other datagram')} came: no probe's number in ${count === 1 ? 'it' : 'them'}, a damaged one, or nothing left to answer`,
  unwatched: ({ sent, watched }) =>
    `${grouped(sent)} datagrams were sent; the table is about the first ${grouped(watched)}`,
  derived:
    'the replies carry no number: each was taken for the reply to the earliest datagram of equal octets, or else to the earliest that waited',
  senders: {
    sender: 'sender',
    datagrams: 'datagrams',
    octets: 'octets',
    smallest: 'smallest',
    largest: 'largest',
    span: 'first to last',
  },
  others: 'all others',
  nothingCame: 'no datagram came',
  kernelDrops: (count) =>
    `the kernel dropped ${plural(count, 'more datagram')} that had arrived: the receive buffer was full (--receive-buffer)`,
  withheld: (count) =>
    `${plural(count, 'datagram was', 'datagrams were')} not answered: two services would have gone on answering each other for ever`,
  refused: (count) =>
    `${plural(count, 'answer was', 'answers were')} given up: too much waited for the kernel already`,
  unwritten: (count) =>
    `${plural(count, 'payload was', 'payloads were')} not written to stdout, whose reader is too slow`,
  receiving: ({ address, service }) =>
    service === undefined ? `receiving on ${address}` : `receiving on ${address} · ${service}`,
  wide: (host) => `${host} is not loopback: other machines can send here`,
  silence: ({ address, connected }) =>
    connected
      ? `silence proves nothing: no refusal has come from ${address} so far, and a datagram that arrives is not acknowledged`
      : `silence proves nothing: UDP does not tell whether anybody at ${address} received it · --wait listens for replies, --connected hears a refusal`,
  linking: ({ address, to, seed }) =>
    `link listening on ${address}, passing on to ${to} · seed ${seed}`,
  link: {
    direction: 'direction',
    there: 'to the server',
    back: 'to the client',
    came: 'came',
    wentOn: 'went on',
    dropped: 'dropped',
    overflowed: 'overflowed',
    duplicated: 'doubled',
    reordered: 'reordered',
    delayed: 'delayed',
    corrupted: 'corrupted',
  },
  clientHint: 'each line you type is one datagram · Ctrl-D ends · /help for more',
};
