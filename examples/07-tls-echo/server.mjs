// An echo server over TLS. Its certificate is its own, made at every start, and written to a file for the client.
//   node examples/07-tls-echo/server.mjs <certificate file> [port]
import { writeFile } from 'node:fs/promises';
import { formatAddress, listenTcp, makeCertificate, serverLayer } from 'sockets';
import { tell } from './tell.mjs';

const [path, port = 9443] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: node server.mjs <certificate file> [port]');
  process.exit(2);
}

// The key never leaves this process. The certificate is for everybody: it says whose key it is.
const { cert, key, fingerprint } = await makeCertificate({ names: ['localhost'] });
await writeFile(path, cert);
console.log(`certificate SHA-256 ${fingerprint}`);

// Echo is what a server does when nobody says otherwise; the layer lies between its connections and their octets.
const server = await listenTcp({ port: Number(port), layer: serverLayer({ cert, key }) }, tell);
console.log(`listening on ${formatAddress(server.address)}`);
process.once('SIGINT', () => server.close());

// Try the following:
//   - Start this server again while the client keeps the old file: copy it first. What does each end tell, and who ends it?
//   - Connect with examples/01-echo/client.mjs, which knows nothing of TLS. What does this server make of "hello"?
//   - makeCertificate({ names: ['sockets.test'] }), and servername: 'sockets.test' at the client. What is a name good for?
//   - serverLayer({ cert, key, maxVersion: 'TLSv1.2' }): what can be read on the way now that could not before?
