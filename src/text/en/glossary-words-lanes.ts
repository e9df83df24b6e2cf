import type { GlossaryOf } from '../terms.ts';

/** What the words of segments, and of the tools that look at them, mean. */
export const laneWords = {
  PSH: {
    brief: 'A flag in a segment: hand these octets to the program now, and wait for no more.',
    more: 'The kernel usually sets it on the last segment of a write. It marks no border of a message, for the stream has none.',
  },
  URG: {
    brief: 'A flag in a segment: octets up to a place that the header names are urgent.',
    more: 'Telnet uses it and hardly anything else; new programs should leave it alone (RFC 6093). In the socket API it is MSG_OOB of send(2).',
  },
  ECN: {
    brief:
      'A way for routers to announce congestion without dropping: two bits of IP, two flags of TCP.',
    more: 'ECE tells the sender that a marked packet came, and CWR answers that it sends less from now on. In a SYN the two ask whether the other side can do it.',
  },
  'sequence-number': {
    brief: 'Every octet of a stream has a number, and a segment tells that of its first one.',
    more: 'Each direction begins with a number of its own that is hard to guess, and SYN and FIN take one each. With 32 bits they go round after 4 GiB. Shown are relative ones, counted from 0, and with a SYN the real ones as well.',
  },
  'window-scale': {
    brief:
      'By how many bits announced windows are shifted, for their field in the header has only 16.',
    more: 'A scale of 7 means 128 times as much. Both sides name one in their SYN, whose own window is never scaled. Whoever has not seen the SYN cannot know it, and shows the number as it stood.',
  },
  MSS: {
    brief: 'Maximum segment size: the longest payload that a side wants in one segment.',
    more: 'Each side tells its own with the SYN: its MTU, less the headers of IP and TCP. On Ethernet that is 1,460 octets over IPv4, on loopback 65,495.',
  },
  SACK: {
    brief: 'Selective acknowledgment: the receiver names the octets that came beyond a gap.',
    more: 'An ACK alone says only where the gap begins; with SACK the sender repeats what is missing and nothing else. Both sides permit it in their SYN. A block is shown as 13:19, its first octet and the one behind its last.',
  },
  retransmission: {
    brief: 'A segment is sent again, for its sender thinks that it was lost.',
    more: 'Lost was the segment or the ACK for it, and the sender cannot tell which. Either the RTO ran out, or duplicate ACKs told of a gap. A spurious one was not needed: the octets had been acknowledged.',
  },
  RTO: {
    brief: 'Retransmission timeout: how long the kernel waits for an ACK before it sends again.',
    more: 'It follows the round-trip time and its variation: 1 s while nothing is measured, and on Linux 200 ms at least. Each time it runs out in vain, it is doubled.',
  },
  'fast-retransmission': {
    brief: 'A lost segment is sent again after three duplicate ACKs, before its timer runs out.',
    more: 'They say that later segments arrive while one is missing. The congestion window shrinks, but does not begin anew as after an RTO.',
  },
  'duplicate-ACK': {
    brief: 'An ACK with the same number as before: something came, but not what is due next.',
    more: 'A receiver sends one for each segment beyond a gap, with SACK blocks that say what came. Three of them, and the sender repeats the missing one.',
  },
  'zero-window': {
    brief:
      'The receive buffer is full: the receiver announces a window of 0, and the sender has to stop.',
    more: 'The program behind it reads too slowly, or not at all. When it reads on, a window update says so; as that may get lost, the sender probes from time to time. Type /pause on one side and let the other send.',
  },
  'congestion-window': {
    brief: 'How much a sender allows itself to have on the way, so as not to overrun the network.',
    more: "The receiver's window protects the receiver, this one the network, and the smaller of the two holds. It grows while ACKs come and shrinks on loss; it stands in no segment, for nobody else is told. Linux counts it in segments, and begins with 10.",
  },
  'slow-start': {
    brief:
      'How sending begins: the congestion window doubles with each round trip, up to a threshold.',
    more: 'It is slow only beside sending everything at once. From the threshold on, ssthresh, the window grows with care; loss lowers both.',
  },
  'kernel-lane': {
    brief: 'What the kernel keeps for a socket: its state, its queues, what TCP has measured.',
    more: 'It comes from the tables that ss reads, looked at again and again, so what passed between two looks is not seen. With root, every change of state is traced.',
  },
  'wire-lane': {
    brief: 'The packets that pass a network interface, as tcpdump captures them.',
    more: 'Only here are segments, their flags and their numbers to be seen. On loopback each packet passes once, for both ends are on this machine.',
  },
  descriptor: {
    brief: 'The number by which a process knows an open file or socket.',
    more: 'socket(2) and accept(2) give the lowest one that is free, and after close(2) it is free again. fork(2) copies them all, and then two processes hold the same socket. There is a limit for each process: EMFILE.',
  },
  strace: {
    brief: 'A program that shows the system calls of another program while it runs.',
    more: 'It stops the program at each call that it follows, which takes time: with every read and write, a busy server is several times slower. It needs no root for your own processes. Try strace -f -e trace=%network with any program.',
  },
  tcpdump: {
    brief: 'A program that captures the packets of a network interface.',
    more: 'It needs root, or the right CAP_NET_RAW; in a network namespace of your own you have it. What it writes with -w, Wireshark and tshark read too.',
  },
  nftables: {
    brief: "Linux's packet filter: rules by which packets pass, are counted or are dropped.",
    more: 'Its command is nft, which followed iptables. The lab uses it inside a network of its own, to lose exactly those packets that were asked for.',
  },
  netem: {
    brief:
      'A queue of Linux that delays, loses, doubles or reorders packets, to act as a worse network.',
    more: 'tc sets it on an interface. It is a module of the kernel that not every machine has.',
  },
  'network-namespace': {
    brief: 'A network of its own within one machine: its interfaces, addresses, ports and rules.',
    more: 'Containers have one each. With a user namespace around it (unshare --user --net) an ordinary user can make one, and is root inside it and nowhere else. It begins with nothing but a loopback interface, and no packet gets in or out.',
  },
} satisfies Partial<GlossaryOf<'word'>>;
