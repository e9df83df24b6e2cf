import { accessSync, constants } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'vitest';

/** Something a test cannot do without. `missing` says why it is not there; `undefined` when it is. */
export interface Requirement {
  readonly missing: string | undefined;
  /** Whether CI has to provide it: then a test that misses it fails there. */
  readonly owed: boolean;
}

/** An ordinary user's PATH leaves them out; what the toolkit starts is looked for there, too. */
const ADMINISTRATORS = ['/usr/sbin', '/sbin'];

/** A program on the PATH, and the Debian package that has it. */
export function program(name: string, debianPackage = name): Requirement {
  const missing = pathOf(name) ? undefined : `needs ${name}: apt-get install ${debianPackage}`;
  return { missing, owed: true };
}

/** A fact of this machine, which nobody can install. */
export function machine(holds: boolean, otherwise: string): Requirement {
  return { missing: holds ? undefined : otherwise, owed: false };
}

export const NC = program('nc', 'netcat-openbsd');
export const NCAT = program('ncat');
export const SOCAT = program('socat');
export const NFT = program('nft', 'nftables');
export const TC = program('tc', 'iproute2');
export const TCPDUMP = program('tcpdump');
export const STRACE = program('strace');
export const SCRIPT = program('script', 'bsdutils');
export const LINUX = machine(process.platform === 'linux', 'needs Linux: /proc, /dev/full');
export const IPV6 = machine(hasIpv6(), 'needs IPv6 on loopback');

/** A test that is skipped, with the reason in its name, where something it needs is missing; in CI it fails instead. */
export function testNeeding(
  requirements: readonly Requirement[],
  name: string,
  run: () => Promise<void>,
  timeout?: number,
): void {
  const lacking = requirements.find(({ missing }) => missing !== undefined);
  if (!lacking?.missing) {
    test(name, run, timeout);
    return;
  }
  const { missing, owed } = lacking;
  const { CI } = process.env;
  test.skipIf(!(owed && CI))(`${name} (${missing})`, () => {
    throw new Error(missing);
  });
}

/** Where a program is, if it is on the PATH, or among those for administrators. */
export function pathOf(name: string): string | undefined {
  const { PATH = '' } = process.env;
  return [...PATH.split(delimiter), ...ADMINISTRATORS]
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasIpv6(): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  return addresses.some(({ address }) => address === '::1');
}
