import type { Address, InternetAddress } from '../../event/address.ts';
import { noteEnd } from './argument-list.ts';
import { parseQuoted, unescapeText } from './escaped.ts';

/** What strace's -yy tells of the socket behind a descriptor. It asks the kernel each time, and keeps some answers: an address may be old. */
export interface SocketNote {
  /** `TCP`, `TCPv6`, `UDP`, `UDPv6`, `UNIX`, `UNIX-STREAM`, `NETLINK`, ... as the kernel names it; absent in `socket:[123]`. */
  readonly protocol?: string;
  /** The number in the link `socket:[inode]` of /proc/[pid]/fd. */
  readonly inode?: number;
  /** A Unix domain socket's: the socket at the other end. */
  readonly peerInode?: number;
  readonly local?: Address;
  readonly remote?: Address;
}

/** A file descriptor as an argument or a result. */
export interface Descriptor {
  readonly number: number;
  /** `other` is a file, a pipe, ...; `unknown` has no note (no -y, or the descriptor was not open). */
  readonly what: 'socket' | 'other' | 'unknown';
  readonly note?: SocketNote;
}

/** Reads `4<TCP:[127.0.0.1:9000->127.0.0.1:44042]>`, `3</dev/null<char 1:3>>`, `5`; `undefined` when it is none. strace(1), -y. */
export function parseDescriptor(text: string): Descriptor | undefined {
  const digits = /^\d{1,10}(?=<|$|\s)/.exec(text)?.[0];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (text.charAt(digits.length) !== '<') return { number, what: 'unknown' };
  const end = noteEnd(text, digits.length);
  const note = parseNote(text.slice(digits.length + 1, end < 0 ? text.length : end));
  return note ? { number, what: 'socket', note } : { number, what: 'other' };
}

/** The protocols' names are in capitals; `anon_inode:[...]`, `pipe:[...]` and `mnt:[...]` are no sockets. */
const SOCKET = /^(?:socket|([A-Z][\w-]*)):\[([\s\S]*)\]$/;

function parseNote(text: string): SocketNote | undefined {
  // -xx spells it in hexadecimal where the kernel named no protocol.
  const match = SOCKET.exec(text.startsWith('\\x') ? unescapeText(text) : text);
  if (!match) return undefined;
  const [, protocol, inner = ''] = match;
  const named = protocol === undefined ? {} : { protocol };
  if (/^\d{1,15}$/.test(inner)) return { ...named, inode: Number(inner) };
  return { ...named, ...(protocol?.startsWith('UNIX') ? unixNames(inner) : inetNames(inner)) };
}

function unixNames(inner: string): Omit<SocketNote, 'protocol'> {
  const [, inode, peer, name] = /^(\d{1,15})(?:->(\d{1,15}))?(?:,([\s\S]*))?$/.exec(inner) ?? [];
  const path = name === undefined ? undefined : unixPath(name);
  return {
    ...(inode === undefined ? {} : { inode: Number(inode) }),
    ...(peer === undefined ? {} : { peerInode: Number(peer) }),
    ...(path === undefined ? {} : { local: { path } }),
  };
}

function inetNames(inner: string): Omit<SocketNote, 'protocol'> {
  const [first = '', second = ''] = inner.split('->');
  const local = inetName(first);
  const remote = inetName(second);
  return { ...(local ? { local } : {}), ...(remote ? { remote } : {}) };
}

function inetName(text: string): InternetAddress | undefined {
  const [, six, four, port] = /^(?:\[([\dA-Fa-f:.%\w]+)\]|([\d.]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = six ?? four;
  return host === undefined ? undefined : { host, port: Number(port) };
}

/** The name in `"/tmp/x.sock"` or `@"name"` (Linux's abstract namespace, unix(7)); `undefined` where it is empty. */
export function unixPath(text: string): string | undefined {
  const isAbstract = text.startsWith('@');
  const octets = parseQuoted(isAbstract ? text.slice(1) : text)?.octets;
  if (!octets) return undefined;
  const name = Buffer.from(octets).toString('utf8');
  if (isAbstract) return `@${name}`;
  return name === '' ? undefined : name.replace(/^\0/, '@');
}
