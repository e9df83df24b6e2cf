import type { ConsoleText } from '../wording.ts';

export const console: ConsoleText = {
  listening: ({ address, service }) => `listening on ${address} · ${service}`,
  stopHint: 'Ctrl-C stops',
  consoleHint: 'Ctrl-C stops, /help lists commands',
  page: (url) => `a page for browsers: ${url}`,
  wide: (host) => `${host} is not loopback: other machines can connect here`,
  throwAway:
    'TLS with a certificate made for this run: clients need --insecure, or --ca. Its SHA-256:',
  insecure:
    '--insecure: whoever answers is believed to be the server; what is said is encrypted, but to whom is not known',
  holding:
    'not accepting: clients connect, and wait in the accept queue · Enter starts to accept, Ctrl-C stops',
  accepting: 'accepting now',
  stopping: (sockets) =>
    `stopping: no new clients; waiting for ${sockets.join(', ')} to end · Ctrl-C again cuts`,
  cut: (sockets) => `cut: ${sockets.join(', ')}`,
  clientHint: 'type a line to send it · Ctrl-D ends our half · /help for more',
  wsHint: 'type a line to send it as a text message · /ping /close /frame · /help for more',
  peerEnded: 'the peer has ended',
  inputEnded: 'end of input; staying open (--linger-open) · Ctrl-C stops',
  recorded: ({ path, events }) => `${events} events recorded in ${path}`,
  listed: ({ label, remote, received, sent, age, paused, halfClosed }) =>
    `${label}  ${remote}  ${received} in, ${sent} out  ${age}${paused ? '  not reading' : ''}${halfClosed ? '  half-closed' : ''}`,
  noSockets: 'no connections',
  noSuchSocket: ({ label, labels }) =>
    labels.length > 0
      ? `there is no ${label}; there are ${labels.join(', ')}`
      : `there is no ${label}: no connections`,
  halfClosed: (label) => `${label} cannot send any more: its half is closed`,
  unknownCommand: ({ name, suggestion }) =>
    suggestion
      ? `no command ${name}; did you mean ${suggestion}?`
      : `no command ${name}; try /help`,
  usage: (usage) => `usage: ${usage}`,
  plainLine: 'a server sends to one socket: /send S1 text · /help for more',
  commands: {
    list: 'the sockets, with octets each way and age',
    send: 'send a line of text; \\n \\x00 … are understood',
    hex: 'send octets given in hexadecimal',
    end: 'end our half: shutdown(2), the peer reads end of stream',
    reset: 'cut with RST: the peer gets ECONNRESET',
    pause: 'stop reading: the window fills, the peer blocks',
    resume: 'read on',
    binary: 'send octets given in hexadecimal as a binary message',
    ping: 'send a ping: the peer must answer with a pong of the same octets',
    pong: 'send a pong that nobody asked for',
    close: 'begin the closing handshake, with a status code and a reason',
    frame: 'send any frame, right or wrong: reserved-bit, wrong-mask, or opcode=text fin=0 hello',
    help: 'this list',
    quit: 'stop, as Ctrl-C does',
    '//': 'send a line that begins with /',
  },
};
