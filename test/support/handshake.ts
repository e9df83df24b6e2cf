import { once } from 'node:events';
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { type ConnectionOptions, connect, Server, type TLSSocket, type TlsOptions } from 'node:tls';
import { keepPeerChains } from '../../src/tls/certificate.ts';
import { within } from './deadline.ts';

/** One side of a handshake: its socket as soon as there was one, and what it failed with. */
export interface HandshakeSide {
  readonly socket: TLSSocket | undefined;
  readonly failure: unknown;
}

/** How a handshake over loopback went, by what node:tls told of both sides. Disposing ends both. */
export interface Handshake extends AsyncDisposable {
  readonly client: HandshakeSide;
  readonly server: HandshakeSide;
}

/**
 * Lets two sides of node:tls meet, and resolves when both are done: agreed, or failed. The client judges nothing, so
 * that its verdict can be looked at.
 */
export async function shakeHands(
  serverOptions: TlsOptions,
  clientOptions: ConnectionOptions = {},
): Promise<Handshake> {
  const server = new Server(serverOptions);
  keepPeerChains(server);
  const serverDone = new Promise<HandshakeSide>((resolve) => {
    server.once('secureConnection', (socket) => resolve(quiet({ socket, failure: undefined })));
    server.once('tlsClientError', (failure, socket) => resolve({ socket, failure }));
  });
  const port = await listening(server);
  const options = { servername: 'localhost', rejectUnauthorized: false, ...clientOptions };
  const client = connect({ host: '127.0.0.1', port, ...options });
  const clientDone = done(client, serverDone);
  const [there, here] = await within(Promise.all([serverDone, clientDone]), 'handshake', () => '');
  return {
    client: here,
    server: there,
    async [Symbol.asyncDispose]() {
      here.socket?.destroy();
      there.socket?.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What a client of TLS fails with when a bare socket meets it that does as it likes. */
export async function clientAgainst(act: (peer: Socket) => void): Promise<unknown> {
  const server = createServer((peer) => {
    peer.on('error', () => undefined);
    act(peer);
  });
  const socket = connect({ host: '127.0.0.1', port: await listening(server) });
  const failure = await within(ending(socket), 'end of the client', () => '');
  server.close();
  return failure;
}

/** What a server of TLS fails with when a bare socket meets it that does as it likes. */
export async function serverAgainst(
  options: TlsOptions,
  act: (peer: Socket) => void,
): Promise<unknown> {
  const server = new Server(options);
  const failed = new Promise((resolve) => server.once('tlsClientError', resolve));
  const peer = connectTcp({ host: '127.0.0.1', port: await listening(server) }, () => act(peer));
  peer.on('error', () => undefined);
  const failure = await within(failed, 'failure', () => '');
  peer.destroy();
  server.close();
  return failure;
}

/** Listens on a free port of loopback, which it gives. */
export async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port; // it listens on TCP: not `null`, and no path
}

/** A client that the server refuses may learn of it later than it is done itself (RFC 8446 §4.4.2.4). */
async function done(socket: TLSSocket, serverDone: Promise<HandshakeSide>): Promise<HandshakeSide> {
  const failed = ending(socket);
  const secure = once(socket, 'secureConnect').then(
    () => undefined,
    () => undefined,
  );
  const { failure } = await serverDone;
  if (failure === undefined) await Promise.race([secure, failed]);
  const ended = failure !== undefined || socket.destroyed;
  return { socket, failure: ended ? await failed : undefined };
}

/** Resolves when a socket is gone, with the error that ended it, if one did. */
function ending(socket: TLSSocket): Promise<unknown> {
  let failure: unknown;
  socket.on('error', (error) => {
    failure = error;
  });
  socket.resume();
  return new Promise((resolve) => socket.once('close', () => resolve(failure)));
}

function quiet(side: HandshakeSide): HandshakeSide {
  side.socket?.on('error', () => undefined);
  return side;
}
