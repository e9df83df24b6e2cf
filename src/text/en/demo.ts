import type { DemoText } from '../wording.ts';
import { wsDemo } from './demo-ws.ts';

export const demo: DemoText = {
  seen: ({ steps, sockets }) =>
    `That was ${steps} steps of ${sockets} sockets. Now try it by hand:`,
  tcp: {
    title: 'A real server and a real client, in this process, on loopback. Nothing is staged.',
    listen: '1  The server: socket, bind, listen',
    connect: '2  The client connects; the server accepts, and gets a new socket for it',
    talk: '3  They talk: the client sends, the server answers with capitals',
    stream: '4  TCP is a stream: it keeps the order of octets, not the borders of writes',
    halfClose: '5  The client ends its half and still receives; then the server ends its own',
    stop: '6  The server stops listening',
    streamSeen: ({ writes, reads }) =>
      `${writes} writes by the client, ${reads} ${reads === 1 ? 'read' : 'reads'} by the server, this time.`,
    next: [
      'npx sockets tcp-server 9000             in one terminal',
      'npx sockets tcp-client localhost 9000   in another',
      'npx sockets explain accept              what a word means',
      'npx sockets demo --view ladder          the same as a picture',
      'npx sockets demo --page                 the same in a browser',
      'npx sockets demo udp                    then unix, then tls',
    ],
  },
  udp: {
    title: 'Real datagram sockets, in this process, on loopback. Nothing is staged.',
    bind: '1  A receiver: socket, bind. It does not listen, and nobody will be accepted',
    send: '2  No handshake: the first thing that goes is the data. The answer comes in capitals',
    borders: '3  Datagrams are whole: four sends are four receives',
    stream: '   The same four writes over TCP, which is a stream',
    bordersSeen: ({ sends, receives, reads }) =>
      `UDP: ${sends} sends, ${receives} receives. TCP: ${sends} writes, ${reads} ${reads === 1 ? 'read' : 'reads'}, this time.`,
    broadcast: '4  One to all: a broadcast, and two sockets that share a port and both hear it',
    noBroadcast: 'This system has no broadcast on loopback.',
    multicast: '5  Many to many: two members of a multicast group, two senders',
    nobody: '6  Nobody has this port. The send succeeds, and nothing tells the sender',
    connected: '   A connected socket is told: the machine answers with ICMP, port unreachable',
    largest:
      '7  65,507 octets are the most that go over IPv4; one more is refused by our own kernel',
    stop: '8  Closing sends nothing: the other side never learns of it',
    next: [
      'npx sockets udp-recv 9000 --service echo             in one terminal',
      "npx sockets udp-send localhost 9000 --send 'hello\\n'  in another",
      'npx sockets link udp 9001 9000 --drop 20% --seed 7   a bad link between:',
      'npx sockets udp-send localhost 9001 --count 20 --wait 500',
    ],
  },
  unix: {
    title: 'The same echo through a path: a Unix domain socket. Nothing goes over a network.',
    listen: '1  The server: its address is a file',
    connect: '2  The client connects; the kernel knows which process it is',
    nobodyKnows:
      'Which process it is could not be found out here: that takes Linux, and its program ss.',
    talk: '3  They talk as over TCP: same calls, same steps',
    stop: '4  The server stops, and its file is removed',
    compare: '5  Path against port: echoes of 64 octets, then 32 MiB there and back',
    compared: ({ path, port, roundTrips, throughputs }) =>
      `Round trip ${path.roundTrip} by path, ${port.roundTrip} by TCP loopback: TCP takes ${roundTrips} times as long. ` +
      `Throughput ${path.throughput} against ${port.throughput}: ${throughputs} times as much. Measured just now, both ends in one program.`,
    next: [
      'npx sockets unix-server /tmp/echo.sock    in one terminal',
      'npx sockets unix-client /tmp/echo.sock    in another',
      'npx sockets explain unix-domain-socket    what a word means',
    ],
  },
  tls: {
    title: 'The same message in plain and under TLS, in this process, on loopback.',
    plain: '1  In plain: what the program sends is what goes over the wire',
    passed: 'These octets went to the network:',
    encrypted: '2  Under TLS: a handshake first, then the same message',
    compared: ({ plain, encrypted }) =>
      `Searched for the message in what passed: in plain it ${plain ? 'is there' : 'is not there'}, under TLS it ${encrypted ? 'is there' : 'is not there'}.`,
    unknown: '3  A certificate nobody vouches for: the client refuses',
    wrongName: '4  A certificate for another name than was asked for: the client refuses',
    next: [
      'npx sockets tcp-server 9443 --tls                          in one terminal',
      'npx sockets tcp-client localhost 9443 --tls --insecure     in another',
      'npx sockets explain certificate                            what a word means',
    ],
  },
  ws: wsDemo,
};
