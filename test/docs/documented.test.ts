import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { OPTIONS } from '../../src/text/options.ts';
import { COMMAND_NAMES } from '../../src/text/wording.ts';
import { consoleBlocks, normalised, outputsOf } from './console-blocks.ts';

const ROOT = new URL('../../', import.meta.url);
const README = readFileSync(new URL('README.md', ROOT), 'utf8');

test('every output shown in README is what its command says', async () => {
  const blocks = consoleBlocks(README);
  expect(blocks.length).toBeGreaterThanOrEqual(5);
  const outputs = await outputsOf(blocks);
  for (const [i, { command, output }] of blocks.entries()) {
    expect(normalised(outputs[i] ?? ''), command).toEqual(normalised(output));
  }
});

test('README names only commands and options that there are', () => {
  const flags = Object.values(OPTIONS).flatMap((flag) => flag.match(/--[\w-]+/g) ?? []);
  const lines = README.match(/(?<=sockets )(?:demo|explain|completion|tcp-|udp-)[^`|\n]*/g) ?? [];
  expect(lines.length).toBeGreaterThan(15);
  for (const line of lines) {
    expect(COMMAND_NAMES, line).toContain(line.split(' ')[0]);
    for (const flag of line.match(/--[\w-]+/g) ?? []) expect(flags, line).toContain(flag);
  }
});

test("README's program for the library runs as it stands", () => {
  const [, program = ''] = /^```js\n([\s\S]*?)^```$/m.exec(README) ?? [];
  const cwd = fileURLToPath(ROOT);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { cwd, encoding: 'utf8', timeout: 10_000 },
  );
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toBe('hello\nsocket attempt connect send shutdown receive end-of-stream close\n');
});
