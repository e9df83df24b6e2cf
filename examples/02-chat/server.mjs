// A chat server: what one member sends goes to all the others.
//   node examples/02-chat/server.mjs [port]
import { formatAddress, listenTcp } from 'sockets';

/** Tells each step: which socket, what happened, and how many octets it was about. */
function tell({ socket, type, bytes }) {
  console.log(`${socket} ${type}${bytes === undefined ? '' : ` ${bytes} B`}`);
}

const MOST_PENDING = 1024 * 1024;
const members = new Set();

function join(member) {
  members.add(member);
  return {
    receive(from, octets) {
      for (const other of members) {
        if (other !== from && other.sendable) other.send(octets);
        // Whoever does not read must not fill our memory.
        if (other.pending > MOST_PENDING) other.reset();
      }
    },
    closed: () => members.delete(member),
  };
}

const port = Number(process.argv[2] ?? 9000);
const server = await listenTcp({ port, serve: join }, tell);
console.log(`listening on ${formatAddress(server.address)}`);
process.once('SIGINT', () => server.close());

// Try the following:
//   - Let everybody know who speaks: send `${from.label}: ` first.
//   - A stream knows no lines: half a line goes out when half a line comes in. Paste a long text in one member while
//     another types. Then put makeService('chat') in place of `join`: what does it keep, and until when?
//   - Greet each new member with the number of those who are there.
//   - End one member with Ctrl-C and one with Ctrl-D. Do the others notice? Does this server?
