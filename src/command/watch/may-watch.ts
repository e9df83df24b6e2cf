import { accessSync, constants, statSync } from 'node:fs';
import { platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { SocketsError } from '../../error.ts';
import { tryStrace } from '../../observe/probe.ts';
import { systemCode } from '../../terminal/system-code.ts';

/** What env(1) and shells exit with: there is no such program; it may not be run. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** Throws where nothing can be watched: `not-on-this-system`, `tool-missing`, `watch-forbidden`. */
export async function mayWatch(): Promise<void> {
  if (platform() !== 'linux') {
    throw new SocketsError('system', 'not-on-this-system', { what: 'strace' });
  }
  const tried = await tryStrace();
  if (tried === 'missing') {
    throw new SocketsError('system', 'tool-missing', { tool: 'strace', package: 'strace' });
  }
  if (tried === 'refused') throw new SocketsError('system', 'watch-forbidden', { tool: 'strace' });
}

/** Throws `not-runnable`, with the status of env(1), for what execvp(3) would not run. `path`: what PATH says. */
export function mayRun(program: string, path: string | undefined): void {
  const code = program.includes('/') ? refusal(program) : refusalInPath(program, path);
  if (code === undefined) return;
  const status = code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE;
  throw new SocketsError('usage', 'not-runnable', { program, code }, { status });
}

/** A program that is found and may not be run is told before one that is not found. */
function refusalInPath(program: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const found = path.split(delimiter).map((folder) => refusal(join(folder || '.', program)));
  if (found.includes(undefined)) return undefined;
  return found.find((code) => code !== 'ENOENT' && code !== 'ENOTDIR') ?? 'ENOENT';
}

function refusal(path: string): string | undefined {
  try {
    if (statSync(path).isDirectory()) return 'EISDIR';
    accessSync(path, constants.X_OK);
    return undefined;
  } catch (error) {
    return systemCode(error);
  }
}
