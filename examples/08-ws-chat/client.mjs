// A chat member in a terminal: each line typed is one message, and each message that comes is one line.
//   node examples/08-ws-chat/client.mjs [port]
import { createInterface } from 'node:readline';
import { connectWs } from 'sockets';

/** Tells each step, on stderr: stdout belongs to the conversation. */
function tell({ socket, type, by = '', bytes }) {
  console.error(
    [socket, type, by, bytes === undefined ? '' : `${bytes} B`].filter(Boolean).join(' '),
  );
}

const port = Number(process.argv[2] ?? 9000);
const member = await connectWs({ host: 'localhost', port }, tell);
const keyboard = createInterface({ input: process.stdin });

// Control characters could move the cursor or change colours: a peer must not touch our terminal.
const printable = (text) => text.replace(/\p{C}/gu, '·');
member.handle({
  message: (_member, { bytes }) => console.log(printable(Buffer.from(bytes).toString())),
});

keyboard.on('line', (line) => member.open && member.send(line));
keyboard.on('close', () => member.close(1000)); // Ctrl-D: nothing more to say

const { code, reason, by } = await member.closed;
console.error(`closed with ${code} ${printable(reason)}, by ${by ?? 'nobody'}`);
keyboard.close();
process.stdin.destroy();

// Try the following:
//   - Say a line and close at once: member.send('bye'); member.close(1000). Is the line lost? And with member.reset()?
//   - member.send(new Uint8Array([0, 255])) is binary, which this server passes over. member.sendAs('text', …) of the same
//     octets is refused: with which code, and why?
//   - Send 5000 characters at once. What does the server answer, and which code does `closed` give?
//   - Connect with examples/02-chat/client.mjs instead, and type a line. Why does this server not understand it?
