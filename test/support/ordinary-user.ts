import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOf } from './tools.ts';

/** Whether the tests run as root. */
export const ROOT = process.getuid?.() === 0;

/** What runs a program as an ordinary user: nothing, when we are one. */
export const ORDINARY: readonly string[] = ROOT
  ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', '--']
  : [];

/** A folder for PATH in which these programs are, and no others. */
export function pathWith(...names: readonly string[]): Disposable & { readonly PATH: string } {
  const PATH = mkdtempSync(join(tmpdir(), 'sockets-path-'));
  for (const name of names) symlinkSync(pathOf(name) ?? `/bin/${name}`, join(PATH, name));
  return { PATH, [Symbol.dispose]: () => rmSync(PATH, { recursive: true }) };
}
