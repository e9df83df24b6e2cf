// Sends a file over UDP: one datagram, its acknowledgement, the next datagram. What gets lost is sent again.
//   node examples/04-udp-file-transfer/client.mjs <file> [port] [timeout in ms]
import { createHash, randomInt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { openUdp } from 'sockets';
import { decode, encode, inHex, KIND, MOST_OCTETS } from './datagram.mjs';

/** Tells the steps except each send and receive: a file has too many. */
function tell({ socket, type, code }) {
  if (type !== 'send' && type !== 'receive') console.log(`${socket} ${type} ${code ?? ''}`.trim());
}

const MOST_ATTEMPTS = 20;

const [path, port = 9000, timeout = 50] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: node client.mjs <file> [port] [timeout in ms]');
  process.exit(2);
}
await access(path);

const transfer = randomInt(2 ** 32); // no datagram of an earlier transfer can be taken for one of ours
const counts = { sent: 0, again: 0, stale: 0 };
let number = 0;
let acknowledged = () => {};
let problem = 'none came';

const client = await openUdp(
  {
    peer: { host: '127.0.0.1', port: Number(port) },
    receive(_socket, { bytes }) {
      const answer = decode(bytes);
      const ours = answer?.kind === KIND.acknowledgement && answer.transfer === transfer;
      // An acknowledgement that came twice, or late, says nothing about the datagram we wait for.
      if (ours && answer.number === number) acknowledged(answer);
      else counts.stale += 1;
    },
    failed: (_socket, { code }) => (problem = code), // nobody may be there yet: a try like any other
  },
  tell,
);

/** The acknowledgement, or `undefined` when it takes too long. */
function acknowledgement() {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Number(timeout));
    acknowledged = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
  });
}

/** Sends one datagram until it is acknowledged; what the acknowledgement carries. */
async function deliver(kind, octets) {
  const datagram = encode({ kind, transfer, number, octets });
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    counts.sent += 1;
    if (attempt > 1) counts.again += 1;
    client.sendNow(datagram);
    const answer = await acknowledgement();
    if (answer) {
      number += 1;
      return answer.octets;
    }
  }
  throw new Error(`no acknowledgement of ${number} in ${MOST_ATTEMPTS} attempts: ${problem}`);
}

const hash = createHash('sha256');
try {
  for await (const octets of createReadStream(path, { highWaterMark: MOST_OCTETS })) {
    hash.update(octets);
    await deliver(KIND.data, octets);
  }
  const digest = hash.digest();
  const received = inHex(await deliver(KIND.end, digest));
  const sent = inHex(digest);
  console.log(`sent     SHA-256 ${sent}`);
  console.log(`received SHA-256 ${received}`);
  console.log(sent === received ? 'equal' : 'NOT equal');
  process.exitCode = sent === received ? 0 : 1;
} catch (error) {
  console.log(`given up: ${error.message}`);
  process.exitCode = 1;
} finally {
  await client.close();
}
console.log(`${counts.sent} datagrams, ${counts.again} of them sent again`);
console.log(`${counts.stale} acknowledgements came twice or late`);

// Try the following:
//   - Go through npx sockets link udp 9001 9000 --delay 80. Why is every datagram sent again now? Which timeout mends it?
//   - Wait longer after each attempt: twice as long, say. What is it good for when the network is full?
//   - Send again when an old acknowledgement comes, not only after the timeout. Count what --duplicate 10% makes of that.
//   - Only one datagram is ever on its way: how many octets a second is that, with --delay 80? Keep eight on their way.
