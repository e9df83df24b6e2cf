import type { InternetAddress } from '../event/address.ts';
import { type Family, numericFamily, resolve } from '../system/resolve.ts';
import { failureBy } from './failure.ts';
import type { Narrator } from './narrator.ts';
import type { UdpOptions } from './options.ts';

/** Where a socket is to be, and with whom: every host by its number, all of one family. */
export interface Ends {
  readonly family: 4 | 6;
  readonly local: InternetAddress;
  readonly peer: InternetAddress | undefined;
  readonly destination: InternetAddress | undefined;
}

const ANY = { 4: '0.0.0.0', 6: '::' } as const;
const LOOPBACK = { 4: '127.0.0.1', 6: '::1' } as const;

/**
 * Looks up the names among a socket's ends, and tells each lookup. The first of them decides the address family if nobody else
 * did: a socket has one (socket(2)). Throws SocketsError.
 */
export async function findEnds(options: UdpOptions, narrator: Narrator): Promise<Ends> {
  const { host, port = 0, peer, destination, memberships } = options;
  let family: Family = options.family ?? 0;
  const find = async (name: string): Promise<string> => {
    const addresses = await resolve(name, family);
    const [address = name] = addresses;
    if (address !== name) narrator.tell({ type: 'lookup', name, addresses });
    const its = numericFamily(address);
    if (family !== 0 && its !== family) throw failureBy('socket', 'EAFNOSUPPORT');
    family = its;
    return address;
  };
  const findEnd = async (end: InternetAddress | undefined) =>
    end && { host: await find(end.host), port: end.port };

  const bound = host === undefined ? undefined : await find(host);
  const ends = { peer: await findEnd(peer), destination: await findEnd(destination) };
  for (const { group } of memberships ?? []) family ||= numericFamily(group);
  const decided = family === 6 ? 6 : 4;
  const wide = reachesOut(options) ? ANY : LOOPBACK;
  return { family: decided, local: { host: bound ?? wide[decided], port }, ...ends };
}

/** Whether a socket bound to loopback could not do what it is for: it hears no group, and reaches no other machine. */
function reachesOut({ bind, broadcast, memberships, peer, destination }: UdpOptions): boolean {
  return (
    bind === false ||
    broadcast === true ||
    (memberships?.length ?? 0) > 0 ||
    peer !== undefined ||
    destination !== undefined
  );
}
