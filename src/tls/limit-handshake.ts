import type { Duplex } from 'node:stream';
import { SocketsError } from '../error.ts';
import { formatAddress } from '../event/address.ts';
import type { Narrator } from '../stream/narrator.ts';
import { HANDSHAKE_TIMEOUT } from './options.ts';

/** Destroys what lies beneath a handshake that takes longer than `milliseconds`, until disposed: `tls-handshake-timeout`. */
export function limitHandshake(
  beneath: Duplex,
  { remote }: Narrator,
  milliseconds = HANDSHAKE_TIMEOUT,
): Disposable {
  const timer = setTimeout(() => {
    const facts = { address: formatAddress(remote), seconds: milliseconds / 1000 };
    beneath.destroy(new SocketsError('peer', 'tls-handshake-timeout', facts));
  }, milliseconds);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
