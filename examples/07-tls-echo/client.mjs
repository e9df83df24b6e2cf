// An echo client over TLS: trusts the one certificate in a file, and nobody else.
//   node examples/07-tls-echo/client.mjs <certificate file> [port] [text]
import { readFile } from 'node:fs/promises';
import { clientLayer, connectTcp, SocketsError } from 'sockets';
import { tell } from './tell.mjs';

const [path, port = 9443, text = 'hello, secret\n'] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: node client.mjs <certificate file> [port] [text]');
  process.exit(2);
}
const ca = await readFile(path, 'utf8');

try {
  const layer = clientLayer({ ca }, 'localhost');
  const client = await connectTcp({ port: Number(port), layer }, tell);
  client.send(text);
  client.end();

  let echoed = '';
  const utf8 = new TextDecoder();
  for await (const octets of client) echoed += utf8.decode(octets, { stream: true });
  await client.closed;
  console.log(`sent   ${JSON.stringify(text)}`);
  console.log(`echoed ${JSON.stringify(echoed)}`);
  process.exitCode = echoed === text ? 0 : 1;
} catch (error) {
  if (!(error instanceof SocketsError)) throw error;
  console.log(`no connection: ${error.code}`);
  process.exitCode = 1;
}

// Try the following:
//   - Leave out `ca`. Why does the client refuse, though the encryption would be the same?
//   - clientLayer({ insecure: true }, 'localhost'): it works again. Against whom does it protect now, and against whom not?
//   - Put 'nobody.test' in place of 'localhost'. At which step does the connection end? Was anything of the text sent?
