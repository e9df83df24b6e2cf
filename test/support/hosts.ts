import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from './tools.ts';

// In its own mount namespace a program can be given its own /etc/hosts; nobody else sees it.
const UNSHARE = ['unshare', '--user', '--map-root-user', '--mount'];
const BIND = 'mount --bind "$0" /etc/hosts && exec "$@"';

/** What runs a program with an /etc/hosts of our own: to be put before its command line. */
export function withHosts(...lines: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sockets-hosts-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const file = join(folder, 'hosts');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return [...UNSHARE, 'sh', '-c', BIND, file];
}

const [command = '', ...args] = withHosts('127.0.0.1 localhost');

/** Whether this machine lets a user have a mount namespace. */
export const OWN_HOSTS = machine(
  spawnSync(command, [...args, 'true']).status === 0,
  'needs unshare and user namespaces',
);

/** What runs a program in a network of its own, in which nothing is reachable. */
export const NO_NETWORK = ['unshare', '--user', '--map-root-user', '--net'];

/** Whether this machine lets a user have a network namespace. */
export const OWN_NETWORK = machine(
  spawnSync('unshare', [...NO_NETWORK.slice(1), 'true']).status === 0,
  'needs unshare and user namespaces',
);
