import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Piece } from './recorded.ts';

/** Has a server listen on a free port of loopback; gives the port. */
export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Passes connections on to a port of loopback, and adds to `pieces` what each read(2) gave. */
export function relayTo(port: number, pieces: Piece[]): Server {
  const pass = (from: Socket, to: Socket, side: Piece['from']) => {
    from.on('data', (octets: Buffer) => {
      pieces.push({ from: side, octets });
      to.write(octets);
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
  };
  return createServer({ allowHalfOpen: true }, (client) => {
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    pass(client, server, 'client');
    pass(server, client, 'server');
  });
}
