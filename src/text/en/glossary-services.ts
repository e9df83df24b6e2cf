import type { GlossaryOf } from '../terms.ts';

/** What each service does with a connection. */
export const services: GlossaryOf<'service'> = {
  echo: {
    brief: 'The server sends back every octet it receives.',
    more: 'The simplest test of both directions at once. The octets come back in order, but may be cut into other chunks than they were sent in. When the client reads no answers, this server stops reading too: see backpressure.',
  },
  discard: {
    brief: 'The server reads everything and answers nothing.',
    more: 'A sink, for watching one direction alone. Send it a large file with --send-file, type /pause S1 in the server, and watch the client become blocked.',
  },
  chargen: {
    brief: 'The server sends lines of characters for as long as the client takes them.',
    more: 'A source without an end, 72 characters to a line; what the client sends is thrown away. Type /pause in the client and the server becomes blocked, /resume and it is drained.',
  },
  daytime: {
    brief: 'The server sends one line with date and time, and ends.',
    more: 'The client need not say a word: it connects, reads to the end of the stream and closes. No whole life of a connection is shorter.',
  },
  upper: {
    brief: 'The server sends back what it receives, with a to z in capitals.',
    more: 'Like echo, but the answer shows that the server made it. Only ASCII letters change; every other octet, Korean text included, comes back as it was.',
  },
  chat: {
    brief: 'The server passes every line on to all other clients.',
    more: "Open three clients and type. A TCP connection has exactly two ends, so it is the server's program that carries each line from one socket to the others, with the sender's label in front.",
  },
  time: {
    brief: 'The server sends a message with date and time each second.',
    more: 'The client asks for nothing: over WebSocket a server may speak whenever it likes, which HTTP has no way to do. It is a service of ws-server; over TCP see daytime.',
  },
  pipe: {
    brief: "Standard input goes to the peer, and the peer's octets go to standard output.",
    more: 'This is what tcp-client does, and nc before it. The end of the input ends only our half: the client reads on until the peer ends too, so no answer is lost.',
  },
};
