// Receives files: 8 octets of length, then so many octets. Answers with the SHA-256 of what came.
//   node examples/03-file-transfer/server.mjs [port]
import { createHash } from 'node:crypto';
import { formatAddress, listenTcp } from 'sockets';

/** Tells the steps except each send and receive: a large file has too many. */
function tell({ socket, type, code }) {
  if (type !== 'send' && type !== 'receive') console.log(`${socket} ${type} ${code ?? ''}`.trim());
}

const LENGTH_OCTETS = 8;

/** One file from one connection. */
function receiveFile(connection) {
  const hash = createHash('sha256');
  let header = Buffer.alloc(0);
  let missing; // not known before the header is complete

  function receive(_connection, octets) {
    if (missing === undefined) {
      // Even eight octets may come in two reads, and the file's first ones together with them.
      header = Buffer.concat([header, octets]);
      if (header.length < LENGTH_OCTETS) return;
      missing = header.readBigUInt64BE(0);
      octets = header.subarray(LENGTH_OCTETS);
    }
    missing -= BigInt(octets.length);
    hash.update(octets);
    if (missing === 0n) answer(hash.digest('hex'));
    if (missing < 0n) connection.reset(); // more than was announced: not our protocol
  }

  function answer(checksum) {
    console.log(`${connection.label} received SHA-256 ${checksum}`);
    connection.send(`${checksum}\n`);
    connection.end();
  }

  function endOfStream() {
    if (missing !== 0n) console.log(`${connection.label} cut short: ${missing ?? 'all'} missing`);
  }
  return { receive, endOfStream };
}

const port = Number(process.argv[2] ?? 9000);
const server = await listenTcp({ port, serve: receiveFile }, tell);
console.log(`listening on ${formatAddress(server.address)}`);
process.once('SIGINT', () => server.close());

// Try the following:
//   - Print octets.length in `receive`. Are the pieces those the client sent?
//   - Stop the client with Ctrl-C in the middle of a large file. Which steps come, and what does this server know?
//   - Keep the file: write to fs.createWriteStream, and connection.hold() until its 'drain'.
//   - Why does the length come first? Let the end of stream say where the file ends: what can go unnoticed then?
