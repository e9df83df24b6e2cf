// Receives files over UDP: takes each datagram once and in order, and acknowledges all it takes.
//   node examples/04-udp-file-transfer/server.mjs [port]
import { createHash } from 'node:crypto';
import { formatAddress, openUdp } from 'sockets';
import { decode, encode, inHex, KIND } from './datagram.mjs';

/** Tells the steps except each send and receive: a file has too many. */
function tell({ socket, type, code }) {
  if (type !== 'send' && type !== 'receive') console.log(`${socket} ${type} ${code ?? ''}`.trim());
}

/** UDP has no connections: who is in the middle of what is ours to remember, and to bound. */
const MOST_TRANSFERS = 64;
const transfers = new Map();

function begin(name) {
  const [oldest] = transfers.keys();
  if (transfers.size >= MOST_TRANSFERS) transfers.delete(oldest);
  const transfer = { hash: createHash('sha256'), next: 0, octets: 0, twice: 0, digest: undefined };
  transfers.set(name, transfer);
  return transfer;
}

function receive(socket, { bytes, remote }) {
  const datagram = decode(bytes);
  if (datagram?.kind !== KIND.data && datagram?.kind !== KIND.end) return;
  const { kind, number } = datagram;
  const name = `${formatAddress(remote)} ${datagram.transfer}`;
  const transfer = transfers.get(name) ?? (number === 0 ? begin(name) : undefined);
  // A sender that waits for every acknowledgement cannot be ahead of us: not our protocol.
  if (!transfer || number > transfer.next) return;

  if (number < transfer.next) transfer.twice += 1;
  else if (transfer.digest) return;
  else take(transfer, datagram, remote);
  // Again for what we had already: the sender repeats it because our acknowledgement was lost, or is on its way.
  const octets = kind === KIND.end ? transfer.digest : undefined;
  const kindOfAnswer = KIND.acknowledgement;
  socket.sendNow(
    encode({ kind: kindOfAnswer, transfer: datagram.transfer, number, octets }),
    remote,
  );
}

function take(transfer, { kind, octets }, remote) {
  transfer.next += 1;
  if (kind === KIND.data) {
    transfer.hash.update(octets);
    transfer.octets += octets.length;
    return;
  }
  // The transfer stays in the map: the last acknowledgement may be lost like any other.
  transfer.digest = transfer.hash.digest();
  const equal = transfer.digest.equals(octets) ? 'equal' : 'NOT equal';
  const from = formatAddress(remote);
  console.log(`${from} received ${transfer.octets} octets, ${transfer.twice} datagrams twice`);
  console.log(`${from} received SHA-256 ${inHex(transfer.digest)} ${equal}`);
}

const port = Number(process.argv[2] ?? 9000);
const server = await openUdp({ port, receive }, tell);
console.log(`receiving on ${formatAddress(server.address)}`);
process.once('SIGINT', () => server.close());

// Try the following:
//   - Acknowledge only what is new: leave out the answer when number < transfer.next. When does the sender give up?
//   - Delete a transfer from the map as soon as it has ended. Which loss makes the sender give up a file that we have?
//     (TCP keeps a connection in TIME-WAIT for such a reason.)
//   - Keep the file: write to fs.openSync. How can a client that has gone be told from one that is slow?
//   - --corrupt 5% flips bits, and the link's kernel computes the checksum anew: who notices, and when?
