import type { Address } from '../../event/address.ts';
import { parseMembers } from './argument-list.ts';
import { unixPath } from './descriptor.ts';
import { parseQuoted } from './escaped.ts';

/** A `struct sockaddr` as strace prints it (ip(7), ipv6(7), unix(7)). */
export interface Sockaddr {
  /** `AF_INET`, `AF_INET6`, `AF_UNIX`, `AF_NETLINK`, `AF_UNSPEC`, ... */
  readonly family: string;
  /** Absent for other families, and for a Unix domain socket without a name. */
  readonly address?: Address;
}

/** Reads `{sa_family=AF_INET, sin_port=htons(9000), sin_addr=inet_addr("127.0.0.1")}`; `undefined` when it is none: NULL, an address in memory. */
export function parseSockaddr(text: string): Sockaddr | undefined {
  const members = parseMembers(text);
  const family = members.get('sa_family');
  if (family === undefined) return undefined;
  const address = READERS[family]?.(members, text);
  return address ? { family, address } : { family };
}

type Reader = (members: ReadonlyMap<string, string>, text: string) => Address | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  AF_INET: (members) => {
    const host = quotedIn(members.get('sin_addr'));
    return withPort(host, members.get('sin_port'));
  },
  AF_INET6: (members, text) => {
    // inet_pton(AF_INET6, "::1", &sin6_addr) has no name of its own, and no text of the peer's stands before it.
    const host = quotedIn(
      /inet_pton\(AF_INET6, "[^"]*"/.exec(text)?.[0] ?? members.get('sin6_addr'),
    );
    const scope = scopeOf(members.get('sin6_scope_id'));
    return withPort(host === undefined ? undefined : host + scope, members.get('sin6_port'));
  },
  AF_UNIX: (members) => {
    const path = unixPath(members.get('sun_path') ?? '');
    return path === undefined ? undefined : { path };
  },
};

function withPort(host: string | undefined, port: string | undefined): Address | undefined {
  const digits = /^htons\((\d{1,5})\)$/.exec(port ?? '')?.[1];
  return host === undefined || digits === undefined ? undefined : { host, port: Number(digits) };
}

/** The text within quotation marks, which -xx spells in hexadecimal. */
function quotedIn(text: string | undefined): string | undefined {
  const quoted = parseQuoted(text?.slice(text.indexOf('"')) ?? '');
  return quoted ? Buffer.from(quoted.octets).toString('latin1') : undefined;
}

function scopeOf(text: string | undefined): string {
  if (text === undefined || text === '0') return '';
  return `%${quotedIn(text) ?? text}`;
}
