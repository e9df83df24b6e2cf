import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';

/**
 * The text of both tables of a protocol, IPv4's and then IPv6's: those of this process's network namespace. `undefined`
 * where they cannot be read: not on Linux, or no `proc` (where proc(5) is mounted). Never throws.
 */
export async function readInetTables(
  protocol: 'tcp' | 'udp',
  proc: string,
): Promise<string | undefined> {
  if (platform() !== 'linux') return undefined;
  const table = join(proc, 'net', protocol);
  try {
    const ipv4 = await readFile(table, 'latin1');
    const ipv6 = await readFile(`${table}6`, 'latin1').catch(emptyIfMissing);
    return ipv4 + ipv6;
  } catch {
    return undefined;
  }
}

/** A kernel without IPv6 has no tcp6: nothing is bound there, and that is known. */
function emptyIfMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
