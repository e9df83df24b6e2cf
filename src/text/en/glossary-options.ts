import type { GlossaryOf } from '../terms.ts';

/** What each socket option does. */
export const options: GlossaryOf<'option'> = {
  TCP_NODELAY: {
    brief: 'Small writes go out at once instead of waiting until earlier octets are acknowledged.',
    more: "It switches Nagle's algorithm off: quicker for a program that writes in small pieces, at the price of more segments. It does not turn writes into messages. Set it with --no-delay.",
  },
  SO_KEEPALIVE: {
    brief:
      'The kernel probes an idle connection now and then, to learn whether the peer is still there.',
    more: "The probes carry no new data, and the peer's program never notices: its kernel answers. When several stay without an answer, the connection ends with ETIMEDOUT. It is off unless asked for: --keep-alive.",
  },
  TCP_KEEPIDLE: {
    brief: 'How many seconds a connection must be idle before the first keep-alive probe.',
    more: 'Linux waits two hours unless told otherwise. When Node switches keep-alive on, it also asks for a probe each second after the first one, and for giving up after ten (TCP_KEEPINTVL 1, TCP_KEEPCNT 10).',
  },
  SO_REUSEADDR: {
    brief:
      'A listener may take a port on which old connections are in TIME-WAIT; receivers may share one.',
    more: 'Without it, a server that closed first could not listen on its port again for a minute. On Linux it never lets two sockets listen on the same address and port: that stays EADDRINUSE. libuv sets it for every TCP server; sockets for datagrams ask for it with --reuse, share a port with it, and each hears what is sent to a group.',
  },
  SO_BROADCAST: {
    brief: 'Permits datagrams to broadcast addresses; without it, sending one fails with EACCES.',
    more: 'It is there so that nobody calls every machine by mistake. To receive a broadcast, no permission is needed. Set it with --broadcast.',
  },
  SO_RCVBUF: {
    brief: 'How much the kernel keeps for a socket until its program reads it.',
    more: 'Linux grants twice what is asked for, for its own bookkeeping, but no more than net.core.rmem_max allows. When it is full, TCP closes its window, and UDP loses what comes: see kernel-drops. Ask for more with --receive-buffer.',
  },
  SO_SNDBUF: {
    brief: 'How much the kernel takes from a program before the network has taken it.',
    more: 'Linux grants twice what is asked for, up to net.core.wmem_max. When it is full, a stream is blocked; a datagram that could never fit fails with EMSGSIZE.',
  },
  IP_TTL: {
    brief: 'How many hops the IPv4 packets of this socket may take.',
    more: 'Every router takes one off, and drops the packet at zero. Linux begins with 64, and few ways in the Internet take half as many. Set it with --ttl; see TTL.',
  },
  IP_MULTICAST_TTL: {
    brief: 'How many hops the datagrams of this socket to an IPv4 group may take: 1 unless set.',
    more: 'With 1 no router passes them on, so they stay in the local network; with 0 they stay on this machine. Set it with --multicast-ttl.',
  },
  IP_MULTICAST_LOOP: {
    brief: 'Whether members of an IPv4 group on this very machine hear what we send to it.',
    more: 'It is on unless set off, which is why sender and receivers can be tried on one machine. Switch it off with --no-loopback; on the loopback interface Linux brings everything back all the same.',
  },
  IP_MULTICAST_IF: {
    brief: 'The interface by which datagrams to an IPv4 group leave.',
    more: 'Without it the routes decide, and may choose another network than you mean. Set it with --interface: 127.0.0.1 stays on loopback.',
  },
  IPV6_UNICAST_HOPS: {
    brief: 'How many hops the IPv6 packets of this socket may take.',
    more: 'For IPv6 what IP_TTL is for IPv4, under the honest name of hop limit. Set it with --ttl.',
  },
  IPV6_MULTICAST_HOPS: {
    brief: 'How many hops the datagrams of this socket to an IPv6 group may take: 1 unless set.',
    more: 'How far a group reaches is also written in its address: ff02:: never leaves the local network. Set the hops with --multicast-ttl.',
  },
  IPV6_MULTICAST_LOOP: {
    brief: 'Whether members of an IPv6 group on this very machine hear what we send to it.',
    more: 'For IPv6 what IP_MULTICAST_LOOP is for IPv4. Switch it off with --no-loopback.',
  },
  IPV6_MULTICAST_IF: {
    brief: 'The interface by which datagrams to an IPv6 group leave.',
    more: 'IPv6 names it by its name or number, as in ::%eth0, since every interface has addresses of the same beginning. Set it with --interface.',
  },
  SO_LINGER: {
    brief: 'Decides what close(2) does with octets that are still unsent.',
    more: 'Normally close returns at once and the kernel goes on sending; with a linger time of 0 it throws them away and sends RST. Node offers only the latter, as socket.resetAndDestroy(). Here /reset and --reset do it.',
  },
};
