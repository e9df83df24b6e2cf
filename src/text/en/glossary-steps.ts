import type { GlossaryOf } from '../terms.ts';
import { datagramSteps } from './glossary-steps-datagram.ts';
import { laneSteps } from './glossary-steps-lanes.ts';
import { tlsSteps } from './glossary-steps-tls.ts';
import { wsSteps } from './glossary-steps-ws.ts';

/** What each step of a socket's life means. */
export const steps: GlossaryOf<'step'> = {
  ...datagramSteps,
  ...laneSteps,
  ...tlsSteps,
  ...wsSteps,
  socket: {
    brief: 'socket(2) made an endpoint in the kernel: it has no address and no peer yet.',
    more: 'The program gets a file descriptor, the number by which every later call names this socket. Over IPv4 or IPv6, a stream socket speaks TCP and a datagram socket UDP; in the Unix domain neither is needed. Servers and clients both begin here; the calls that follow make the difference.',
  },
  setsockopt: {
    brief: 'setsockopt(2) changed one setting of this socket.',
    more: 'It holds for this socket alone. Look the option up by its name, as in: sockets explain TCP_NODELAY. The step appears with --no-delay, --keep-alive, --broadcast, --ttl and others.',
  },
  bind: {
    brief: 'bind(2) gave the socket its local address: an IP address and a port, or a path.',
    more: 'Port 0 lets the kernel pick a free port, and the step shows the real one. A server binds so that clients know where to find it; a client usually leaves that out and gets an ephemeral port from connect(2), or with the first datagram it sends. What is taken fails with EADDRINUSE.',
  },
  listen: {
    brief:
      'From here on the kernel itself completes handshakes and queues the connections for accept.',
    more: 'No line of the program runs for that, so a client can be connected before the program looks; the backlog says how many may queue. Node makes socket, bind and listen in one server.listen(), which is why the three share their time. Try tcp-server --pause-accept and connect to it.',
  },
  lookup: {
    brief:
      'A name was turned into IP addresses by getaddrinfo(3); nothing has been asked of the peer yet.',
    more: 'It looks into /etc/hosts and asks the name service. One name may have several addresses: localhost is often both ::1 and 127.0.0.1, and a client tries them in turn (see happy-eyeballs). A numeric address needs no lookup.',
  },
  attempt: {
    brief:
      'connect(2) was asked for a connection; it returned at once, and the answer is still to come.',
    more: 'The socket is non-blocking, so connect(2) says EINPROGRESS, and the program goes on while the kernel sends a SYN and waits. The answer is one of connect, attempt-failed, timeout or error.',
  },
  'attempt-failed': {
    brief:
      'This address refused or did not answer in time; if the name has others, the next is tried.',
    more: 'The errno says which: ECONNREFUSED is an answer, ETIMEDOUT a lack of one. ETIMEDOUT may mean no more than the short wait Node allows one address when there are others. Look for the attempt that follows.',
  },
  connect: {
    brief:
      'The kernel has finished the handshake; a datagram socket has none, and only notes its peer.',
    more: 'The time it took is about one round trip, from the SYN to its answer. That answer came from the other kernel, so the connection may stand in a queue before accept while you already send: try it against tcp-server --pause-accept. A datagram socket hears only that peer from then on, and learns from ICMP when its port is closed.',
  },
  accept: {
    brief:
      'accept(2) took a connection off the queue as a new socket; the listener goes on listening.',
    more: "The new socket has the listener's port and belongs to one client: many sockets share a server's port and differ in their remote address. The handshake was over before this step. Connect twice and compare L1, S1 and S2.",
  },
  'turned-away': {
    brief:
      'The kernel had finished the handshake, but the limit was reached: Node closed the connection at once.',
    more: 'The client first sees connect, then end of stream, or a reset if it sends something. The limit is --max-connections and belongs to the program; the backlog is another one and belongs to the kernel.',
  },
  send: {
    brief:
      'The program handed octets to its socket; that does not say they have left, or have arrived.',
    more: "write(2) copies them into the kernel's send buffer, and the kernel sends them in segments as the window allows. Only an answer from the peer's program shows that it has read them. Over TCP one send may become several segments, and several may share one: try tcp-client --write-size; over UDP it is one datagram.",
  },
  receive: {
    brief: 'read(2) gave octets: a piece of the stream, cut anywhere, or one whole datagram.',
    more: 'TCP keeps the order of octets, not the borders of writes: two writes may come in one read, and one write in several; UDP keeps the borders and not the order. In a stream a program marks its messages itself, with a newline or a length. Compare the sends of one side with the receives of the other.',
  },
  blocked: {
    brief: "The kernel's send buffer is full, so what it could not take waits in the program.",
    more: 'Usually the peer does not read: its receive buffer is full, its window is closed, and so our kernel may not send. A program that writes on regardless only fills its own memory; a good one waits for drained. Type /pause in the client of a chargen server.',
  },
  drained: {
    brief: 'The kernel has taken all that waited in the program, which may write again.',
    more: 'Room came free when the peer acknowledged earlier octets. Taken is not arrived: what waited is now in the send buffer. The time shown is how long the program was blocked.',
  },
  pause: {
    brief: 'The program takes no more octets; what comes in now has to wait for it.',
    more: 'Node reads up to 64 KiB ahead and notices an end of stream; then the receive buffer of the kernel fills. When it is full, the kernel announces a window of zero, and the peer has to stop: flow control, without a word between the two programs. Type /pause, let the peer send a lot, and watch it become blocked.',
  },
  resume: {
    brief: 'The program reads again, beginning with what had to wait.',
    more: 'The receive buffer empties, the window opens, and the peer may send on. Watch the other side for drained.',
  },
  shutdown: {
    brief: 'shutdown(2) ended our half: we send no more, but can still receive.',
    more: "Once all that was sent before has gone out, the kernel sends FIN, and the peer's program reads end of stream. The other direction stays open for as long as the peer likes. In Node this is socket.end(); here it is /end, or the end of the client's input.",
  },
  'end-of-stream': {
    brief: 'read(2) returned 0: the peer sends no more, but we still may.',
    more: 'All it sent before has been read. This is not a disconnection: the peer may have ended only its half and go on reading, or it may have closed the socket, and from here the two look alike. If it has closed, what we send now is answered with a reset.',
  },
  timeout: {
    brief: 'Nothing happened within the time that was set; the limit is ours, not one of TCP.',
    more: 'TCP lets an idle connection stand for ever: silence breaks nothing. --connect-timeout limits the wait for an answer to connect, --idle-timeout the silence after that; a TLS handshake has a limit of its own. ETIMEDOUT is something else: there the kernel gave up.',
  },
  reset: {
    brief:
      'The connection was cut, without a closing handshake; octets not yet sent or read may be lost.',
    more: 'By us: close(2) with SO_LINGER 0 throws away what is unsent, and the kernel sends RST. By the peer: a call failed with ECONNRESET, often because the other program closed without reading everything. Try /reset, or tcp-client --reset.',
  },
  error: {
    brief: 'A call to the system failed; the errno beside it says why.',
    more: 'An errno is a fixed name such as ECONNREFUSED, the same in every language and program. Look it up with: sockets explain ECONNREFUSED. On a connection, close follows.',
  },
  close: {
    brief: 'close(2): the program is done with the socket, and the kernel does what is left to do.',
    more: 'The kernel delivers what is in the send buffer and then sends FIN, if shutdown has not done so; if octets were left unread, it sends RST instead. The side whose FIN came first stays in TIME-WAIT for a while, without the program. Closing a datagram socket sends nothing, and closing a listener leaves the sockets it accepted alone.',
  },
};
