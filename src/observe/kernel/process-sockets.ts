import { readdir, readFile, readlink } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import type { Address, InternetAddress } from '../../event/address.ts';
import { inodeInLink } from './descriptor.ts';
import { readInetTables } from './inet-tables.ts';
import { parseProcNetTcp } from './proc-net-tcp.ts';
import { parseProcNetUdp } from './proc-net-udp.ts';
import { parseProcNetUnix } from './proc-net-unix.ts';

/** A socket that a process has open, as the kernel's tables have it. */
export interface HeldSocket {
  readonly descriptor: number;
  readonly inode: number;
  /** As strace(1) names it: `TCP`, `TCPv6`, `UDP`, `UDPv6`, `UNIX-STREAM`, `UNIX`. */
  readonly protocol: string;
  readonly local?: Address;
  readonly remote?: Address;
  readonly listening: boolean;
}

/** Descriptors that are looked at. */
const MOST = 4096;

/**
 * The sockets that a process has open: TCP, UDP and Unix, as far as this user may know, in the order of their descriptors. Those of other
 * kinds, or in none of the tables of the process's network, are left out. `proc` is where proc(5) is mounted. Never throws.
 */
export async function socketsOfProcess(process: number, proc = '/proc'): Promise<HeldSocket[]> {
  const folder = join(proc, String(process));
  const names = await readdir(join(folder, 'fd')).catch(() => []);
  const descriptors = names.map(Number).sort((one, other) => one - other);
  const links = await Promise.all(
    descriptors.slice(0, MOST).map(async (descriptor) => {
      const link = await readlink(join(folder, 'fd', String(descriptor))).catch(() => '');
      return { descriptor, inode: inodeInLink(link) };
    }),
  );
  if (links.every(({ inode }) => inode === undefined)) return [];
  const known = await tablesOf(folder);
  return links.flatMap(({ descriptor, inode }) => {
    const row = inode === undefined ? undefined : known.get(inode);
    return row ? [{ descriptor, ...row }] : [];
  });
}

type Row = Omit<HeldSocket, 'descriptor'>;

/** All sockets of the process's network, by inode. */
async function tablesOf(folder: string): Promise<ReadonlyMap<number, Row>> {
  const order = endianness();
  const [tcp = '', udp = '', unix] = await Promise.all([
    readInetTables('tcp', folder),
    readInetTables('udp', folder),
    readFile(join(folder, 'net/unix'), 'utf8').catch(() => ''),
  ]);
  const rows: Row[] = [
    ...parseProcNetTcp(tcp, order).map(({ inode, local, remote, state }) => ({
      ...{ inode, protocol: named('TCP', local), ...ends(local, remote) },
      listening: state === 'LISTEN',
    })),
    ...parseProcNetUdp(udp, order).map(({ inode, local, remote }) => ({
      ...{ inode, protocol: named('UDP', local), ...ends(local, remote), listening: false },
    })),
    ...parseProcNetUnix(unix).map(({ inode, kind, path, listening }) => ({
      ...{ inode, protocol: kind === 'stream' ? 'UNIX-STREAM' : 'UNIX', listening },
      ...(path !== undefined && { local: { path } }),
    })),
  ];
  return new Map(rows.filter(({ inode }) => inode !== 0).map((row) => [row.inode, row]));
}

function named(protocol: string, { host }: InternetAddress): string {
  return host.includes(':') ? `${protocol}v6` : protocol;
}

/** Port 0 is none. */
function ends(local: InternetAddress, remote: InternetAddress): Pick<Row, 'local' | 'remote'> {
  return { ...(local.port !== 0 && { local }), ...(remote.port !== 0 && { remote }) };
}
