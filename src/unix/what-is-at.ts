import { once } from 'node:events';
import { lstat, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import { systemError } from '../system/failure.ts';

/**
 * What stands at a path: nothing, not even a folder for it; a socket that somebody has (`listener`) or nobody (`stale`); or something
 * else. `unknown` where we may not look.
 */
export type Found = 'nothing' | 'no-folder' | 'listener' | 'stale' | 'no-socket' | 'unknown';

/**
 * Looks at a file's path, not an abstract name. Whether anybody listens is asked by connecting: a listener sees a connection that ends
 * at once.
 */
export async function whatIsAt(path: string): Promise<Found> {
  const kind = await kindOf(path);
  if (kind !== 'socket') return kind;
  const socket = new Socket();
  try {
    const answered = once(socket, 'connect');
    socket.connect({ path });
    await answered;
    return 'listener';
  } catch (error) {
    const { code } = systemError(error);
    if (code === 'ECONNREFUSED') return 'stale';
    // EAGAIN: its accept queue is full. EPROTOTYPE: it has a socket of another kind, for datagrams.
    return code === 'EAGAIN' || code === 'EPROTOTYPE' ? 'listener' : 'unknown';
  } finally {
    socket.destroy();
  }
}

async function kindOf(path: string): Promise<Exclude<Found, 'listener' | 'stale'> | 'socket'> {
  try {
    return (await lstat(path)).isSocket() ? 'socket' : 'no-socket';
  } catch (error) {
    const { code } = systemError(error);
    if (code === 'ENOTDIR') return 'no-folder';
    if (code !== 'ENOENT') return 'unknown';
  }
  // A path that ends with a slash is a folder's own.
  const folder = path.endsWith('/') ? path : dirname(path);
  const found = await stat(folder).catch(() => undefined);
  return found?.isDirectory() ? 'nothing' : 'no-folder';
}
