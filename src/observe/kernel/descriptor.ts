import { readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The inode of one of this process's sockets, by its descriptor; `undefined` when that is none, or there is no /proc. Asked for at once
 * (no disk is touched), because a number that is closed meanwhile may be given to another file.
 */
export function inodeOf(descriptor: number, proc = '/proc'): number | undefined {
  try {
    return inodeInLink(readlinkSync(join(proc, 'self/fd', String(descriptor))));
  } catch {
    return undefined;
  }
}

/** The number in `socket:[123]`, which is what a link in /proc/[pid]/fd says of a socket (proc_pid_fd(5)). */
export function inodeInLink(link: string): number | undefined {
  const digits = /^socket:\[(\d+)\]$/.exec(link)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
