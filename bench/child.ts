import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The built program. */
export const SOCKETS = fileURLToPath(new URL('../dist/bin/sockets.js', import.meta.url));

/** Longer than this, and nothing that a benchmark waits for will come. ms */
const PATIENCE = 30_000;

const running = new Set<ChildProcess>();

/** Starts a program that `endAll` ends, whatever happens. */
export function start(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1', ...options.env };
  return watched(spawn(command, args, { ...options, env }));
}

/** Remembers a child until it is gone. */
export function watched(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends, by their own ids, all children that are left. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Resolves when a child is gone and all it said has been read. Rejects when it does not go. */
export async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await once(child, 'close', { signal: AbortSignal.timeout(PATIENCE) });
}

/** What `pattern` finds in what a stream says, which is read, and thrown away, to its end. */
export function awaitText(stream: Readable | null, pattern: RegExp): Promise<RegExpExecArray> {
  if (!stream) throw new Error('there is no pipe to read from');
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`no ${pattern} in: ${said}`)), PATIENCE);
    const look = (bytes: Buffer) => {
      said += bytes.toString();
      const found = pattern.exec(said);
      if (!found) return;
      clearTimeout(timer);
      stream.off('data', look);
      stream.resume();
      resolve(found);
    };
    stream.on('data', look);
    stream.on('end', () => reject(new Error(`ended without ${pattern}: ${said}`)));
  });
}

/** Rejects with a name for what did not come in time. */
export function inTime<Value>(what: Promise<Value>, name: string): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${name} in time`)), PATIENCE);
    what.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
