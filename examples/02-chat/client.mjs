// A chat client: the keyboard goes to the server, what the server sends goes to the screen.
//   node examples/02-chat/client.mjs [port]
import { connectTcp } from 'sockets';

/** Tells each step, on stderr: stdout belongs to the conversation. */
function tell({ socket, type, bytes }) {
  console.error(`${socket} ${type}${bytes === undefined ? '' : ` ${bytes} B`}`);
}

const port = Number(process.argv[2] ?? 9000);
const client = await connectTcp({ port }, tell);

process.stdin.on('data', (octets) => client.sendable && client.send(octets));
process.stdin.on('end', () => client.end()); // Ctrl-D: we say no more, and listen on

const utf8 = new TextDecoder();
for await (const octets of client) {
  // Control characters could move the cursor or change colours: a peer must not touch our terminal.
  process.stdout.write(utf8.decode(octets, { stream: true }).replace(/[^\P{C}\n]/gu, '·'));
}
client.end(); // the server has ended: there is nobody left to type to
process.stdin.destroy();

// Try the following:
//   - node examples/02-chat/client.mjs 2> steps.txt keeps the steps apart from the conversation.
//   - Hold the reading: call client.pause() and let another member paste a very long text. What does the server tell?
//   - Type Korean. How many octets has a character? Is `receive` always a whole number of characters?
