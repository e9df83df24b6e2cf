import { addAbortListener, once } from 'node:events';
import type { Socket } from 'node:net';
import { SocketsError } from '../error.ts';
import { type Address, formatAddress } from '../event/address.ts';
import type { Labels } from '../event/label.ts';
import type { Layer } from './layer.ts';

/** How to connect, whatever kind of stream it is. */
export interface OpeningOptions {
  /** Give up when no answer came for so many milliseconds. */
  readonly connectTimeout?: number;
  /** Gives up when aborted; once the connection is established it does nothing more. */
  readonly signal?: AbortSignal;
  /** End the connection after so many milliseconds without an octet either way. */
  readonly idleTimeout?: number;
  readonly labels?: Labels;
  /** What lies between the connection and its octets. Default: nothing. */
  readonly layer?: Layer;
}

/** Resolves when a socket that connects is connected. Throws what Node throws. */
export async function connected(socket: Socket): Promise<void> {
  await once(socket, 'connect');
}

/** Destroys a socket that takes too long, or is not wanted any more, until disposed. */
export function limited(socket: Socket, to: Address, options: OpeningOptions): Disposable {
  const { connectTimeout, signal } = options;
  const address = formatAddress(to);
  const timer =
    connectTimeout === undefined
      ? undefined
      : setTimeout(() => {
          const seconds = connectTimeout / 1000;
          socket.destroy(new SocketsError('peer', 'connect-timeout', { address, seconds }));
        }, connectTimeout);
  const listener =
    signal &&
    addAbortListener(signal, () => {
      socket.destroy(new SocketsError('usage', 'interrupted', { address }));
    });
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      listener?.[Symbol.dispose]();
    },
  };
}
