import { describe, expect, test } from 'vitest';
import { sourceFiles, withoutWords } from './support/source.ts';
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
  live: ['ws', 'event', 'error.ts'],
  observe: ['event', 'error.ts'],
  lab: ['observe', 'system', 'event', 'error.ts'],
  ladder: ['event'],
  pcapng: ['text', 'event'],
  diff: ['event'],
  view: ['ladder', 'diff', 'trace', 'text', 'event', 'error.ts'],
  // The browser's code: of the rooms it looks into, what needs neither Node nor a machine.
  page: ['view', 'ladder', 'observe', 'ws', 'trace', 'text', 'event', 'error.ts'],
  terminal: ['error.ts'],
  command: [
    ...[
      'view',
      'live',
      'lab',
      'ladder',
      'diff',
      'pcapng',
      'observe',
      'tcp',
      'unix',
      'tls',
      'udp',
      'ws',
      'stream',
      'system',
      'trace',
      'text',
    ],
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
      'ladder',
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
  preact: ['page/'],
  'preact/hooks': ['page/'],
  uplot: ['page/parts/chart.tsx'],
  chalk: ['view/style.ts'],
  valibot: ['trace/'],
  'string-width': ['view/columns.ts'],
  'wrap-ansi': ['view/columns.ts'],
  pkijs: ['tls/'],
  asn1js: ['tls/'],
  'fastest-levenshtein': ['text/terms.ts', 'command/'],
  'node:async_hooks': ['tls/'],
  'node:buffer': ['ws/'],
  'node:crypto': ['tls/', 'ws/', 'live/', 'command/scenario/', 'view/page-html.ts'],
  'node:dgram': ['udp/', 'observe/probe-loopback.ts'],
  'node:dns/promises': ['system/'],
  'node:events': [
    'stream/',
    'tcp/',
    'udp/',
    'tls/',
    'unix/',
    'ws/',
    'command/',
    'observe/',
    'lab/',
  ],
  'node:fs': [
    ...['terminal/', 'command/', 'unix/'],
    ...['observe/kernel/descriptor.ts', 'observe/kernel/tracefs.ts'],
  ],
  'node:fs/promises': ['observe/', 'lab/', 'unix/', 'tls/read-credentials.ts'],
  'node:child_process': ['observe/', 'terminal/run-'],
  'node:module': ['view/columns.ts'],
  'node:net': [
    'stream/',
    'system/',
    'tcp/',
    'unix/',
    'tls/',
    'udp/',
    'observe/',
    'lab/',
    'terminal/from-process.ts',
  ],
  'node:os': ['terminal/', 'observe/', 'lab/', 'command/', 'udp/', 'unix/'],
  'node:path': ['observe/', 'lab/', 'unix/', 'command/demo/', 'command/watch/', 'command/view/'],
  'node:process': ['terminal/from-process.ts', 'terminal/run-', 'bin/'],
  'node:readline': ['terminal/'],
  'node:stream': ['terminal/', 'observe/', 'lab/', 'command/', 'tls/'],
  'node:timers/promises': ['command/conversation.ts', 'command/pause.ts'],
  'node:tls': ['tls/', 'command/tls-options.ts'],
  'node:tty': ['terminal/'],
  'node:worker_threads': ['command/scenario/held-listener.ts', 'command/scenario/held-thread.ts'],
  'node:zlib': ['ws/', 'view/page-html.ts'],
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
      ...['observe/packet/drop-lane.ts', 'observe/packet/wire-lane.ts', 'observe/x-ray.ts'],
      'command/watch/quote-output.ts',
      ...['page/source.ts', 'page/hooks/'],
      ...['observe/kernel/watch-drops.ts', 'observe/kernel/watch-tcp.ts'],
    ],
  },
  {
    name: 'a clock',
    pattern: /\bDate\.now\b|\bperformance\.|\bnew Date\(\)|\bhrtime\b/,
    // Besides the one clock: daytime's own answer, the time zone, and the clock of a browser, in the script of its page.
    only: [
      ...['event/clock.ts', 'service/answers.ts', 'terminal/from-process.ts'],
      'view/ws-page.ts',
      ...['page/source.ts', 'page/hooks/use-trace.ts'],
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
