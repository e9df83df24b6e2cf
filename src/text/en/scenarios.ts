import { bytes, grouped } from '../quantity.ts';
import type { ScenarioText } from '../wording-scenarios.ts';
import { lossScenarios } from './scenarios-loss.ts';
import { states } from './scenarios-states.ts';

const times = (count: number, one: string, many = `${one}s`) =>
  `${grouped(count)} ${count === 1 ? one : many}`;

export const scenarios: ScenarioText = {
  ...lossScenarios,
  titles: {
    states: 'All eleven TCP states, on real sockets of this kernel, in a private network.',
    handshake: 'The three-way handshake: SYN, SYN-ACK, ACK, with their real numbers.',
    data: 'What carries data: sequence numbers, and the acknowledgments that cover them.',
    close: 'How a connection is closed: in four segments, and in three.',
    reset: 'Reset: three ways to an RST.',
    'half-close': 'Half-closed: one side has ended, the other still sends.',
    backlog: 'The accept queue: how many wait, and who has to wait outside.',
    retransmission: 'A segment is lost and sent again: by a timer, and by what ACKs tell.',
    'flow-control': 'Flow control: the window goes to zero and back.',
    congestion: 'Congestion control: the congestion window over time.',
    stream: 'A stream: one write is several segments, and other reads.',
    'udp-fragments': 'The largest datagram: in one packet, in pieces, and one octet too many.',
    'udp-unreachable': 'A datagram to a port that nobody has.',
    'keep-alive': 'A silent connection: who ends it, and who finds out.',
    layers: 'One real packet, header by header: every octet belongs to a layer.',
  },
  opening: '1  A server listens, and a client connects',
  closing: 'They close',
  saw: 'What you saw',
  states,
  handshake: {
    listen: '1  A server listens: LISTEN, and nothing has gone over the wire',
    connect: '2  A client connects: three segments, and both ends are ESTABLISHED',
    seen: ({ x, y, synAckNumber, ackNumber, answered, connected }) => [
      `SYN seq ${x}; SYN,ACK seq ${y} ack ${synAckNumber}; ACK ack ${ackNumber}: each acknowledges the other's number plus one.`,
      `The SYN,ACK came ${answered} after the SYN: one round trip. For the program connect took ${connected}.`,
    ],
  },
  data: {
    write: ({ chapter, bytes: size, seq }) =>
      `${chapter}  A write of ${times(size, 'octet')}: it begins at seq ${seq}`,
    seen: ({ rows, total }) => [
      rows
        .map(({ seq, bytes: size, ack, after }) => `seq ${seq} + ${size} B → ack ${ack} (${after})`)
        .join('; '),
      `${times(total, 'octet')} in ${times(rows.length, 'segment')}: ack always names the next octet that is wanted. The SYN was number 0.`,
    ],
  },
  close: {
    half: '2  The client ends its half: FIN, and the server acknowledges',
    other: '3  Later the server ends its own half: FIN, and the client acknowledges',
    again: '4  Another connection, and an echo over it',
    together: '5  The client ends; the server answers at once, while its ACK is still put off',
    seen: ({ apart, together }) => [
      `Apart: ${apart.join(' · ')}: ${times(apart.length, 'segment')}.`,
      `At once: ${together.join(' · ')}: ${times(together.length, 'segment')}${together.length === 3 ? ', for the second FIN carries the ACK of the first' : '; this time the kernel did not put FIN and ACK together'}.`,
    ],
  },
  reset: {
    onPurpose: '2  The client cuts the connection on purpose (SO_LINGER 0)',
    unread: '3  A server closes with octets it has not read: they are lost, and it must say so',
    nobody: ({ port }) => `4  A client connects to port ${port}, where nobody listens any more`,
    seen: ({ flags }) => [
      `Three resets: ${flags.join(', ')}. The first two cut a connection without a FIN: the peer gets ECONNRESET.`,
      'The third answers a SYN, and acknowledges it (RST,ACK): connect gives ECONNREFUSED.',
    ],
  },
  halfClose: {
    end: '2  The client ends its half: FIN-WAIT-2 there, CLOSE-WAIT at the server',
    goOn: '3  The server goes on sending, and the client receives',
    other: '4  Then the server ends its half, too',
    seen: ({ received, open, fins }) => [
      `After its FIN the client received ${bytes(received)} more, for ${open}: a FIN ends one direction only.`,
      `${times(fins, 'FIN')}, one for each direction; the connection is over after the last.`,
    ],
  },
  backlog: {
    listen: ({ backlog }) =>
      `1  A server listens with a backlog of ${backlog}, and does not call accept`,
    fill: '2  Two clients connect: the kernel completes their handshakes, and they wait in the queue',
    third: '3  A third client: the queue is full, and nobody answers its SYN',
    accept: '4  Now the server calls accept: there is room, and the next SYN is answered',
    seen: ({ waiting, limit, backlog, waited, syns }) => [
      `listen(${backlog}): ${times(waiting, 'connection')} waited where the limit is ${limit}; Linux takes one more than it says.`,
      `The third client waited ${waited} in connect, and sent its SYN ${times(syns, 'time')}; nobody told it why.`,
    ],
  },
  stream: {
    large: ({ bytes: size }) => `2  One write of ${size}, over packets of 1,500 octets`,
    small: ({ writes }) => `3  ${writes} small writes, one behind the other, without TCP_NODELAY`,
    seen: ({ size, large, writes, small, digest, equal }) => [
      `1 write of ${size}: ${times(large.segments, 'segment')}, ${times(large.reads, 'read')}. ${writes} writes: ${times(small.segments, 'segment')}, ${times(small.reads, 'read')}.`,
      equal
        ? `The octets are the same at both ends: SHA-256 ${digest}…`
        : `The octets differ: that must not be. SHA-256 ${digest}…`,
    ],
  },
  udpFragments: {
    open: '1  Two datagram sockets; packets on loopback may have 65,536 octets',
    whole: '2  The largest datagram goes in one packet',
    pieces: '3  The same where packets have 1,500 octets, as on Ethernet: IP cuts it',
    tooLong: ({ bytes: size }) => `4  ${size}: no IPv4 packet is that long`,
    seen: ({ whole, pieces, received, largest, code }) => [
      `${largest} in ${times(whole, 'packet')}, then in ${times(pieces, 'fragment')}; received whole: ${received.map(bytes).join(', ')}.`,
      `One octet more: ${code}, from our own kernel; nothing was sent. Of a lost fragment nobody would be told.`,
    ],
  },
  udpUnreachable: {
    unconnected: ({ port }) => `1  A datagram to port ${port}, which nobody has: the send succeeds`,
    connected: '2  The same from a connected socket',
    seen: ({ kind, code, errors, errno, after }) => [
      `Both times ICMP type ${kind}, code ${code} came back. The first socket was told ${errors === 0 ? 'nothing' : times(errors, 'error')}.`,
      `The connected one got ${errno}, ${after} after the ICMP packet: the kernel knew whose it was.`,
    ],
  },
  layers: {
    send: '2  The client sends six octets, and the packet that carries them is caught',
    unwrap: '3  The packet: where each field begins, its octets (or bits), its name and value',
    names: {
      ethernet: 'Ethernet, the link layer (OSI 2)',
      ipv4: 'IPv4, the internet layer (OSI 3)',
      tcp: 'TCP, the transport layer (OSI 4)',
      payload: 'Data, the application layer (OSI 5 to 7)',
    },
    layer: ({ name, from, to, length }) =>
      `${name}: octets ${from} to ${to} (${times(length, 'octet')})`,
    seen: ({ layers, octets, owned, payload }) => [
      `${layers.map(({ name, length }) => `${name} ${length}`).join(' + ')} = ${octets} octets; ${owned} of them belong to a field.`,
      `${payload} octets of data had ${octets - payload} of headers before them: each layer prepends its own.`,
    ],
  },
};
