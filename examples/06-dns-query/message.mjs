// The form of a DNS message (RFC 1035 §4.1): a header of 12 octets, questions, answers. Both ways, by hand.
import { Malformed, Reader } from './reader.mjs';

export const TYPES = { A: 1, CNAME: 5, AAAA: 28 }; // RFC 1035 §3.2.2, RFC 3596
export const CODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

const INTERNET = 1; // the class IN
const POINTER = 0b1100_0000_0000_0000;

const typeName = (type) => Object.keys(TYPES).find((name) => TYPES[name] === type) ?? `TYPE${type}`;

/** The second word of the header, bit by bit (§4.1.1): how many bits each field has, the most significant first. */
const FLAGS = {
  QR: 1, // 0 a query, 1 a response
  Opcode: 4, // 0 a standard query
  AA: 1, // the answer of an authority
  TC: 1, // truncated: there was more than fits
  RD: 1, // recursion desired: ask others for me
  RA: 1, // recursion available
  Z: 3, // reserved
  RCODE: 4, // how it went: see CODES
};

function flagsOf(word) {
  const flags = {};
  let left = 16;
  for (const [name, bits] of Object.entries(FLAGS)) {
    left -= bits;
    flags[name] = (word >> left) & (2 ** bits - 1);
  }
  return flags;
}

const wordOf = (flags) =>
  Object.entries(FLAGS).reduce((word, [name, bits]) => word * 2 ** bits + (flags[name] ?? 0), 0);

/** A whole message. Throws `Malformed`. `at` and `end` of each part say which octets it has. */
export function decodeMessage(octets) {
  const reader = new Reader(octets);
  const id = reader.number(2);
  const flags = flagsOf(reader.number(2));
  const counts = ['QDCOUNT', 'ANCOUNT', 'NSCOUNT', 'ARCOUNT'].map((name) => [
    name,
    reader.number(2),
  ]);
  const [questions, answers, authorities, additional] = counts.map(([, count], section) =>
    // A count may lie: a part that is not there is malformed, and ends the reading.
    Array.from({ length: count }, () => {
      const at = reader.at;
      const part = section === 0 ? readQuestion(reader) : readRecord(reader);
      return { at, end: reader.at, ...part };
    }),
  );
  const counted = Object.fromEntries(counts);
  return { id, flags, counts: counted, questions, answers, authorities, additional };
}

/** §4.1.2 */
function readQuestion(reader) {
  return { name: reader.name(), type: typeName(reader.number(2)), class: reader.number(2) };
}

/** §4.1.3 */
function readRecord(reader) {
  const head = { ...readQuestion(reader), ttl: reader.number(4) };
  const length = reader.number(2);
  const from = reader.at;
  const data = reader.take(length);
  const wrong = () => new Malformed(`octet ${from}: ${length} octets are no ${head.type} record`);
  if (head.type === 'CNAME') {
    const end = reader.at;
    reader.at = from; // a name in the data may point to anywhere before it
    const name = reader.name();
    if (reader.at !== end) throw wrong();
    return { ...head, data: name };
  }
  if (head.type === 'A' && length !== 4) throw wrong();
  if (head.type === 'AAAA' && length !== 16) throw wrong();
  return { ...head, data: addressText(head.type, Buffer.from(data)) };
}

function addressText(type, data) {
  if (type === 'A') return data.join('.');
  const hex = data.toString('hex');
  if (type !== 'AAAA') return hex;
  return hex
    .match(/..../g)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** The octets of a message. A name, or its end, that stands in it already becomes a pointer. Throws where a name has no form. */
export function encodeMessage({ id, flags, questions = [], answers = [] }) {
  const octets = [];
  const places = new Map();
  const number = (value, count) => {
    for (let i = count - 1; i >= 0; i -= 1) octets.push(Math.floor(value / 256 ** i) % 256);
  };
  const name = (text) => {
    const labels = labelsOf(text);
    for (let i = 0; i < labels.length; i += 1) {
      const rest = labels.slice(i).join('.').toLowerCase();
      const place = places.get(rest);
      if (place !== undefined) return number(POINTER + place, 2);
      if (octets.length < POINTER) places.set(rest, octets.length);
      octets.push(labels[i].length, ...Buffer.from(labels[i], 'latin1'));
    }
    octets.push(0);
  };
  const question = (one) => {
    name(one.name);
    number(TYPES[one.type] ?? Number(one.type.replace('TYPE', '')), 2);
    number(one.class ?? INTERNET, 2);
  };

  number(id, 2);
  number(wordOf(flags), 2);
  for (const count of [questions.length, answers.length, 0, 0]) number(count, 2);
  for (const one of questions) question(one);
  for (const one of answers) {
    question(one);
    number(one.ttl, 4);
    const before = octets.length;
    number(0, 2); // its length is known when it is written: a name may become shorter
    if (one.type === 'CNAME') name(one.data);
    else octets.push(...one.data);
    const length = octets.length - before - 2;
    octets.splice(before, 2, length >> 8, length & 0xff);
  }
  return Uint8Array.from(octets);
}

/** The labels of a name, \DDD as the octet it stands for: 1 to 63 octets each, 255 in all (§2.3.4). */
function labelsOf(text) {
  const bare = text.replace(/\.$/, '');
  const octet = (_all, digits) => String.fromCharCode(Number(digits));
  const labels = bare === '' ? [] : bare.split('.').map((one) => one.replace(/\\(\d{3})/g, octet));
  for (const label of labels) {
    if (/[^\0-\xff]/.test(label)) throw new Error(`${label}: one octet a character, please`);
    if (label.length === 0) throw new Error('a label of no octets stands for the root: at the end');
    if (label.length > 63)
      throw new Error(`a label has 63 octets at the most, not ${label.length}`);
  }
  const octets = labels.reduce((sum, label) => sum + 1 + label.length, 1);
  if (octets > 255) throw new Error(`a name has 255 octets at the most, not ${octets}`);
  return labels;
}

// Try the following:
//   - Write an IPv6 address in its short form (RFC 5952): 2001:db8::1.
//   - Read MX (RFC 1035 §3.3.9) and TXT (§3.3.14) records, too.
//   - How long is the answer for www.sockets.test without pointers? Leave out `places.get` and count.
//   - Ask for 한국.test. The name needs another form: domainToASCII of node:url.
