import type { GlossaryOf } from '../terms.ts';
import { tlsReasons } from './glossary-reasons-tls.ts';

/** What each errno means, and what to do about it. */
export const errnos: GlossaryOf<'errno'> = {
  ...tlsReasons,
  EADDRINUSE: {
    brief: 'Another socket already uses this local address and port, or this path.',
    more: 'Find it with ss -ltnp and stop it, or choose another port; 0 takes any free one. It is bind(2) that refuses, but libuv holds the errno back until listen, and so Node names that call. Old connections in TIME-WAIT do not stop a listener here, for libuv sets SO_REUSEADDR.',
  },
  EACCES: {
    brief: 'The system does not permit this; with a port, usually because it is below 1024.',
    more: 'Linux keeps the ports below net.ipv4.ip_unprivileged_port_start, 1024 unless changed, for processes with CAP_NET_BIND_SERVICE. Choose a port from 1024 up. With a file, its owner or its permissions keep you out.',
  },
  EADDRNOTAVAIL: {
    brief: 'The local address asked for is not one of this machine.',
    more: 'Use one that "ip address" lists, or leave --host out for loopback. When it comes from connect, there may be no ephemeral port left for that peer.',
  },
  ECONNREFUSED: {
    brief: 'The answer to connect was a refusal: nothing listens on that address and port.',
    more: 'The kernel answers a SYN for a port without a listener with RST, which is why a refusal comes at once. Check the port and the address, for a server on 127.0.0.1 is not on ::1; ss -ltn shows what listens. A connected datagram socket is told so by ICMP, after it has sent; a path refuses when its server is gone.',
  },
  ECONNRESET: {
    brief: 'The peer cut the connection with RST instead of ending it in order.',
    more: 'It closed while octets were unread, reset on purpose, or no longer knows the connection after a restart. Octets on their way may be lost, in both directions. Type /reset on one side and watch the other.',
  },
  ECONNABORTED: {
    brief: 'This machine aborted the connection, or it was gone before accept(2) took it.',
    more: 'A client may leave the queue before its turn, and "ss -K" ends a connection in this way. It concerns that one connection: the listener goes on.',
  },
  EPIPE: {
    brief: 'We wrote to a connection that takes no more octets from us.',
    more: 'Either our own half was ended, or the peer had closed and then answered our octets with RST. The first write after its close still succeeds and draws the RST; the next one fails. The end-of-stream before it was the hint.',
  },
  ETIMEDOUT: {
    brief: 'The kernel sent again and again, no answer came, and it gave up.',
    more: 'On Linux connect waits a minute or two, unacknowledged data about a quarter of an hour; the machine is off, the way is broken, or a firewall drops packets. Keep-alive probes without an answer end in the same way. Of several addresses, Node also gives this errno to one it would wait for no longer.',
  },
  EHOSTUNREACH: {
    brief:
      'The host cannot be reached: it does not answer in its own network, or a router says so.',
    more: 'In your own network it usually means that the machine is off or has another address. Some firewalls refuse in this way too. Check the address, then try ping.',
  },
  ENETUNREACH: {
    brief: 'There is no route to the network of that address.',
    more: 'Typical without a network connection, or for an IPv6 address on a machine that has only IPv4. Look at "ip route" and "ip -6 route".',
  },
  ENOTFOUND: {
    brief: 'No IP address was found for this name.',
    more: "It is Node's word for EAI_NONAME of getaddrinfo(3): neither /etc/hosts nor the name service knows the name. Check the spelling, or give a numeric address. The host itself was never asked.",
  },
  EAI_AGAIN: {
    brief: 'The name service did not answer; the name may well exist.',
    more: 'getaddrinfo(3) calls it a temporary failure. Check the network and /etc/resolv.conf and try again, or give a numeric address.',
  },
  EMFILE: {
    brief: 'This process has as many open files as it may have, and every socket counts as one.',
    more: 'The limit is that of ulimit -n. Raise it, or use fewer connections; a number that only grows is a program that forgets to close its sockets.',
  },
  ENFILE: {
    brief: 'The whole machine has as many open files as it may have.',
    more: 'The limit is /proc/sys/fs/file-max and counts every process together, so it is rarely reached. Look for the process that holds too many, for instance with lsof.',
  },
  EINVAL: {
    brief: 'The call was given a value that it cannot use here.',
    more: 'The value may be out of range, of the wrong kind, or too late, such as a second bind(2) of the same socket. The man page of the call lists its cases under ERRORS.',
  },
  ENOENT: {
    brief: 'There is no file or folder with that path.',
    more: 'Check the spelling, and in which folder the command was started: a relative path counts from there.',
  },
  ENOSPC: {
    brief: 'The disk is full.',
    more: 'It comes from writing a file, such as that of --record, and not from a socket. df -h shows which disk it is; make room, or write elsewhere.',
  },
  EISDIR: {
    brief: 'The path names a folder where a file is needed.',
    more: 'Add the name of the file to the path.',
  },
  EINPROGRESS: {
    brief: 'Not a failure: connect(2) has begun and will tell its result later.',
    more: 'A non-blocking socket answers so while the handshake runs. When the socket becomes writable, its option SO_ERROR holds the result: 0, or an errno such as ECONNREFUSED. strace shows it; the trace shows attempt and then connect.',
  },
  EMSGSIZE: {
    brief: 'A datagram is too long to be sent in one piece.',
    more: 'Over IPv4 at most 65,507 octets fit: 65,535 less 20 for the IPv4 header and 8 for the UDP header. Send less at once, or several datagrams. What is shorter but longer than the MTU does go, in fragments.',
  },
  ENOBUFS: {
    brief: 'The kernel has no room left for what is to be sent.',
    more: 'Usually the queue of the network interface is full; Linux mostly drops the packet without a word instead. Send more slowly.',
  },
  ENODEV: {
    brief: 'No network interface fits: there is none of that name, or none leads to the group.',
    more: 'It comes from joining a multicast group. Name an interface with --interface; "ip address" lists them.',
  },
  EAFNOSUPPORT: {
    brief: 'The address is of another family than the socket: IPv4 and IPv6 do not mix.',
    more: 'A socket for IPv4 cannot send to an IPv6 address. Choose the family with --ipv4 or --ipv6, or give an address of the right one.',
  },
  ENAMETOOLONG: {
    brief: 'The path is longer than it may be.',
    more: 'A Unix domain socket keeps its path in 108 octets on Linux, and in fewer elsewhere. Choose a shorter one, or go to the folder first and give only the name.',
  },
  ENOTDIR: {
    brief: 'A part of the path should be a folder, and is a file.',
    more: 'Look at the path piece by piece, with ls -ld.',
  },
  ENOTSOCK: {
    brief: 'A call for sockets was given something that is no socket.',
    more: 'The descriptor is that of a file, a pipe or a terminal. Connecting to the path of an ordinary file fails with ECONNREFUSED instead.',
  },
  EPROTO: {
    brief: 'What came breaks the protocol.',
    more: 'Node says so where OpenSSL could not make sense of what it got or wanted to send; most often the other side does not speak TLS at all. Look at what it sends, without --tls and with --hex.',
  },
  ENOTCONN: {
    brief: 'The call needs a connection, and this socket has none.',
    more: 'It was never connected, is still connecting, or has lost its connection to a reset. A shutdown(2) that comes just after a reset is the usual case.',
  },
};
