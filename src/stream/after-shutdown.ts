import type { Socket } from 'node:net';

/**
 * Whether a shutdown(2) of one of the sockets is on its way: it takes a turn of the event loop, and meanwhile libuv cannot reset. Then
 * `act` is called after it. One that only waits behind octets is not on its way.
 */
export function afterShutdown(sockets: readonly Socket[], act: () => void): boolean {
  const shutting = sockets.find(
    ({ writableEnded, writableFinished, writableLength }) =>
      writableEnded && !writableFinished && writableLength === 0,
  );
  shutting?.once('finish', act);
  return shutting !== undefined;
}
