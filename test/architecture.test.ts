import { describe, expect, test } from 'vitest';
import { type SourceFile, sourceFiles, withoutWords } from './support/source.ts';
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

// Each room of src, and the rooms below it. Whoever needs another wall moves it here, and draws it in CONTRIBUTING.md.
const MAY_IMPORT: MayImport = {
  'error.ts': [],
  'version.ts': [],
  event: ['error.ts'],
  trace: ['event', 'error.ts'],
  text: ['event', 'error.ts'],
  system: ['event', 'error.ts'],
  service: [],
  stream: ['service', 'system', 'event', 'error.ts'],
  tcp: ['stream', 'system', 'event', 'error.ts'],
  unix: ['stream', 'system', 'event', 'error.ts'],
  tls: ['stream', 'system', 'event', 'error.ts'],
  udp: ['service', 'system', 'event', 'error.ts'],
  ws: ['tcp', 'stream', 'service', 'system', 'event', 'error.ts'],
  observe: ['event', 'error.ts'],
  view: ['trace', 'text', 'event', 'error.ts'],
  terminal: ['error.ts'],
  command: [
    ...['view', 'observe', 'tcp', 'unix', 'tls', 'udp', 'ws', 'stream', 'system', 'trace', 'text'],
    ...['terminal', 'event', 'error.ts'],
  ],
  'index.ts': [
    ...[
      'tcp',
      'unix',
      'tls',
      'udp',
      'ws',
      'stream',
      'system',
      'trace',
      'event',
      'error.ts',
      'version.ts',
    ],
  ],
  bin: ['command', 'terminal', 'version.ts'],
};

const MAY_USE: MayUse = {
  commander: ['command/'],
  chalk: ['view/style.ts'],
  valibot: ['trace/'],
  'string-width': ['view/columns.ts'],
  'wrap-ansi': ['view/columns.ts'],
  pkijs: ['tls/'],
  asn1js: ['tls/'],
  'fastest-levenshtein': ['text/terms.ts', 'command/'],
  'node:async_hooks': ['tls/'],
  'node:buffer': ['ws/'],
  'node:crypto': ['tls/', 'ws/'],
  'node:dgram': ['udp/'],
  'node:dns/promises': ['system/'],
  'node:events': ['stream/', 'tcp/', 'udp/', 'tls/', 'unix/', 'ws/', 'command/'],
  'node:fs': ['terminal/', 'command/', 'unix/', 'observe/kernel/descriptor.ts'],
  'node:fs/promises': ['observe/', 'unix/', 'tls/read-credentials.ts'],
  'node:child_process': ['observe/'],
  'node:module': ['view/columns.ts'],
  'node:net': ['stream/', 'system/', 'tcp/', 'unix/', 'tls/', 'udp/', 'observe/'],
  'node:os': ['terminal/', 'observe/', 'command/', 'udp/', 'unix/'],
  'node:path': ['observe/', 'unix/', 'command/demo/'],
  'node:process': ['terminal/from-process.ts', 'bin/'],
  'node:readline': ['terminal/'],
  'node:stream': ['terminal/', 'command/', 'tls/'],
  'node:timers/promises': ['command/conversation.ts', 'command/pause.ts'],
  'node:tls': ['tls/', 'command/tls-options.ts'],
  'node:tty': ['terminal/'],
  'node:zlib': ['ws/'],
};

const RESERVED: readonly Reserved[] = [
  { name: 'process', pattern: /(?<![\w.$])process\s*[.[]/, only: ['terminal/', 'bin/'] },
  {
    name: 'console',
    pattern: /(?<![\w.$])console\s*\.\s*(?:log|error|warn|info|debug|dir|table|trace)\b/,
    only: [],
  },
  {
    name: 'a timer',
    pattern: /(?<![\w.$])(?:setTimeout|setInterval|setImmediate)\s*\(/,
    only: [
      ...['ws/client-opening.ts', 'ws/server-opening.ts', 'ws/closing-handshake.ts'],
      ...['ws/heartbeat.ts', 'ws/services.ts'],
      ...['trace/trace.ts', 'stream/opening.ts', 'stream/send-queue.ts', 'stream/services.ts'],
      ...['tls/limit-handshake.ts', 'tls/handshakes.ts'],
      ...['udp/alarm.ts', 'terminal/screen.ts', 'terminal/from-process.ts'],
      ...['command/recording.ts', 'command/text-trace.ts', 'command/conversation.ts'],
      ...['command/pause.ts', 'command/quiet-time.ts', 'command/reply-watch.ts'],
      'observe/kernel/watch-drops.ts',
    ],
  },
  {
    name: 'a clock',
    pattern: /\bDate\.now\b|\bperformance\.|\bnew Date\(\)|\bhrtime\b/,
    // Besides the one clock: daytime's own answer, the time zone, and the clock of a browser, in the script of its page.
    only: [
      ...['event/clock.ts', 'service/answers.ts', 'terminal/from-process.ts'],
      'view/ws-page.ts',
    ],
  },
  { name: 'a default export', pattern: /^export default\b|\bas default\b/, only: [] },
  { name: 'a computed import', pattern: /\bimport\((?!\s*$|\s{2,})/, only: [] },
];

const FILES = sourceFiles();

test('there is something to look at', () => {
  expect(FILES.length).toBeGreaterThan(50);
});

describe.each(FILES.map((file) => ({ ...file })))('$path', (file) => {
  test('imports downwards only', () => {
    expect(brokenWalls(file, MAY_IMPORT)).toEqual([]);
  });

  test('uses only what its room may use', () => {
    expect(strangers(file, MAY_USE)).toEqual([]);
  });

  test('leaves process, console, timers and clocks to those who have them', () => {
    expect(overheard(file, RESERVED)).toEqual([]);
  });

  // The sentences of a language are told once, at the type both languages have.
  if (!/^src\/text\/(en|ko)\//.test(file.path)) {
    test('says above each exported name what it is', () => {
      expect(undocumented(file)).toEqual([]);
    });
  }

  test('has 250 lines at the most', () => {
    expect(file.text.split('\n').length - 1).toBeLessThanOrEqual(250);
  });
});

test('no room imports one that imports it, however far round', () => {
  expect(circular(MAY_IMPORT)).toEqual([]);
});

test('src/index.ts has re-exports only', () => {
  const index = FILES.find(({ path }) => path === 'src/index.ts')?.text ?? '';
  const rest = withoutWords(index).replace(/^export (?:type )?\{[^}]*\} from +;$/gm, '');

  expect(rest.trim()).toBe('');
});

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
