// Asks a DNS server for a name, and shows each field of the query and of the answer.
//   node examples/06-dns-query/client.mjs <name> [A|AAAA|CNAME] [port]
import { randomInt } from 'node:crypto';
import { openUdp } from 'sockets';
import { CODES, decodeMessage, encodeMessage, TYPES } from './message.mjs';
import { Malformed } from './reader.mjs';

const TIMEOUT = 1000; // ms
const MOST_ATTEMPTS = 3;
const SECTIONS = { answers: 'answer', authorities: 'authority', additional: 'additional' };

const [name, type = 'A', port = 9000] = process.argv.slice(2);
if (name === undefined || !Object.hasOwn(TYPES, type)) {
  console.error('usage: node client.mjs <name> [A|AAAA|CNAME] [port]');
  process.exit(2);
}

/** Octets in hex, those of a part, sixteen a line. */
function show(octets, { at, end }, text) {
  const hex = Buffer.from(octets.subarray(at, end)).toString('hex');
  const [first, ...rest] = hex.match(/.{1,32}/g).map((line) => line.replace(/..(?=.)/g, '$& '));
  console.log(`${String(at).padStart(5)}  ${first.padEnd(47)}  ${text}`);
  for (const line of rest) console.log(`       ${line}`);
}

function showMessage(title, octets, message) {
  console.log(`${title}: ${octets.length} octets`);
  const word = (at, text) => show(octets, { at, end: at + 2 }, text);
  const { id, flags, counts, questions } = message;
  word(0, `ID ${id}`);
  word(2, textOf(flags));
  for (const [i, count] of Object.keys(counts).entries())
    word(4 + 2 * i, `${count} ${counts[count]}`);
  for (const one of questions) show(octets, one, `question ${one.name} ${one.type}`);
  for (const [section, title] of Object.entries(SECTIONS)) {
    for (const one of message[section]) {
      show(octets, one, `${title} ${one.name} ${one.type} ${one.data} for ${one.ttl} s`);
    }
  }
}

const textOf = (flags) =>
  Object.entries(flags)
    .map(([flag, value]) => `${flag} ${value}`)
    .join(' ');

const id = randomInt(2 ** 16); // nobody shall guess which answer we wait for (RFC 5452)
let query;
try {
  query = encodeMessage({ id, flags: { RD: 1 }, questions: [{ name, type }] });
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
showMessage('query', query, decodeMessage(query));

let answered = () => {};
let problem = 'no answer came';
const client = await openUdp({
  peer: { host: '127.0.0.1', port: Number(port) }, // connected: nobody else's answers are heard
  receive: (_socket, { bytes }) => answered(bytes),
  failed: (_socket, { code }) => (problem = code),
});

/** The answer to our question, or `undefined` when it takes too long. Throws `Malformed`. */
function untilAnswered() {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, TIMEOUT);
    const end = (settle, value) => {
      clearTimeout(timer);
      settle(value);
    };
    answered = (octets) => {
      try {
        const message = decodeMessage(octets);
        if (isOurs(message)) end(resolve, { octets, message });
        else console.log('an answer to another question: ignored');
      } catch (error) {
        end(reject, error);
      }
    };
  });
}

function isOurs({ id: its, flags, questions: [question] }) {
  if (its !== id || flags.QR !== 1) return false;
  if (question === undefined) return flags.RCODE !== 0; // the server has not understood it
  const [asked] = decodeMessage(query).questions;
  const same = question.name.toLowerCase() === asked.name.toLowerCase();
  return same && question.type === asked.type;
}

async function ask() {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    client.sendNow(query);
    const answer = await untilAnswered();
    if (answer) return answer;
  }
  return undefined;
}

try {
  const answer = await ask();
  if (answer) {
    showMessage('answer', answer.octets, answer.message);
    const { RCODE, TC } = answer.message.flags;
    if (TC === 1) console.log('truncated: the rest is to be had over TCP (RFC 1035 §4.2.2)');
    console.log(CODES[RCODE] ?? `RCODE ${RCODE}`);
    process.exitCode = RCODE === 0 ? 0 : 1;
  } else {
    console.log(`given up after ${MOST_ATTEMPTS} queries: ${problem}`);
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof Malformed)) throw error;
  console.log(`the answer is malformed: ${error.message}`);
  process.exitCode = 1;
} finally {
  await client.close();
}

// Try the following:
//   - Find each c0 in the answer for www.sockets.test. Where does it point to, and which name is read there?
//   - Ask for WWW.Sockets.Test. Which letters come back, and why is it the same name?
//   - Ask a real server: let the host be its address and the port 53. Which flags differ, and which records come besides?
//   - When TC is 1, ask again over TCP with connectTcp: two octets of length stand before each message there.
