import { endianness } from 'node:os';
import type { InternetAddress } from '../../event/address.ts';
import { type Holder, socketsOf, withHolders } from './holders.ts';
import { readInetTables } from './inet-tables.ts';
import type { BoundSocket } from './listeners.ts';
import { type ProcUdpRow, parseProcNetUdp } from './proc-net-udp.ts';

/** A UDP socket in the kernel's table, and who holds it where this user may know. */
export interface DatagramSocket extends ProcUdpRow {
  readonly holder?: Holder;
}

/** Where to look for a socket, and for which of several that share an address. */
export interface Which {
  /** From `inodeOf` of its descriptor. */
  readonly inode?: number | undefined;
  /** Where proc(5) is mounted. */
  readonly proc?: string;
}

/**
 * Every UDP socket of this process's network namespace that is bound, or those of one `port`; `undefined` where that cannot be
 * known: not on Linux, or `proc` unreadable. Never throws. A socket that was neither bound nor used is not in the table.
 */
export async function datagramSocketsOn(
  port?: number,
  proc = '/proc',
): Promise<DatagramSocket[] | undefined> {
  const rows = await readRows(proc);
  if (!rows) return undefined;
  return withHolders(
    rows.filter(({ local }) => port === undefined || local.port === port),
    proc,
  );
}

/** Who has a UDP port, in the form of `listeningOn`. UDP knows no listeners: whoever is bound, is in the way of another. */
export async function boundOn(port: number, proc = '/proc'): Promise<BoundSocket[] | undefined> {
  const sockets = await datagramSocketsOn(port, proc);
  return sockets?.map(({ local, holder }) =>
    holder ? { address: local, holder } : { address: local },
  );
}

/**
 * How many datagrams the kernel has dropped at the socket that is bound to an address, since it was made. Where several
 * share the address (SO_REUSEADDR), the one with the `inode`, or else this process's own if it has just one. `undefined` where it
 * cannot be known, or the socket is gone. Never throws. It costs one reading of the table, however much is received.
 */
export async function kernelDrops(
  local: InternetAddress,
  { inode, proc = '/proc' }: Which = {},
): Promise<number | undefined> {
  const host = local.host.replace(/%.*$/, ''); // The table knows no zones.
  const rows = (await readRows(proc))?.filter(
    (row) =>
      row.local.port === local.port &&
      row.local.host === host &&
      (inode === undefined || row.inode === inode),
  );
  if (!rows) return undefined;
  const [row, ...others] = rows.length > 1 ? await ours(rows, proc) : rows;
  return others.length === 0 ? row?.drops : undefined;
}

async function ours(rows: readonly ProcUdpRow[], proc: string): Promise<ProcUdpRow[]> {
  const own = new Set(await socketsOf('self', proc));
  return rows.filter(({ inode }) => own.has(inode));
}

async function readRows(proc: string): Promise<ProcUdpRow[] | undefined> {
  const text = await readInetTables('udp', proc);
  return text === undefined ? undefined : parseProcNetUdp(text, endianness());
}
