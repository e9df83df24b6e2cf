import type { SocketEvent } from '../event/event.ts';

/** Nothing else gets into a key log, wherever the event came from. */
const LABEL = /^[A-Z][A-Z0-9_]{0,63}$/;
const DIGITS = /^[0-9a-f]{2,512}$/;

/** The line of a key log that an event tells of (RFC 9850 §2), with its line end; `undefined` for all others. */
export function secretLine(event: SocketEvent): string | undefined {
  if (event.type !== 'tls-secret') return undefined;
  const { label, clientRandom, secret } = event;
  const isLine = LABEL.test(label) && DIGITS.test(clientRandom) && DIGITS.test(secret);
  return isLine ? `${label} ${clientRandom} ${secret}\n` : undefined;
}
