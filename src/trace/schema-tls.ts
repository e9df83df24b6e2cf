import * as v from 'valibot';
import type { EventOf } from '../event/event.ts';
import { TLS_CONTENTS, type TlsEvent } from '../event/tls-event.ts';
import { count, data, event, flag, moment, object, oneOf, text, texts } from './fields.ts';

const by = oneOf(['us', 'peer']);

const message = object({
  name: text,
  serverName: v.exactOptional(text),
  alpn: v.exactOptional(texts),
  versions: v.exactOptional(texts),
  ciphers: v.exactOptional(texts),
  groups: v.exactOptional(texts),
  alert: v.exactOptional(text),
});

/** Octets of a client random (RFC 8446 §4.1.2). */
const RANDOM = 32;
/** Octets of a secret: real ones are as long as a hash, or have the 48 of TLS 1.2. */
const LONGEST_SECRET = 256;

const labelled = 'expected the label of a key log';

/** So many octets in hexadecimal digits, at the most. */
function digits(most: number) {
  const wanted = `expected small hexadecimal digits of at most ${most} octets`;
  return v.pipe(
    v.string(wanted),
    v.maxLength(2 * most, wanted),
    v.regex(/^([0-9a-f]{2})+$/, wanted),
  );
}

/** What happens to the security layer over a stream. */
export const TLS_SCHEMAS = {
  'tls-record': v.pipe(
    event('tls-record', {
      by,
      content: oneOf(TLS_CONTENTS, 'a content type of TLS'),
      version: text,
      length: count,
      readable: flag,
      messages: v.array(message, 'expected an array'),
      data,
    }),
    v.check(
      ({ length, data }) => data.length <= length + 5,
      'data: more octets than "length" says',
    ),
  ),
  'tls-secret': event('tls-secret', {
    label: v.pipe(v.string(labelled), v.regex(/^[A-Z][A-Z0-9_]{0,63}$/, labelled)),
    clientRandom: digits(RANDOM),
    secret: digits(LONGEST_SECRET),
  }),
  'tls-certificate': event('tls-certificate', {
    by,
    depth: count,
    subject: text,
    issuer: text,
    names: texts,
    notBefore: moment,
    notAfter: moment,
    fingerprint: text,
  }),
  'tls-verdict': event('tls-verdict', {
    trusted: flag,
    reason: v.exactOptional(text),
    name: v.exactOptional(text),
    enforced: flag,
  }),
  'tls-agreed': event('tls-agreed', {
    version: text,
    cipher: text,
    group: v.exactOptional(text),
    alpn: v.exactOptional(text),
    resumed: flag,
    elapsed: count,
  }),
} as const satisfies {
  readonly [Type in TlsEvent['type']]: v.GenericSchema<unknown, EventOf<Type>>;
};
