import type { TlsMessage } from '../event/tls-event.ts';
import type { Cursor } from './cursor.ts';

/** What can be read in a message, apart from its name. */
export type Facts = Omit<TlsMessage, 'name'>;

/** What is read in each kind of extension, by the code of its type (RFC 8446 §4.2). */
export type ExtensionReaders = ReadonlyMap<number, (body: Cursor) => Facts>;

/** The types of extensions that are read (RFC 8446 §4.2). */
export const EXTENSION = {
  serverName: 0,
  supportedGroups: 10,
  alpn: 16,
  supportedVersions: 43,
  keyShare: 51,
} as const;

/** The longest host name (RFC 1035 §2.3.4), and the longest name of a protocol (RFC 7301 §3.1). */
const LONGEST_NAME = 255;
const MOST_PROTOCOLS = 32;

/** What the list of extensions at the end of a hello says. Hellos before TLS 1.2 may have none. Where a type comes twice, the first is taken. */
export function readExtensions(hello: Cursor, readers: ExtensionReaders): Facts {
  let facts: Facts = {};
  if (hello.left === 0) return facts;
  const list = hello.vector(2);
  while (list.left > 0) {
    const read = readers.get(list.uint(2));
    const body = list.vector(2);
    if (read) facts = { ...read(body), ...facts };
  }
  return facts;
}

/** Application protocols: all that the client offers, or the one the server chose (RFC 7301 §3.1). */
export function readAlpn(body: Cursor): Facts {
  const names: string[] = [];
  const list = body.vector(2);
  while (list.left > 0) names.push(readName(list.vector(1)));
  return { alpn: listed(names, MOST_PROTOCOLS) };
}

/** A name that the peer sent, of which any octet may be anything: all but printable ASCII, and the backslash, as `\x1b`. */
export function readName(name: Cursor): string {
  const octets = name.take(Math.min(name.left, LONGEST_NAME));
  const shown = Array.from(octets, (octet) =>
    octet < 0x20 || octet > 0x7e || octet === 0x5c
      ? `\\x${octet.toString(16).padStart(2, '0')}`
      : String.fromCharCode(octet),
  );
  return shown.join('') + (name.left > 0 ? '…' : '');
}

/** The first `most` of a list, and `…` where there are more. */
export function listed(names: readonly string[], most: number): readonly string[] {
  return names.length > most ? [...names.slice(0, most), '…'] : names;
}
