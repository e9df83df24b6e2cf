import { readdir, readFile, readlink } from 'node:fs/promises';
import { endianness, platform } from 'node:os';
import { join } from 'node:path';
import type { Address } from '../../event/address.ts';
import { shortCommand } from './command-line.ts';
import { type ProcTcpRow, parseProcNetTcp } from './proc-net-tcp.ts';

/** A process that has a socket open. */
export interface Holder {
  readonly pid: number;
  /** Program and first argument, `node server.js`: at most 60 characters, all of them printable. */
  readonly command: string;
}

/** A socket in LISTEN, and who holds it where this user may know. */
export interface Listener {
  readonly address: Address;
  readonly holder?: Holder;
}

/** Bounds on a search that is made for the sake of a message: processes in all, descriptors of each. */
const MOST_PROCESSES = 4096;
const MOST_DESCRIPTORS = 4096;

/**
 * Every TCP socket in LISTEN in this process's network namespace, or those of one `port`; `undefined` where that
 * cannot be known: not on Linux, or `proc` (where proc(5) is mounted) unreadable. Never throws. The table does not tell whether
 * `::` takes IPv4 too, and a socket that is bound and does not listen is not in it.
 */
export async function listeningOn(port?: number, proc = '/proc'): Promise<Listener[] | undefined> {
  if (platform() !== 'linux') return undefined;
  const rows = await readTables(proc);
  const listening = rows?.filter(
    ({ state, local }) => state === 'LISTEN' && (port === undefined || local.port === port),
  );
  if (!listening) return undefined;

  const holders = await findHolders(new Set(listening.map(({ inode }) => inode)), proc);
  return listening.map(({ local, inode }) => {
    const holder = holders.get(inode);
    return holder ? { address: local, holder } : { address: local };
  });
}

/** `node server.js (pid 123)`. */
export function formatHolder({ command, pid }: Holder): string {
  return `${command} (pid ${pid})`;
}

async function readTables(proc: string): Promise<ProcTcpRow[] | undefined> {
  try {
    const ipv4 = await readFile(join(proc, 'net/tcp'), 'latin1');
    const ipv6 = await readFile(join(proc, 'net/tcp6'), 'latin1').catch(emptyIfMissing);
    return parseProcNetTcp(ipv4 + ipv6, endianness());
  } catch {
    return undefined;
  }
}

/** A kernel without IPv6 has no tcp6: nothing listens there, and that is known. */
function emptyIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}

/** Oldest first: of a parent and the children that inherited its socket, the parent is the one to name. */
async function findHolders(
  inodes: ReadonlySet<number>,
  proc: string,
): Promise<ReadonlyMap<number, Holder>> {
  const found = new Map<number, Holder>();
  for (const pid of await processes(proc)) {
    if (found.size === inodes.size) break;
    const held = (await socketsOf(pid, proc)).filter(
      (inode) => inodes.has(inode) && !found.has(inode),
    );
    if (held.length === 0) continue;
    const holder = { pid, command: await commandOf(pid, proc) };
    for (const inode of held) found.set(inode, holder);
  }
  return found;
}

async function processes(proc: string): Promise<number[]> {
  const names = await readdir(proc).catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.sort((one, other) => one - other).slice(-MOST_PROCESSES);
}

/** The inodes of a process's sockets. None when it has ended, or belongs to someone else. */
async function socketsOf(pid: number, proc: string): Promise<number[]> {
  const folder = join(proc, String(pid), 'fd');
  const descriptors = await readdir(folder).catch(() => []);
  const links = await Promise.all(
    descriptors
      .slice(0, MOST_DESCRIPTORS)
      .map((name) => readlink(join(folder, name)).catch(() => '')),
  );
  const inodes = links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]);
  return inodes.filter((inode) => inode !== undefined).map(Number);
}

async function commandOf(pid: number, proc: string): Promise<string> {
  const read = (file: string) => readFile(join(proc, String(pid), file), 'utf8').catch(() => '');
  return shortCommand(await read('cmdline')) || shortCommand(await read('comm')) || '?';
}
