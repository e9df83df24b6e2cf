import type { GlossaryOf } from '../terms.ts';

/** What the words of datagrams, of bad networks and of Unix domain sockets mean. */
export const datagramWords = {
  checksum: {
    brief: 'A sum over a packet by which its receiver finds out that it was damaged on the way.',
    more: 'That of UDP covers the data, the header and both addresses; whatever does not match is dropped in silence. Over IPv4 it may be left out, written as 0, and over IPv6 it must be there (RFC 8200 §8.1). The kernel or the network card computes it, so a program never sees it.',
  },
  unicast: {
    brief: 'From one sender to one receiver, by the address of one machine.',
    more: 'TCP can do nothing else. A datagram socket may send each datagram to someone else, and hear many.',
  },
  broadcast: {
    brief: 'One datagram for every machine of a network, by an address such as 255.255.255.255.',
    more: 'Routers do not pass it on, and IPv6 has none of it: there multicast does the work. The kernel wants to be asked for permission first: --broadcast.',
  },
  multicast: {
    brief: 'One datagram for all members of a group; the group has an address of its own.',
    more: 'Groups are 224.0.0.0 to 239.255.255.255, and in IPv6 whatever begins with ff. Receivers join, senders just send, and the network makes the copies. Run udp-recv --multicast 239.1.2.3 --interface 127.0.0.1 --reuse in two terminals.',
  },
  'source-specific-multicast': {
    brief: 'Multicast of which a receiver hears one sender alone.',
    more: 'It names the sender when it joins, so nobody else can talk into the group. The groups 232.0.0.0 to 232.255.255.255 are meant for it. Give --source beside --multicast.',
  },
  TTL: {
    brief:
      'How many hops a packet may still take: every router takes one off, and drops it at zero.',
    more: 'So no packet goes round in circles for ever. IPv6 calls it the hop limit. Set it with --ttl, for groups with --multicast-ttl.',
  },
  MTU: {
    brief:
      'The longest packet a network carries in one piece: 1,500 octets on Ethernet, 65,536 on loopback.',
    more: 'TCP makes its segments fit; UDP leaves that to the program. "ip link" shows the value of each interface.',
  },
  fragmentation: {
    brief:
      'IP cuts a packet longer than the MTU into pieces, and the receiving machine joins them.',
    more: 'If one piece is lost, the whole datagram is. That is why many programs stay near 1,200 octets. In IPv6 only the sending machine cuts, never a router.',
  },
  loss: {
    brief: 'A packet was sent and never arrives.',
    more: 'A router with a full queue drops it, radio garbles it, or the receive buffer is full. TCP notices and sends it again; over UDP the program does, or goes without. Make some with link and --drop.',
  },
  duplicate: {
    brief: 'What was sent once arrives twice.',
    more: 'Networks rarely do it; programs do, when they send again because an answer was late. A number in each message tells the second from a new one. Make some with link and --duplicate.',
  },
  reordering: {
    brief: 'A later packet overtakes an earlier one.',
    more: 'They took different ways, or stood in different queues. TCP sorts its stream; over UDP the program gets what comes as it comes. Make some with link and --reorder.',
  },
  jitter: {
    brief: 'How much the delay differs from one packet to the next.',
    more: 'Sound and games suffer from it more than from the delay itself; a buffer evens it out, at the price of more delay. Make some with link and --delay 80±20.',
  },
  'round-trip-time': {
    brief: 'The time from sending until the answer is there: the way there and back.',
    more: 'Some tens of microseconds on loopback, some hundred milliseconds across the world. Of many, the median tells most: a single late one does not move it. Measure it with udp-send --wait.',
  },
  'stop-and-wait': {
    brief: 'Send one, wait for its acknowledgement, send it again if none comes, then the next.',
    more: 'The simplest way to lose nothing over UDP, and a slow one: only one message per round trip. TFTP works so; TCP keeps a whole window on its way instead.',
  },
  'unix-domain-socket': {
    brief:
      'A socket for processes of one machine: its address is a path, and no network is involved.',
    more: 'The calls are those of TCP, and so is the stream, but there are no ports, packets or TIME-WAIT. Permissions of the file decide who may connect, and the kernel knows who did. Try unix-server /tmp/echo.sock.',
  },
  'abstract-name': {
    brief:
      'The name of a Unix domain socket that is no file; Linux alone has it, written with an @.',
    more: 'It vanishes with its socket and so is never stale, but no permissions guard it either. In the kernel it begins with a zero octet; the @ is how ss and this toolkit show that.',
  },
  'stale-socket': {
    brief: 'The file of a Unix domain socket behind which nobody listens any more.',
    more: 'A program that crashes leaves it behind: connect fails with ECONNREFUSED, and bind with EADDRINUSE. To listen there, remove it first: --unlink does, after making sure that nobody listens.',
  },
} satisfies Partial<GlossaryOf<'word'>>;
