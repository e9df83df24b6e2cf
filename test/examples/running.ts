import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { type RunningProcess, startProgram } from '../support/sockets-process.ts';

/** The folder of the examples. */
export const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

/** Starts an example's program: `01-echo/client.mjs`. */
export function startExample(path: string, ...args: readonly (string | number)[]): RunningProcess {
  return startProgram(process.execPath, [join(EXAMPLES, path), ...args.map(String)]);
}

/** Starts an example's server on a free port, which is its last argument. */
export async function serving(path: string, ...args: readonly string[]) {
  const server = startExample(path, ...args, 0);
  const [, port = ''] = await server.untilOutput(/(?:listening|receiving) on 127\.0\.0\.1:(\d+)/);
  return { server, port };
}

/** Stops a server as Ctrl-C does; all it printed, when it ended well. */
export async function stopped(server: RunningProcess): Promise<string> {
  server.signal('SIGINT');
  const { status, stdout, stderr } = await server.finished();
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.toString();
}

/** The steps one socket told. */
export function stepsOf(output: string, label: string): string[] {
  const lines = output.split('\n').filter((line) => line.startsWith(`${label} `));
  return lines.map((line) => line.split(' ')[1] ?? '');
}
