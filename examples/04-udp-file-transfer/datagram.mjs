// The one form of datagram that both programs send. Numbers stand with their most significant octet first.
//
//     1 octet  4          4        2        length
//   | kind   | transfer | number | length | octets … |

export const KIND = { data: 1, end: 2, acknowledgement: 3 };

/** Octets of the file in one datagram: with all headers it fits into one Ethernet frame, and no router has to cut it. */
export const MOST_OCTETS = 1024;

const HEADER_OCTETS = 11;

/** What both ends print of a transfer's end. */
export const inHex = (digest) => Buffer.from(digest).toString('hex');

export function encode({ kind, transfer, number, octets = new Uint8Array() }) {
  const header = Buffer.alloc(HEADER_OCTETS);
  header.writeUInt8(kind, 0);
  header.writeUInt32BE(transfer, 1);
  header.writeUInt32BE(number, 5);
  header.writeUInt16BE(octets.length, 9);
  return Buffer.concat([header, octets]);
}

/** What a datagram says, or `undefined` when it is not of this form: anybody may send anything to a port. */
export function decode(bytes) {
  const datagram = Buffer.from(bytes);
  if (datagram.length < HEADER_OCTETS) return undefined;
  const octets = datagram.subarray(HEADER_OCTETS);
  if (datagram.readUInt16BE(9) !== octets.length || octets.length > MOST_OCTETS) return undefined;
  return {
    kind: datagram.readUInt8(0),
    transfer: datagram.readUInt32BE(1),
    number: datagram.readUInt32BE(5),
    octets,
  };
}

// Try the following:
//   - A datagram has a border of its own, so the length says nothing new. What does comparing the two still find out?
//   - Would one bit do for the number? Think of a copy that comes late, then of a link that never reorders.
//   - Send more octets in one datagram: 65,496 go, 65,497 do not. Why? And what happens to a large one on the way?
