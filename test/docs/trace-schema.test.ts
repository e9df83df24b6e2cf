import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES, type SocketEvent } from '../../src/event/event.ts';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { judgeEvent, judgeHeader } from '../../src/trace/judge-line.ts';
import { testNeeding } from '../support/tools.ts';
import { anyEvent, anyEventOf } from '../trace/arbitrary.ts';
import { EXAMPLE_EVENTS, EXAMPLES } from '../trace/examples.ts';
import { hostileVersions } from '../trace/hostile-events.ts';
import { HEADER } from '../trace/reading.ts';
import { bySchema, type PartLine, PYTHON_JSONSCHEMA } from './by-schema.ts';
import { SCHEMA_FILE, traceSchema } from './trace-schema.ts';

const schema: unknown = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));

/** Whether the reader takes each line. */
function byReader(lines: readonly PartLine[]): boolean[] {
  return lines.map(([part, text]) => {
    const line = { number: 2, text, whole: true };
    return (part === 'header' ? judgeHeader(line) : judgeEvent(line)).kind !== 'bad';
  });
}

const having = (event: SocketEvent, fields: object): PartLine => [
  'event',
  JSON.stringify({ ...JSON.parse(encodeEvent(event)), ...fields }),
];
const header = (fields: object): PartLine => [
  'header',
  JSON.stringify({ ...JSON.parse(HEADER), ...fields }),
];

test('docs/trace.schema.json is what the reader checks: npm run schema writes it', () => {
  expect(schema).toEqual(JSON.parse(JSON.stringify(traceSchema())));
});

/** What both are to judge alike. */
const { receive, segment, syscall, setsockopt, listen } = EXAMPLES;
const PLAIN: readonly PartLine[] = [
  header({}),
  header({ host: 'a', deep: { deeper: [1] } }),
  header({ version: 2 }),
  header({ version: '1' }),
  header({ format: 'har' }),
  header({ program: 7 }),
  header({ time: -1 }),
  ['header', '{}'],
  ['header', '[]'],
  ...EXAMPLE_EVENTS.map((event) => having(event, {})),
  ...EXAMPLE_EVENTS.map((event) => having(event, { mood: { deep: [1] }, constructor: 1 })),
  ...EXAMPLE_EVENTS.map((event) => having(event, { time: undefined })),
  ...EXAMPLE_EVENTS.map((event) => having(event, { socket: 'S 1' })),
  ...['oracle', '', null, 7].map((source) => having(receive, { source })),
  ...['teleport', 'a', 'a'.repeat(64), 'x-1'].map((type) => having(receive, { type })),
  ...['Teleport', '', 'a'.repeat(65), '1a', 'a b', 'a\n', 7, null].map((type) =>
    having(receive, { type }),
  ),
  ...[-1, 6.5, 2 ** 53, '6', null, true, [], {}].map((bytes) => having(receive, { bytes })),
  ...['aGVsbG8K', '', 'aA==', 'aGU='].map((data) => having(receive, { data })),
  ...[
    'aGVs*G8K',
    'aGVsbA',
    'aGVsbB==',
    'aGU',
    'a===',
    '====',
    'aGVsbG8K\n',
    ' aGVsbG8K',
    'aGVs bG8',
    'aGVsbG9=',
  ].map((data) => having(receive, { data })),
  ...[4096, 4097, 4098, 4099].map((size) =>
    having(receive, { bytes: size, data: Buffer.alloc(size).toString('base64') }),
  ),
  ...[512, 513, 514].map((size) =>
    having(segment, { header: Buffer.alloc(size).toString('base64') }),
  ),
  ...[14, 15].map((size) =>
    having(EXAMPLES['ws-frame'], { header: Buffer.alloc(size).toString('base64') }),
  ),
  ...[
    '',
    ':1',
    '127.0.0.1',
    '127.0.0.1:',
    '127.0.0.1:65536',
    '127.0.0.1:65535',
    '127.0.0.1:99999',
    '127.0.0.1:0',
  ].map((local) => having(listen, { local })),
  ...[
    '127.0.0.256:1',
    '1.2.3:1',
    '01.2.3.4:1',
    'localhost:1',
    '::1:80',
    '[::1]',
    '[::1]80',
    '[::g]:1',
  ].map((local) => having(listen, { local })),
  ...[
    '[::1%]:1',
    '[::1%a b]:1',
    '[::1%eth0]:1',
    '[::FFFF:127.0.0.1]:80',
    '127.0.0.1:80 ',
    '127.0.0.1:80\n',
    '127.0.0.1:٨٠',
  ].map((local) => having(listen, { local })),
  ...[
    'unix:',
    'unix:x',
    'unix:\n\u001b\ud800',
    'UNIX:x',
    `unix:${'x'.repeat(4096)}`,
    `unix:${'x'.repeat(4097)}`,
  ].map((local) => having(listen, { local })),
  ...[
    'S1',
    '서버',
    '😀',
    'S'.repeat(64),
    'S'.repeat(65),
    'S\u001b',
    'S\u202e',
    'S\n',
    '',
    'S\u3000',
    'S\ud800',
    'S\u00ad',
  ].map((socket) => having(receive, { socket })),
  having(segment, { flags: ['SYN'] }),
  having(segment, { flags: ['ACK', 'ACK'] }),
  having(segment, { options: { sack: [[1]] } }),
  having(segment, { options: { sack: [1, 2, 3, 4, 5].map((one) => [one, one]) } }),
  having(segment, { options: { timestamps: [1, 2, 3] } }),
  having(segment, { options: { later: true } }),
  having(segment, { options: [] }),
  having(segment, { options: null }),
  having(syscall, { error: 'EBADF' }),
  having(syscall, { call: 'read\n' }),
  having(syscall, { call: '읽기' }),
  having(setsockopt, { option: 'SO_MAGIC' }),
  ...[0.5, true, 'eth0', -1].map((value) => having(setsockopt, { value })),
  ['event', 'null'],
  ['event', '[]'],
  ['event', '{"time":NaN}'],
];

/** What a schema cannot say: only the reader refuses it. */
const LOOSER: readonly PartLine[] = [
  having(receive, { bytes: 5 }),
  having(listen, { local: '[:::]:1' }),
  having(receive, { socket: 'S\u0378' }),
];

describe('docs/trace.schema.json, judged by a validator that is not ours,', () => {
  testNeeding([PYTHON_JSONSCHEMA], 'takes what the reader takes, and nothing else', async () => {
    const reader = byReader(PLAIN);
    expect(reader.filter(Boolean).length).toBeGreaterThan(100);
    expect(reader.filter((taken) => !taken).length).toBeGreaterThan(100);

    const schemas = [bySchema(schema, PLAIN)].flat();
    const apart = PLAIN.filter((_line, at) => schemas[at] !== reader[at]);
    expect(apart).toEqual([]);
  });

  testNeeding([PYTHON_JSONSCHEMA], 'takes more only where it says so', async () => {
    expect(byReader(LOOSER)).toEqual(LOOSER.map(() => false));
    expect(bySchema(schema, LOOSER)).toEqual(LOOSER.map(() => true));
  });

  const neverStricter = async () => {
    const events = [
      ...EVENT_TYPES.flatMap((type) => fc.sample(anyEventOf(type), 2)),
      ...EXAMPLE_EVENTS.flatMap(hostileVersions).filter((_event, at) => at % 4 === 0),
    ];
    const whole = events.map((event): PartLine => ['event', encodeEvent(event).trim()]);
    const changes = fc.tuple(anyEvent, fc.jsonValue({ maxDepth: 2 }), fc.nat());
    const changed = fc.sample(changes, 150).map(([event, value, which]): PartLine => {
      const names = Object.keys(JSON.parse(encodeEvent(event)));
      return having(event, { [names[which % names.length] ?? '']: value });
    });
    const lines = [...whole, ...changed];
    const reader = byReader(lines);
    const schemas = [bySchema(schema, lines)].flat();

    expect(lines.filter((_line, at) => reader[at] && schemas[at] !== true)).toEqual([]);
  };
  testNeeding([PYTHON_JSONSCHEMA], 'is never stricter than the reader', neverStricter, 60_000);
});
