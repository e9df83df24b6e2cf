import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { shortCommand } from './command-line.ts';
import { inodeInLink } from './descriptor.ts';

/** A process that has a socket open. */
export interface Holder {
  readonly pid: number;
  /** Program and first argument, `node server.js`: at most 60 characters, all of them printable. */
  readonly command: string;
}

/** Bounds on a search that is made for the sake of a message: processes in all, descriptors of each. */
const MOST_PROCESSES = 4096;
const MOST_DESCRIPTORS = 4096;

/** `node server.js (pid 123)`. */
export function formatHolder({ command, pid }: Holder): string {
  return `${command} (pid ${pid})`;
}

/** The rows, each with the process that holds its socket where this user may know. `proc` is where proc(5) is mounted. */
export async function withHolders<Row extends { readonly inode: number }>(
  rows: readonly Row[],
  proc: string,
): Promise<(Row & { readonly holder?: Holder })[]> {
  const holders = await findHolders(new Set(rows.map(({ inode }) => inode)), proc);
  return rows.map((row) => {
    const holder = holders.get(row.inode);
    return holder ? { ...row, holder } : row;
  });
}

/**
 * Who has these sockets open, by their inodes: in the first 4096 descriptors of the latest 4096 processes that this user may
 * look into. Oldest first: of a parent and the children that inherited its socket, the parent is the one to name. Never throws.
 */
export async function findHolders(
  inodes: ReadonlySet<number>,
  proc: string,
): Promise<ReadonlyMap<number, Holder>> {
  const found = new Map<number, Holder>();
  if (inodes.size === 0) return found;
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

/** The inodes of a process's sockets. None when it has ended, or belongs to someone else. */
export async function socketsOf(pid: number | 'self', proc: string): Promise<number[]> {
  const folder = join(proc, String(pid), 'fd');
  const descriptors = await readdir(folder).catch(() => []);
  const links = await Promise.all(
    descriptors
      .slice(0, MOST_DESCRIPTORS)
      .map((name) => readlink(join(folder, name)).catch(() => '')),
  );
  return links.map(inodeInLink).filter((inode) => inode !== undefined);
}

async function processes(proc: string): Promise<number[]> {
  const names = await readdir(proc).catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.sort((one, other) => one - other).slice(-MOST_PROCESSES);
}

async function commandOf(pid: number, proc: string): Promise<string> {
  const read = (file: string) => readFile(join(proc, String(pid), file), 'utf8').catch(() => '');
  return shortCommand(await read('cmdline')) || shortCommand(await read('comm')) || '?';
}
