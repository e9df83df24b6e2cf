import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Address } from '../../src/event/address.ts';
import type { EventOf } from '../../src/event/event.ts';
import { LANGUAGES, type Language, loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import { StepView } from '../../src/view/step-view.ts';
import { makeStyle } from '../../src/view/style.ts';

const texts = { en: await loadText('en'), ko: await loadText('ko') };
const receiver: Address = { host: '127.0.0.1', port: 9000 };
const linkLocal: Address = { host: 'fe80::5054:ff:fe12:3456%enp0s31f6', port: 40_001 };

type Datagram = EventOf<'send' | 'receive'>;

function datagram(type: 'send' | 'receive', text: string, more: Partial<Datagram> = {}): Datagram {
  const data = new Uint8Array(Buffer.from(text));
  const remote: Address = { host: '127.0.0.1', port: 40_001 };
  const ends = { local: receiver, remote, bytes: data.length, data };
  const when = { time: 1_795_227_355_000_000, source: 'app', socket: 'U1' } as const;
  return { ...when, type, datagram: true, ...ends, ...more };
}

const STEPS = [
  datagram('receive', 'hello\n'),
  datagram('send', 'HELLO\n'),
  datagram('receive', ''),
  datagram('receive', '안녕하세요, 데이터그램은 경계가 있습니다\n', { remote: linkLocal }),
  datagram('receive', `${'x'.repeat(50)} \x1b[2J`, { bytes: 65_507 }),
  datagram('send', 'connected: no address known here', { remote: undefined }),
];

function viewOf(columns: number | undefined, hex: boolean, language: Language = 'en'): StepView {
  return new StepView({
    text: texts[language],
    style: makeStyle(0),
    columns: () => columns,
    time: 'relative',
    offsetMinutes: 0,
    lanes: false,
    hex,
    whole: false,
    explain: undefined,
  });
}

function page(columns: number | undefined, hex: boolean, language: Language): string {
  const view = viewOf(columns, hex, language);
  return STEPS.flatMap((step) => view.lines(step)).join('\n');
}

function golden(name: string): string {
  const file = new URL(`../golden/datagrams-${name}.txt`, import.meta.url);
  return readFileSync(file, 'utf8').replace(/\n$/, '');
}

describe.each(LANGUAGES)('datagrams look like their golden file, in %s', (language) => {
  test.each([undefined, 80, 30])('in %s columns', (columns) => {
    expect(page(columns, false, language)).toBe(golden(`${language}-${columns ?? 'endless'}`));
  });

  test('with their header and a dump of the octets', () => {
    expect(page(80, true, language)).toBe(golden(`${language}-hex`));
    expect(page(30, true, language)).toBe(golden(`${language}-hex-30`));
  });
});

test('the line of a datagram shows where it came from, and then its payload', () => {
  const [line = ''] = viewOf(80, false).lines(datagram('receive', 'hello\n'));
  expect(line).toMatch(/receive +6 B {2}127\.0\.0\.1:40001 "hello\\n"$/);
});

test('an empty datagram is said to be empty, and what a stream carries has no address', () => {
  const view = viewOf(80, false);
  expect(view.lines(datagram('receive', ''))[0]).toMatch(/0 B {2}127\.0\.0\.1:40001 \(empty\)$/);
  const { datagram: _none, ...stream } = datagram('receive', 'hello');
  expect(view.lines(stream)[0]).toMatch(/receive +5 B {2}"hello"$/);
  expect(viewOf(80, true).lines(stream)).toHaveLength(2);
});

test('the header names the ports of both ends, the length with its own 8 octets, and no checksum', () => {
  const fields = (step: Datagram) => viewOf(80, true).lines(step).slice(1, 5);
  expect(fields(datagram('receive', 'hello\n'))).toEqual([
    '  source port       40001',
    '  destination port  9000',
    '  length            14 (header 8 + payload 6)',
    '  checksum          unknown here: the kernel keeps it',
  ]);
  expect(fields(datagram('send', '')).slice(0, 3)).toEqual([
    '  source port       9000',
    '  destination port  40001',
    '  length            8 (header 8 + payload 0)',
  ]);
  expect(fields(datagram('send', 'x', { local: undefined }))[0]).toBe('  source port       ?');
});

test('no line is wider than the terminal or has a control, whoever sends what', () => {
  const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ maxLength: 50 }));
  const steps = fc.record({
    type: fc.constantFrom('send', 'receive'),
    octets: fc.uint8Array({ maxLength: 80 }),
    remote: fc.record({ host, port: fc.nat({ max: 65_535 }) }),
  });
  const columns = fc.integer({ min: 20, max: 140 });
  const languages = fc.constantFrom(...LANGUAGES);
  fc.assert(
    fc.property(steps, columns, fc.boolean(), languages, (step, room, hex, language) => {
      const { type, octets: data, remote } = step;
      const event = datagram(type, '', { data, bytes: data.length, remote });
      for (const line of viewOf(room, hex, language).lines(event)) {
        expect(width(line)).toBeLessThanOrEqual(room);
        expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }
    }),
    { numRuns: 300 },
  );
});
