import { endianness } from 'node:os';
import type { InternetAddress } from '../../event/address.ts';
import { type Holder, withHolders } from './holders.ts';
import { readInetTables } from './inet-tables.ts';
import { parseProcNetTcp } from './proc-net-tcp.ts';

export { formatHolder } from './holders.ts';

/** A socket that has a port, and who holds it where this user may know. */
export interface BoundSocket {
  readonly address: InternetAddress;
  readonly holder?: Holder;
}

/**
 * Every TCP socket in LISTEN in this process's network namespace, or those of one `port`; `undefined` where that
 * cannot be known: not on Linux, or `proc` (where proc(5) is mounted) unreadable. Never throws. The table does not tell whether
 * `::` takes IPv4 too, and a socket that is bound and does not listen is not in it.
 */
export async function listeningOn(
  port?: number,
  proc = '/proc',
): Promise<BoundSocket[] | undefined> {
  const text = await readInetTables('tcp', proc);
  if (text === undefined) return undefined;
  const listening = parseProcNetTcp(text, endianness()).filter(
    ({ state, local }) => state === 'LISTEN' && (port === undefined || local.port === port),
  );
  const held = await withHolders(listening, proc);
  return held.map(({ local, holder }) =>
    holder ? { address: local, holder } : { address: local },
  );
}
