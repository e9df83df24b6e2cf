import type { TLSSocket } from 'node:tls';

/**
 * Listens for errors at once: right behind the handshake's last record one may come that cannot be read, before anybody else listens.
 * Gives the socket later on, or throws what has broken it by then.
 */
export function unbroken(socket: TLSSocket): () => TLSSocket {
  let broken: Error | undefined;
  socket.on('error', (error) => {
    broken ??= error;
  });
  return () => {
    if (broken) throw broken;
    if (socket.destroyed) throw socket.errored;
    return socket;
  };
}
