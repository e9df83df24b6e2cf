import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Requirement } from '../support/tools.ts';

/** One with packages of its own may stand before the system's on the PATH. */
const python = ['python3', '/usr/bin/python3'].find(
  (path) => spawnSync(path, ['-c', 'import jsonschema']).status === 0,
);

/** Python with the package jsonschema. */
export const PYTHON_JSONSCHEMA: Requirement = {
  missing:
    python === undefined
      ? 'needs jsonschema for python3: apt-get install python3-jsonschema'
      : undefined,
  owed: true,
};

/** A line of a trace, and which part of it that is. */
export type PartLine = readonly [part: 'header' | 'event', line: string];

const SCRIPT = fileURLToPath(new URL('python/judge_lines.py', import.meta.url));

/** Whether a schema takes each line, as somebody else's validator judges. */
export function bySchema(schema: unknown, lines: readonly PartLine[]): unknown {
  const input = JSON.stringify({ schema, lines });
  const { status, stdout, stderr } = spawnSync(python ?? 'python3', [SCRIPT], { input });
  if (status !== 0) throw new Error(`${stderr}`);
  return JSON.parse(stdout.toString());
}
