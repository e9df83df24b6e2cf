import type { TlsMessage } from '../event/tls-event.ts';
import type { Cursor } from './cursor.ts';
import { EXTENSION, type ExtensionReaders, readAlpn, readExtensions } from './extensions.ts';
import { cipherName, groupName, versionName } from './names.ts';

const READERS: ExtensionReaders = new Map([
  [EXTENSION.alpn, readAlpn],
  [EXTENSION.supportedVersions, (body) => ({ versions: [versionName(body.uint(2))] })],
  [EXTENSION.keyShare, (body) => ({ groups: [groupName(body.uint(2))] })],
]);

/** The random of a hello that asks the client to begin again, with another group: SHA-256 of "HelloRetryRequest" (RFC 8446 §4.1.3). */
const RETRY = [
  ...[
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
  ],
  ...[
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
  ],
];

/**
 * What the server chose, as far as the octets go (RFC 8446 §4.1.3). In TLS 1.3 the application protocol is encrypted; in TLS 1.2 the
 * group comes later, with `server_key_exchange`. Named `hello_retry_request` where it is one (RFC 8446 §4.1.4).
 */
export function readServerHello(hello: Cursor): TlsMessage {
  const version = hello.uint(2);
  const random = hello.take(32);
  const name = RETRY.every((octet, at) => octet === random[at])
    ? 'hello_retry_request'
    : 'server_hello';
  hello.vector(1); // legacy_session_id_echo
  const cipher = hello.uint(2);
  hello.uint(1); // legacy_compression_method
  if (hello.short) return { name };
  return {
    name,
    versions: [versionName(version)],
    ciphers: [cipherName(cipher)],
    ...readExtensions(hello, READERS),
  };
}

const NAMED_CURVE = 3;

/**
 * The group of a key exchange before TLS 1.3 (RFC 8422 §5.4). Its form depends on the `cipher` chosen, by name: other key exchanges
 * than ECDHE begin with something else.
 */
export function readServerKeyExchange(body: Cursor, cipher: string | undefined): TlsMessage {
  const name = 'server_key_exchange';
  if (!cipher || !/^TLS_ECDHE?_(?:RSA|ECDSA|anon)_/.test(cipher)) return { name };
  const isNamed = body.uint(1) === NAMED_CURVE;
  const group = body.uint(2);
  return isNamed && !body.short ? { name, groups: [groupName(group)] } : { name };
}
