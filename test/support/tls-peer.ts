import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { within } from './deadline.ts';
import { Peer } from './peer.ts';

/** A bare client of TLS, which trusts `ca` and asks for `localhost`; resolves when the handshake is complete. */
export async function connectTls(port: number, ca: string): Promise<Peer & { socket: TLSSocket }> {
  const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca });
  const peer = Object.assign(new Peer(socket), { socket });
  await within(once(socket, 'secureConnect'), 'handshake', () => '');
  return peer;
}
