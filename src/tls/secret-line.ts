import type { EventOf } from '../event/event.ts';

/** What a line of a key log says. */
export type Secret = Pick<EventOf<'tls-secret'>, 'label' | 'clientRandom' | 'secret'>;

/** Label, client random and secret, a space between (RFC 9850 §2). */
const LINE = /^([A-Z][A-Z0-9_]*) ((?:[\da-f]{2})+) ((?:[\da-f]{2})+)\n?$/i;

/** Reads a line as OpenSSL writes it; `undefined` for any other. */
export function parseSecretLine(line: string): Secret | undefined {
  const [, label, clientRandom, secret] = LINE.exec(line) ?? [];
  if (label === undefined || clientRandom === undefined || secret === undefined) return undefined;
  return { label, clientRandom: clientRandom.toLowerCase(), secret: secret.toLowerCase() };
}
