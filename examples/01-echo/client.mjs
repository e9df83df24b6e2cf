// An echo client: sends one text, ends its half, and reads until the server ends the other.
//   node examples/01-echo/client.mjs [port] [text]
import { connectTcp } from 'sockets';

/** Tells each step: which socket, what happened, and how many octets it was about. */
function tell({ socket, type, bytes }) {
  console.log(`${socket} ${type}${bytes === undefined ? '' : ` ${bytes} B`}`);
}

const port = Number(process.argv[2] ?? 9000);
const text = process.argv[3] ?? 'hello, socket\n';

const client = await connectTcp({ port }, tell);
client.send(text);
client.end(); // shutdown(2): we send no more, and still receive

let echoed = '';
const utf8 = new TextDecoder(); // a character may come in two pieces
for await (const octets of client) echoed += utf8.decode(octets, { stream: true });
await client.closed;

console.log(`sent   ${JSON.stringify(text)}`);
console.log(`echoed ${JSON.stringify(echoed)}`);
process.exitCode = echoed === text ? 0 : 1;

// Try the following:
//   - Leave out `client.end()`. Who waits for whom now?
//   - Call `client.send` three times in a row. How many `send`, and how many `receive` does the server tell?
//   - Call `client.reset()` in place of `client.end()`. Which step does the server tell instead of end-of-stream?
//   - Stop the server and start the client. Which steps are left?
