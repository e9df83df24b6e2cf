import * as v from 'valibot';
import type { EventOf } from '../event/event.ts';
import { TLS_CONTENTS, type TlsEvent } from '../event/tls-event.ts';
import { count, data, event, flag, moment, oneOf, text, texts } from './fields.ts';

const by = oneOf(['us', 'peer']);

const message = v.object(
  {
    name: text,
    serverName: v.exactOptional(text),
    alpn: v.exactOptional(texts),
    versions: v.exactOptional(texts),
    ciphers: v.exactOptional(texts),
    groups: v.exactOptional(texts),
    alert: v.exactOptional(text),
  },
  'expected an object',
);

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
