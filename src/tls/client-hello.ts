import type { TlsMessage } from '../event/tls-event.ts';
import type { Cursor } from './cursor.ts';
import {
  EXTENSION,
  type ExtensionReaders,
  type Facts,
  listed,
  readAlpn,
  readExtensions,
  readName,
} from './extensions.ts';
import { cipherName, groupName, versionName } from './names.ts';

/** More than any client of today offers; beyond, a list ends with `…`. */
const MOST_CODES = 64;

const READERS: ExtensionReaders = new Map([
  [EXTENSION.serverName, readServerName],
  [EXTENSION.alpn, readAlpn],
  [EXTENSION.supportedGroups, (body) => ({ groups: named(body.vector(2), groupName) })],
  [EXTENSION.supportedVersions, (body) => ({ versions: named(body.vector(1), versionName) })],
]);

/**
 * What a client asks for, as far as the octets go (RFC 8446 §4.1.2). A client without the extension for them offers the version of
 * its hello, and all before.
 */
export function readClientHello(hello: Cursor): TlsMessage {
  const name = 'client_hello';
  const version = hello.uint(2);
  if (hello.short) return { name };
  hello.take(32); // random
  hello.vector(1); // legacy_session_id
  const ciphers = named(hello.vector(2), cipherName);
  hello.vector(1); // legacy_compression_methods
  return { name, versions: [versionName(version)], ciphers, ...readExtensions(hello, READERS) };
}

/** Only one type of name was ever defined, 0 for a host's (RFC 6066 §3). */
function readServerName(body: Cursor): Facts {
  const list = body.vector(2);
  const type = list.uint(1);
  const name = list.vector(2);
  return type === 0 && name.left > 0 ? { serverName: readName(name) } : {};
}

function named(list: Cursor, nameOf: (code: number) => string): readonly string[] {
  return listed(
    list
      .codes()
      .slice(0, MOST_CODES + 1)
      .map(nameOf),
    MOST_CODES,
  );
}
