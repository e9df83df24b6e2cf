import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Both ends of one connection in this process, each of which ends only when it is told to; and the listener, which is gone when they are. */
export interface ConnectedPair {
  readonly client: Socket;
  readonly server: Socket;
  /** The client's end. */
  readonly mine: number;
  /** Where the listener listens. */
  readonly port: number;
  /** Resolves when all three are closed. */
  readonly closed: () => Promise<void>;
}

/** Connects to a listener of its own on loopback. */
export async function connectedPair(host = '127.0.0.1'): Promise<ConnectedPair> {
  const listener = createServer({ allowHalfOpen: true });
  listener.listen(0, host);
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const client = connect({ port, host, allowHalfOpen: true });
  const [[server]] = (await Promise.all([
    once(listener, 'connection'),
    once(client, 'connect'),
  ])) as [[Socket], unknown];
  const mine = client.localPort ?? 0;
  for (const socket of [client, server]) socket.resume();
  const all = [listener, client, server].map((each) => once(each, 'close'));
  listener.close();
  return { client, server, mine, port, closed: async () => void (await Promise.all(all)) };
}
