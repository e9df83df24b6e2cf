import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { fromSystem } from './failure.ts';

/** 4 or 6 to insist on an address family, 0 for either. */
export type Family = 0 | 4 | 6;

/** The family of a numeric address; 0 for a name. */
export function numericFamily(host: string): Family {
  if (isIP(host) === 4) return 4;
  return isIP(host) === 6 ? 6 : 0;
}

/** The numeric addresses of `host`: itself when it is one, else getaddrinfo(3)'s. Throws SocketsError. */
export async function resolve(host: string, family: Family = 0): Promise<readonly string[]> {
  if (numericFamily(host) !== 0) return [host];
  try {
    const found = await lookup(host, { family, all: true, verbatim: true });
    return found.map(({ address }) => address);
  } catch (cause) {
    throw fromSystem(cause, { call: 'getaddrinfo', host, port: 0 });
  }
}
