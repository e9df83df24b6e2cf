import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { within } from '../support/deadline.ts';

/**
 * Runs a script of its own process that finds `Sockets`, `rejection` and `now` in scope, under options of Node and through other
 * programs, and returns what it gave to `tell`. It runs from the sources.
 */
export async function elsewhere(
  script: string,
  { node = [], through = [] }: { node?: readonly string[]; through?: readonly string[] },
): Promise<unknown> {
  const file = (path: string) => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));
  const source = `
    import { Sockets, rejection } from ${file('sockets.ts')};
    import { now } from ${file('../../src/event/clock.ts')};
    const tell = (fact) => process.stdout.write(JSON.stringify(fact));
    ${script}`;
  const [command = '', ...args] = [
    ...[...through, process.execPath, ...node],
    ...['--import', 'tsx', '--input-type=module', '--eval', source],
  ];
  // Not vitest's own: nothing of it belongs into the other process.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout } = await within(
    promisify(execFile)(command, args, { env }),
    'end of the other process',
    () => script,
  );
  return JSON.parse(stdout);
}
