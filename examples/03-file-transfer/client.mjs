// Sends a file: 8 octets of length, then the file. Compares its SHA-256 with the one the receiver answers.
//   node examples/03-file-transfer/client.mjs <file> [port]
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { connectTcp } from 'sockets';

/** Tells the steps except each send and receive: a large file has too many. */
function tell({ socket, type, code }) {
  if (type !== 'send' && type !== 'receive') console.log(`${socket} ${type} ${code ?? ''}`.trim());
}

const [path, port = 9000] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: node client.mjs <file> [port]');
  process.exit(2);
}
const { size } = await stat(path);
const client = await connectTcp({ port: Number(port) }, tell);

let answer = '';
let goOn = () => {};
client.handle({
  receive: (_connection, octets) => {
    answer += Buffer.from(octets).toString('latin1');
  },
  drained: () => goOn(),
  closed: () => goOn(),
});

const length = Buffer.alloc(8);
length.writeBigUInt64BE(BigInt(size));
client.send(length);

const hash = createHash('sha256');
for await (const octets of createReadStream(path)) {
  if (!client.sendable) break; // cut by the receiver
  hash.update(octets);
  // False: the kernel's buffer is full. Reading on would only move the file into our memory.
  if (!client.send(octets)) await new Promise((resolve) => (goOn = resolve));
}
client.end();
await client.closed;

const sent = hash.digest('hex');
const received = answer.trim();
console.log(`sent     SHA-256 ${sent}`);
console.log(`received SHA-256 ${received || 'none: no answer came'}`);
console.log(sent === received ? 'equal' : 'NOT equal');
process.exitCode = sent === received ? 0 : 1;

// Try the following:
//   - Send a file of a few hundred MB. How often is the client blocked, and how much memory does it take?
//   - Announce one octet more than the file has: length.writeBigUInt64BE(BigInt(size + 1)). What does each end say?
//   - Announce one less. What does the client see, and what did the server do?
//   - Change one octet on the way: octets[0] ^= 1, after hash.update. Who notices?
