// A DNS server of a few names (RFC 1035): A, AAAA and CNAME records over UDP.
//   node examples/06-dns-query/server.mjs [port]
import { formatAddress, openUdp } from 'sockets';
import { CODES, decodeMessage, encodeMessage } from './message.mjs';

/** Tells each step: which socket, what happened, and how many octets it was about. */
function tell({ socket, type, bytes }) {
  console.log(`${socket} ${type}${bytes === undefined ? '' : ` ${bytes} B`}`);
}

// .test belongs to nobody (RFC 6761), and these addresses are there for examples (RFC 5737, RFC 3849).
const NAMES = {
  'sockets.test': {
    A: [
      [192, 0, 2, 1],
      [192, 0, 2, 2],
    ],
    AAAA: [[0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
  },
  'v4.sockets.test': { A: [[192, 0, 2, 4]] },
  'www.sockets.test': { CNAME: ['sockets.test'] },
};
const TTL = 60; // s: how long the answer may be kept

/** The records for a question: those asked for, or an alias and what it stands for. */
function find({ name, type }) {
  const records = NAMES[name.toLowerCase()] ?? {};
  const found = (records[type] ?? []).map((data) => ({ name, type, ttl: TTL, data }));
  const [alias] = records.CNAME ?? [];
  if (alias === undefined || type === 'CNAME') return found;
  return [{ name, type: 'CNAME', ttl: TTL, data: alias }, ...find({ name: alias, type })];
}

/** The answer to a query, or `undefined` where none is due. */
function answer(octets) {
  // Without a header there is no ID to answer to; and two servers that answer answers never stop.
  if (octets.length < 12 || octets[2] >= 0b1000_0000) return undefined;
  const id = octets[0] * 256 + octets[1];
  const reply = (code, { RD, Opcode } = {}, parts = {}) =>
    encodeMessage({
      id,
      flags: { QR: 1, Opcode, RD, AA: 1, RCODE: CODES.indexOf(code) },
      ...parts,
    });
  let query;
  try {
    query = decodeMessage(octets);
  } catch {
    return reply('FORMERR');
  }
  const { flags, questions } = query;
  if (flags.Opcode !== 0) return reply('NOTIMP', flags);
  if (questions.length !== 1) return reply('FORMERR', flags);
  const [question] = questions;
  if (question.class !== 1) return reply('REFUSED', flags, { questions });
  const known = Object.hasOwn(NAMES, question.name.toLowerCase());
  const answers = known ? find(question) : [];
  return reply(known ? 'NOERROR' : 'NXDOMAIN', flags, { questions, answers });
}

function receive(socket, { bytes, remote }) {
  const reply = answer(bytes);
  if (reply) socket.sendNow(reply, remote);
}

const port = Number(process.argv[2] ?? 9000);
const server = await openUdp({ port, receive }, tell);
console.log(`receiving on ${formatAddress(server.address)}`);
process.once('SIGINT', () => server.close());

// Try the following:
//   - Ask with another client: dig @127.0.0.1 -p 9000 www.sockets.test, where dig is installed. What does it ask for besides?
//   - Give sockets.test forty A records. RFC 1035 §4.2.1 allows 512 octets: cut the answer there, and set TC.
//   - A query has some 30 octets, an answer with forty addresses has 670. Why do attackers with a forged sender's address
//     like that, and what could this server do?
//   - What is the difference between a name that does not exist and a name without records of the type? Ask for both.
