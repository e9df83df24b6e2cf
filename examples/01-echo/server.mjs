// An echo server (RFC 862): whatever a client sends comes back to it.
//   node examples/01-echo/server.mjs [port]
import { formatAddress, listenTcp } from 'sockets';

/** Tells each step: which socket, what happened, and how many octets it was about. */
function tell({ socket, type, bytes }) {
  console.log(`${socket} ${type}${bytes === undefined ? '' : ` ${bytes} B`}`);
}

const echo = {
  // `send` is false when the kernel has no room left: then we take nothing more from the peer either.
  receive(connection, octets) {
    if (connection.sendable && !connection.send(octets)) connection.hold();
  },
  drained: (connection) => connection.release(),
};

const port = Number(process.argv[2] ?? 9000);
const server = await listenTcp({ port, serve: () => echo }, tell);
console.log(`listening on ${formatAddress(server.address)}`);

// Ctrl-C: listen no more, and end our half of every connection that is left.
process.once('SIGINT', () => server.close());

// Try the following:
//   - Start two clients. Which label stays the same in this terminal, and which are new?
//   - Start this server a second time. Which step fails, and with what code?
//   - Put `({})` in place of `echo` in `serve: () => echo`. What does the client get, and why does it still end?
//   - Replace our own `echo` by the library's: makeService('echo'), or makeService('upper').
