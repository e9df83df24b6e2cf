import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { OPTIONS } from '../../src/text/options.ts';
import { COMMAND_NAMES } from '../../src/text/wording.ts';
import {
  consoleBlocks,
  normalised,
  outputsOf,
  showsPackets,
  withoutPackets,
} from './console-blocks.ts';
import { DOCUMENTS, ROOT, read } from './documents.ts';
import { shapeOf } from './shape.ts';

const same = (lines: readonly string[]) => lines;

describe.each(DOCUMENTS)('%s', (name) => {
  const document = read(name);

  test('shows of every command the output that it has', async () => {
    const blocks = consoleBlocks(document);
    expect(blocks.length).toBeGreaterThanOrEqual(5);
    const outputs = await outputsOf(blocks);
    for (const [i, { command, output }] of blocks.entries()) {
      const said = outputs[i] ?? '';
      const alike = showsPackets(output) && !showsPackets(said) ? withoutPackets : same;
      expect(alike(normalised(said)), command).toEqual(alike(normalised(output)));
    }
  });

  test('names only commands and options that there are', () => {
    const flags = Object.values(OPTIONS).flatMap((flag) => flag.match(/--[\w-]+/g) ?? []);
    const lines =
      document.match(
        /(?<=sockets )(?:demo|doctor|explain|completion|link|lab|tcp-|udp-|unix-|ws-)[^`|\n]*/g,
      ) ?? [];
    expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) {
      expect(COMMAND_NAMES, line).toContain(line.split(' ')[0]);
      for (const flag of line.match(/--[\w-]+/g) ?? []) expect(flags, line).toContain(flag);
    }
  });

  test('has a program for the library that runs as it stands', () => {
    const [, program = ''] = /^```js\n([\s\S]*?)^```$/m.exec(document) ?? [];
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', program],
      { cwd: fileURLToPath(ROOT), encoding: 'utf8', timeout: 10_000 },
    );
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toBe(
      'hello\nsocket attempt connect send shutdown receive end-of-stream close\n',
    );
  });
});

describe('the README in Korean', () => {
  const [english, korean] = [shapeOf(read('README.md')), shapeOf(read('README.ko.md'))];

  test('has the headings, commands, tables, programs and links of the English one', () => {
    expect(english.headings.length).toBeGreaterThan(5);
    expect(english.commands.length).toBeGreaterThan(10);
    expect(english.rows.flat().length).toBeGreaterThan(5);
    expect(english.links.length).toBeGreaterThan(3);
    expect(korean).toEqual(english);
  });

  test('shows every command in Korean', () => {
    for (const { command, output } of consoleBlocks(read('README.ko.md'))) {
      expect(command).toMatch(/ --lang ko\b/);
      expect(output).toMatch(/[가-힣]/);
    }
  });

  test('and the English one lead to each other', () => {
    expect(read('README.md')).toContain('](README.ko.md)');
    expect(read('README.ko.md')).toContain('](README.md)');
  });
});
