import { readFile, readlink, realpath } from 'node:fs/promises';
import { platform } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { type Holder, withHolders } from './holders.ts';
import { type ProcUnixRow, parseProcNetUnix } from './proc-net-unix.ts';

/** A socket that listens at a path, and who holds it where this user may know. */
export interface PathListener {
  /** As it was bound, which may be relative. */
  readonly path: string;
  readonly holder?: Holder;
}

/** Octets of an address's path (`sun_path`, unix(7)). */
const WHOLE_NAME = 108;

/**
 * Every Unix domain socket of this process's network namespace; `undefined` where that cannot be known: not on Linux, or `proc` (where
 * proc(5) is mounted) unreadable. Never throws.
 */
export async function unixSockets(proc = '/proc'): Promise<ProcUnixRow[] | undefined> {
  if (platform() !== 'linux') return undefined;
  try {
    return parseProcNetUnix(await readFile(join(proc, 'net/unix'), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Who listens at a path, or at an abstract name (`@name`). Two, when a file was removed and bound anew: the one before listens on,
 * and cannot be reached. `undefined` where the kernel's table does not decide it: it has paths as they were bound, and of a
 * relative one only the folder its holder is in now says where it is. It is the table of this network namespace, whatever became of the
 * files since: whether anybody answers, connecting tells. Never throws.
 */
export async function listeningAt(
  path: string,
  proc = '/proc',
): Promise<PathListener[] | undefined> {
  const bound = (await unixSockets(proc))?.flatMap(({ path: name, inode, listening }) =>
    listening && name !== undefined ? { path: name, inode } : [],
  );
  if (!bound) return undefined;
  if (path.startsWith('@')) {
    const named = bound.filter((socket) => isSameName(socket.path, path));
    return (await withHolders(named, proc)).map(shown);
  }

  const alike = bound.filter((socket) => basename(socket.path) === basename(path));
  const held = (await withHolders(alike, proc)).filter((socket) => !socket.path.startsWith('@'));
  const wanted = await placeOf(resolve(path));
  const verdicts = await Promise.all(held.map((socket) => isAt(socket, wanted, proc)));
  const there = held.filter((_, index) => verdicts[index]).map(shown);
  return there.length === 0 && verdicts.includes(undefined) ? undefined : there;
}

function shown({ path, holder }: PathListener): PathListener {
  return holder ? { path, holder } : { path };
}

/** A program that gives the whole address as its length (Node before 22) fills the name up with NULs. */
function isSameName(bound: string, name: string): boolean {
  const filler = Math.max(0, WHOLE_NAME - Buffer.byteLength(name));
  return bound === name || bound === name + '@'.repeat(filler);
}

async function isAt(
  { path, holder }: PathListener,
  wanted: string,
  proc: string,
): Promise<boolean | undefined> {
  if (isAbsolute(path)) return (await placeOf(path)) === wanted;
  if (!holder) return undefined;
  const folder = await readlink(join(proc, String(holder.pid), 'cwd')).catch(() => undefined);
  const there = folder !== undefined && (await placeOf(resolve(folder, path))) === wanted;
  // It may have been bound in another folder.
  return there || undefined;
}

/** The one spelling of a path whose folder may be reached through links. */
async function placeOf(path: string): Promise<string> {
  const folder = dirname(path);
  return join(await realpath(folder).catch(() => folder), basename(path));
}
