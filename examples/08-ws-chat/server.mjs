// A chat for browsers and programs: one port gives the page, and takes WebSocket connections.
//   node examples/08-ws-chat/server.mjs [port]
import { readFile } from 'node:fs/promises';
import { formatAddress, listenWs } from 'sockets';

/** Tells each step: which socket, what happened, by whom, and how many octets it was about. */
function tell({ socket, type, by = '', bytes }) {
  console.log(
    [socket, type, by, bytes === undefined ? '' : `${bytes} B`].filter(Boolean).join(' '),
  );
}

const MOST_PENDING = 1024 * 1024;
const members = new Set();

function join(member) {
  members.add(member);
  tellAll(`${member.label} is here: ${members.size} in all`);
  return {
    // A message comes whole, however many frames or segments it took.
    message: (from, { kind, bytes }) =>
      kind === 'text' && tellAll(`${from.label}: ${Buffer.from(bytes)}`),
    closed(gone, { code }) {
      members.delete(gone);
      tellAll(`${gone.label} has left (${code})`);
    },
  };
}

function tellAll(line) {
  for (const member of members) {
    if (member.open) member.send(line);
    // Whoever does not read must not fill our memory.
    if (member.pending > MOST_PENDING) member.reset();
  }
}

const port = Number(process.argv[2] ?? 9000);
const page = await readFile(new URL('page.html', import.meta.url), 'utf8');
const server = await listenWs(
  { port, page, serve: join, maxMessage: 4096, pingInterval: 30_000 },
  tell,
);
console.log(`listening on ${formatAddress(server.address)}`);
process.once('SIGINT', () => server.close());

// Try the following:
//   - Any page on the web may connect to this server: the browser only says whose page asks. Add
//     origins: [`http://localhost:${port}`]. Who gets in now? What does client.mjs get, and what does the trace say?
//   - Compare with examples/02-chat: why is half a line never sent on here?
//   - Close a browser's tab, end client.mjs with Ctrl-D, and cut one with kill -9. Which code does each leave with, and why?
//   - Add deflate: {}, which browsers offer, and say one word a hundred times in one line. Compare ws-frame with ws-message.
//   - Let pingInterval be 2000, and stop client.mjs with Ctrl-Z. Who notices, and when?
