import type { GlossaryOf } from '../terms.ts';

/** What the steps of the lanes beneath the program mean. */
export const laneSteps = {
  syscall: {
    brief:
      'The program asked the kernel for something: one system call on a socket, seen by strace.',
    more: 'In parentheses stands what it was given, behind = what it gave: a number, or the errno of a failure. A runtime such as Node makes several in one call of its own, and on a non-blocking socket EINPROGRESS or EAGAIN stands for "not yet". A number in square brackets in front tells processes and threads apart.',
  },
  'left-open': {
    brief:
      'A process ended, or was killed, without having closed this socket: the kernel closed it.',
    more: 'The peer is told all the same, with a FIN, or with a RST where octets were left unread. In a program that runs for long, sockets that nobody closes use up its descriptors, until EMFILE.',
  },
  state: {
    brief: "What the kernel says of the connection: one of TCP's eleven states.",
    more: 'Seen means a look at its table, and between two looks others may have passed. An arrow stands only where each change was traced, or where it follows from the packets by RFC 9293, which is called derived. Each end has a state of its own, and while a connection opens or closes they differ.',
  },
  queues: {
    brief:
      'How many octets wait in the kernel: received and not yet read, sent and not acknowledged.',
    more: 'A receive queue that grows says that the program does not read; a send queue, that the peer does not acknowledge or has no room. ss shows them as Recv-Q and Send-Q. The send queue of a datagram socket holds what has not left the machine.',
  },
  'accept-queue': {
    brief: 'How many complete connections wait in the kernel for accept, and how many may.',
    more: 'The limit is the backlog of listen(2), net.core.somaxconn at the most; Linux lets one more in. While the queue is full, no further handshake is completed, and that client has to try again. Try tcp-server --backlog 1 --pause-accept.',
  },
  'tcp-info': {
    brief:
      'What the kernel has measured on this connection, and how much it allows itself to send.',
    more: 'rtt is the smoothed round-trip time with its variation, rto how long it waits for an ACK before it sends again. cwnd is the congestion window and ssthresh where slow start ends, both in segments. A program can ask for it with getsockopt(2) and TCP_INFO, and ss -i shows it.',
  },
  segment: {
    brief:
      'A TCP segment passed: a header with flags and numbers, and octets of the stream or none.',
    more: 'The kernel cuts the stream to fit the path, numbers every octet and sends lost ones again. seq is the number of the first octet, ack the next one expected from the other side; both count from 0 where the SYN was captured. A segment is neither a write nor a read.',
  },
  datagram: {
    brief:
      'What UDP sends: a message with a header of 8 octets, which arrives whole or not at all.',
    more: 'One send is one receive, unlike in a stream. It may be lost, doubled or overtaken, and nobody says so. Up to 65,507 octets fit over IPv4, but beyond the MTU it travels in fragments.',
  },
  'ip-fragment': {
    brief:
      'A later piece of an IP packet that was too long to pass whole: it has an offset, but no ports.',
    more: 'Only the first piece carries the header of UDP. All have the same id, by which the receiving machine joins them; if one stays away for too long, the others are dropped.',
  },
  icmp: {
    brief: 'A machine on the way, or at its end, reports that it could not deliver what was sent.',
    more: 'The best known is port unreachable: the machine is there, but no socket is bound to that port. Of datagram sockets only a connected one is told, as ECONNREFUSED from its next call. Firewalls often drop such reports.',
  },
  dropped: {
    brief:
      'The private network of the lab took this packet away, as it was told to: it does not arrive.',
    more: 'Nobody tells the sender, as in any network. TCP notices that no ACK comes and sends again; over UDP nothing happens at all. What a link does to a datagram is told by the step fate.',
  },
  'not-captured': {
    brief: 'The capture could not keep up: so many packets passed that are missing from the trace.',
    more: 'They arrived as usual, but nobody saw them here, so numbers may seem to jump. It happens when very much is sent in a short time.',
  },
} satisfies Partial<GlossaryOf<'step'>>;
