import type { GlossaryOf } from '../terms.ts';
import { datagramWords } from './glossary-words-datagram.ts';
import { laneWords } from './glossary-words-lanes.ts';
import { tlsWords } from './glossary-words-tls.ts';
import { wsWords } from './glossary-words-ws.ts';

/** What the field's own words mean. */
export const words: GlossaryOf<'word'> = {
  ...datagramWords,
  ...laneWords,
  ...tlsWords,
  ...wsWords,
  'socket-label': {
    brief:
      'A short name for a socket: L1 is a listener, S1 an accepted socket, C1 a client, U1 one for datagrams.',
    more: 'Each letter counts by itself, and a number is not given twice in a run. The labels are ours alone: the program knows the socket by its descriptor, the network by its addresses.',
  },
  connection: {
    brief: 'What two endpoints know of each other; nothing on the way between is reserved for it.',
    more: 'It is named by its 4-tuple, begins with the handshake, and ends one direction at a time. The two kernels keep its state, sequence numbers and buffers, while the network only carries packets.',
  },
  endpoint: {
    brief: 'One end of a connection: an IP address and a port.',
    more: 'A socket is how a program holds it. RFC 9293 itself calls the pair of address and port a socket; here that word means what socket(2) makes.',
  },
  '4-tuple': {
    brief: 'Local address and port, remote address and port: together they name one connection.',
    more: "The kernel gives each arriving segment to the socket whose four values fit. One differing value makes another connection, so thousands can share a server's port.",
  },
  peer: {
    brief: 'The other end of the connection, seen from this one.',
    more: "For the server it is the client, and for the client the server: once connected, TCP treats both alike. What the peer's program does cannot be seen from here, only what comes from it.",
  },
  port: {
    brief: 'A number from 0 to 65535 that says which socket of a machine is meant.',
    more: "The IP address finds the machine, the port the program's socket on it. Port 0 is a request: the kernel picks a free one. A connection does not use up the server's port, for its 4-tuple tells it from all others.",
  },
  'ephemeral-port': {
    brief: 'The port the kernel picks for a client that did not ask for one.',
    more: 'Linux takes it from net.ipv4.ip_local_port_range, 32768 to 60999 unless changed. It is what tells two connections of one machine to the same server apart. --local-port chooses one by hand.',
  },
  loopback: {
    brief: 'The address of the machine itself: 127.0.0.1, or ::1 in IPv6.',
    more: 'Real TCP through the real kernel, but nothing leaves the machine, and no other machine can connect. Servers here listen on it unless --host says otherwise.',
  },
  'wildcard-address': {
    brief: '0.0.0.0 or ::, which stands for every address of this machine.',
    more: 'A listener bound to it can be reached from other machines, through every interface. A socket it accepts shows the one address that its client used. On Linux, a listener on :: usually takes IPv4 clients too.',
  },
  SYN: {
    brief: 'The flag of the first segment in each direction: it says where the numbering starts.',
    more: "The client's SYN asks for a connection; the server's comes together with the ACK for it. The first number is hard to guess, so that nobody can slip in foreign segments; analysers show it as 0.",
  },
  ACK: {
    brief: 'A flag and a number in a segment: all octets before that number have arrived.',
    more: 'Arrived in the kernel, that is, and not read by its program. Nearly every segment carries one, data or not. What stays unacknowledged is sent again.',
  },
  FIN: {
    brief: 'A flag in a segment: its sender has no more octets to send.',
    more: 'The kernel sends it after shutdown or close, behind all earlier octets, and repeats it until it is acknowledged. The program that receives it reads end of stream: that is all the app lane can see of a FIN. Each direction has its own.',
  },
  RST: {
    brief: 'A flag in a segment: the connection is over at once, and is not ended in order.',
    more: 'The kernel sends it when nothing listens on a port, when a program closes with octets unread, on close with SO_LINGER 0, and for a connection it does not know. The program gets ECONNREFUSED, ECONNRESET or EPIPE. It is never acknowledged.',
  },
  handshake: {
    brief: 'Three segments open a connection: SYN, then SYN,ACK, then ACK.',
    more: 'Each side tells where its numbering starts and learns that the other hears it. The two kernels do it alone: the client is connected after one round trip, the server once the last ACK has come. accept is not part of it.',
  },
  'happy-eyeballs': {
    brief: 'A way to connect to a name with several addresses without waiting long for a dead one.',
    more: 'RFC 8305 lets attempts run side by side; Node tries one after the other, each with a short limit. Every try is shown: attempt, then attempt-failed or connect. Connect to localhost while the server listens on only one of its addresses.',
  },
  backlog: {
    brief: 'How many complete connections may wait in the kernel for accept.',
    more: 'listen(2) sets it; Linux caps it at net.core.somaxconn and lets one more in than it says. While the queue is full, Linux drops new SYNs instead of refusing, so a further client waits and tries again. Try tcp-server --backlog 1 --pause-accept with tcp-client --count 5.',
  },
  'byte-stream': {
    brief: 'TCP carries octets in order, with no border between one write and the next.',
    more: 'Three writes may be read as one chunk or as five: all octets come, once, in order. That is why protocols mark their messages, with a newline or a length in front. Try tcp-client --write-size 1.',
  },
  'full-duplex': {
    brief: 'Both directions carry octets at the same time, each with its own end.',
    more: 'There are no turns: neither side has to wait for an answer before it sends. Each direction has its own numbering, window and FIN, and that is why a connection can be half-closed.',
  },
  'half-closed': {
    brief: 'One direction has ended, the other is still open.',
    more: 'shutdown(2) makes it: "that was all I have, now answer". tcp-client does so at the end of its input. Do not mistake it for half-open, though Node says allowHalfOpen and means this.',
  },
  'half-open': {
    brief: 'One end is gone or has forgotten the connection, and the other does not know.',
    more: 'A crash, a power cut or a pulled cable leaves it behind. Nothing shows until somebody sends: then a reset comes back, or nothing, until ETIMEDOUT; keep-alive finds out sooner. The option --half-open is named after Node and means half-closed.',
  },
  window: {
    brief: 'How many octets the receiver is ready to take beyond those it has acknowledged.',
    more: 'Every segment announces it, by the room left in the receive buffer; zero means stop. Within it many segments may be on their way at once, with no wait for an answer to each. Type /pause on one side to see the other blocked.',
  },
  backpressure: {
    brief: 'A slow reader slows the writer down, as far back as the program that writes.',
    more: 'The receive buffer fills, the window closes, the send buffer fills, and the program is blocked: in Node, write() returns false until "drain". A program that ignores it piles octets up in its memory. Type /pause in the client of a chargen server.',
  },
  Nagle: {
    brief: 'A rule that holds a small write back while earlier octets are unacknowledged.',
    more: 'It spares the network many tiny segments. Against a peer that delays its ACKs, it can cost tens of milliseconds a time. TCP_NODELAY switches it off.',
  },
  'keep-alive': {
    brief: 'Probes by which the kernel asks on an idle connection whether the peer is still there.',
    more: 'An idle TCP connection sends nothing at all, so a vanished peer would go unnoticed. --keep-alive sets SO_KEEPALIVE and TCP_KEEPIDLE. The keep-alive of HTTP is another thing: it uses one connection for several requests.',
  },
  lane: {
    brief: 'Who saw a step: the program, a system call, the kernel or the wire.',
    more: 'Each knows something that the others do not, and none tells more than it can see. In --json the field "source" names it.',
  },
  'app-lane': {
    brief: 'The steps that the program itself learned of through the socket API.',
    more: "It sees octets, end of stream and errnos, but neither segments nor the kernel's states: so it says end-of-stream and not FIN. To see those beside it, add --xray.",
  },
};
