import { describe, expect, test } from 'vitest';
import type { SourceFile } from './support/source.ts';
import {
  brokenWalls,
  circular,
  type MayImport,
  type MayUse,
  overheard,
  type Reserved,
  strangers,
  undocumented,
} from './support/walls.ts';

// A small house: that the walls of the real one stand is asked by architecture.test.ts.
const MAY_IMPORT: MayImport = { tcp: ['stream', 'system', 'event', 'error.ts'], view: ['text'] };
const MAY_USE: MayUse = {
  chalk: ['view/style.ts'],
  'string-width': ['view/columns.ts'],
  valibot: ['trace/'],
};
const RESERVED: readonly Reserved[] = [
  { name: 'process', pattern: /(?<![\w.$])process\s*[.[]/, only: ['bin/'] },
  { name: 'console', pattern: /(?<![\w.$])console\s*\.\s*log\b/, only: [] },
  { name: 'a timer', pattern: /(?<![\w.$])setTimeout\s*\(/, only: ['udp/'] },
  { name: 'a clock', pattern: /\bDate\.now\b/, only: ['event/clock.ts'] },
  { name: 'a default export', pattern: /^export default\b/, only: [] },
  { name: 'a computed import', pattern: /\bimport\((?!\s*$|\s{2,})/, only: [] },
];

describe('the walls themselves', () => {
  const file = (path: string, ...lines: string[]): SourceFile => ({
    path,
    text: lines.join('\n'),
  });

  test('name the file, its import, and what it may import', () => {
    const bad = file(
      'src/tcp/bad.ts',
      "import { a } from '../view/text.ts';",
      "import type { B } from '../stream/b.ts';",
      'export {',
      '  c,',
      "} from '../command/c.ts';",
      "const d = await import('../text/d.ts'); // import('../trace/e.ts')",
    );
    const may = 'tcp may import only stream, system, event, error.ts';

    expect(brokenWalls(bad, MAY_IMPORT)).toEqual([
      `tcp/bad.ts -> ../view/text.ts: ${may}`,
      `tcp/bad.ts -> ../command/c.ts: ${may}`,
      `tcp/bad.ts -> ../text/d.ts: ${may}`,
    ]);
    expect(brokenWalls(file('src/pigeon/new.ts'), MAY_IMPORT)).toEqual([
      'pigeon/new.ts: pigeon is not in MAY_IMPORT',
    ]);
  });

  test('know who may use a package', () => {
    const bad = file(
      'src/view/bad.ts',
      "import { Chalk, type Level } from 'chalk';",
      "import width from 'string-width';",
      "import * as v from 'valibot';",
      "import 'left-pad';",
    );

    expect(strangers(bad, MAY_USE)).toEqual([
      'view/bad.ts -> chalk: only view/style.ts may',
      'view/bad.ts -> string-width: only view/columns.ts may',
      'view/bad.ts -> valibot: only trace/ may',
      'view/bad.ts -> left-pad: not in MAY_USE',
    ]);
  });

  test('hear a reserved word in the code, and not in a comment or a string', () => {
    const bad = file(
      'src/tcp/bad.ts',
      "const told = 'process.exit()'; // console.log()",
      'socket.setTimeout(5);',
      'console.log(process.argv);',
      'setTimeout(f, Date.now());',
      'export default f;',
      'await import(name);',
    );

    expect(overheard(bad, RESERVED).map((line) => line.replace(/, only.*/, ''))).toEqual([
      'tcp/bad.ts:3: process',
      'tcp/bad.ts:3: console',
      'tcp/bad.ts:4: a timer',
      'tcp/bad.ts:4: a clock',
      'tcp/bad.ts:5: a default export',
      'tcp/bad.ts:6: a computed import',
    ]);
  });

  test('find an exported name without its sentence', () => {
    const bad = file(
      'src/tcp/bad.ts',
      '/** Told. */',
      'export const A = 1;',
      'export type A2 = typeof A;',
      '',
      'export async function b() {}',
      '',
      'export interface C {}',
    );

    expect(undocumented(bad)).toEqual(['tcp/bad.ts:5: b', 'tcp/bad.ts:7: C']);
  });

  test('find a way round', () => {
    expect(circular({ a: ['b'], b: ['c'], c: ['b'], d: ['a'] })).toEqual(['b', 'c']);
  });
});
