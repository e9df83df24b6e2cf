import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventOf, SocketEvent } from '../../src/event/event.ts';
import { LANGUAGES, type Language, loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import { StepView, type StepViewOptions } from '../../src/view/step-view.ts';
import { makeStyle } from '../../src/view/style.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { EXAMPLES } from '../trace/examples.ts';
import { CONVERSATION } from './conversation.ts';

const texts = { en: await loadText('en'), ko: await loadText('ko') };

function viewOf(columns: number | undefined, chosen: Partial<StepViewOptions> = {}): StepView {
  return new StepView({
    text: texts.en,
    style: makeStyle(0),
    columns: () => columns,
    time: 'relative',
    offsetMinutes: 0,
    lanes: true,
    hex: false,
    whole: false,
    explain: undefined,
    ...chosen,
  });
}

function page(columns: number | undefined, language: Language, lanes = true): string {
  const view = viewOf(columns, { text: texts[language], lanes });
  const summary = {
    from: EXAMPLES.segment.time,
    to: EXAMPLES.segment.time + 1_000_000,
    counts: new Map([['segment', { count: 12_480, bytes: 97_000_000 }]] as const),
  };
  const lines = CONVERSATION.flatMap((event) => view.lines(event));
  return [...view.header(), ...lines, ...view.summary(summary)].join('\n');
}

/** The text of a file in test/golden, without the line end of its last line. */
function golden(name: string): string {
  const file = new URL(`../golden/lanes-${name}.txt`, import.meta.url);
  return readFileSync(file, 'utf8').replace(/\n$/, '');
}

describe('a connection in all lanes looks like its golden file', () => {
  const WIDTHS = [140, 80, 60, 40];

  test.each(LANGUAGES.flatMap((language) => WIDTHS.map((columns) => ({ language, columns }))))(
    'in $language and $columns columns',
    ({ language, columns }) => {
      expect(page(columns, language)).toBe(golden(`${language}-${columns}`));
    },
  );
});

/** The first line of an event, which says where it stands and which way it goes. */
const first = (event: SocketEvent, chosen: Partial<StepViewOptions> = {}) =>
  viewOf(140, chosen).lines(event)[0] ?? '';

describe('a lane', () => {
  test('stands between the time and the socket, and nowhere else', () => {
    expect(first(EXAMPLES.pause)).toMatch(/^ {2}0\.000000 {2}app {5}S1 {8}pause {13}we take/);
    expect(first(EXAMPLES.segment)).toMatch(/^ {2}0\.000000 {2}wire {4}C1 {4}──▶ PSH,ACK/);
    expect(first(EXAMPLES.segment, { lanes: false })).toMatch(/^ {2}0\.000 {2}C1 {4}──▶ PSH/);
    expect(viewOf(140).header()[0]).toMatch(/^ {6}time {2}lane {4}socket/);
    expect(viewOf(140, { text: texts.ko }).header()[0]).toMatch(/^ {6}시간 {2}레인 {4}소켓/);
  });

  test('is a short word where columns are few', () => {
    const left = (event: SocketEvent, columns: number) => viewOf(columns).lines(event)[0];
    expect(left(EXAMPLES.syscall, 67)).toBe('0.000000 syscall S1 accept4');
    expect(left(EXAMPLES.syscall, 59)).toBe('0.000000 sys S1 accept4');
    expect(left(EXAMPLES.state, 59)).toBe('0.000000 krn C1 state');
    expect(left(EXAMPLES.pause, 59)).toBe('0.000000 app S1 pause');
    expect(left(EXAMPLES.segment, 59)).toBe('0.000000 wire C1 ──▶ PSH,ACK 6 B');
  });

  test('has a colour of its own', () => {
    const style = makeStyle(1);
    const painted = (['app', 'syscall', 'kernel', 'wire'] as const).map((lane) =>
      style.lane(lane)('x'),
    );
    expect(new Set([...painted, style.socket('C1')('x'), style.socket('S1')('x')]).size).toBe(6);
    expect(first(EXAMPLES.segment, { style })).toContain(style.lane('wire')('wire    '));
  });

  test('makes no line wider than the terminal, whatever the event', () => {
    const columns = fc.integer({ min: 20, max: 140 });
    const options = fc.record({ hex: fc.boolean(), language: fc.constantFrom(...LANGUAGES) });
    fc.assert(
      fc.property(anyEvent, columns, options, (event, columns, { hex, language }) => {
        const view = viewOf(columns, { hex, text: texts[language] });
        for (const line of [...view.header(), ...view.lines(event)]) {
          expect(width(line)).toBeLessThanOrEqual(columns);
          expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the name of a step', () => {
  const segment = (fields: Partial<EventOf<'segment'>>) =>
    first({ ...EXAMPLES.segment, ...fields }, { lanes: false }).slice(19);

  test('is the flags of a segment, and how many octets it carries', () => {
    expect(segment({})).toMatch(/^PSH,ACK {6}6 B {2}seq 1, ack 1 {2}"hello\\n"$/);
    expect(segment({ bytes: 65_483 })).toMatch(/^PSH,ACK 65,483 B {2}seq 1/);
    expect(segment({ flags: ['SYN', 'ACK'], bytes: 0, data: new Uint8Array() })).toMatch(
      /^SYN,ACK {11}seq/,
    );
    expect(segment({ flags: [] })).toMatch(/^segment {6}6 B {2}/);
  });

  test('that is too long for its column goes on in the words', () => {
    expect(segment({ flags: ['FIN', 'PSH', 'ACK'], bytes: 65_483 })).toMatch(
      /^FIN,PSH,ACK {7}65,483 B, seq 1/,
    );
    expect(segment({ flags: ['SYN', 'FIN', 'RST', 'PSH', 'ACK'] })).toMatch(
      /^SYN,FIN,RST,PSH… {2}SYN,FIN,RST,PSH,ACK, 6 B, seq 0?1/,
    );
  });

  test('is that of the system call', () => {
    expect(first(EXAMPLES.syscall, { lanes: false }).slice(19)).toBe(
      'accept4           accept4(5, 127.0.0.1:52344, SOCK_CLOEXEC) = 7, 43 µs',
    );
    const call = { ...EXAMPLES.syscall, call: '\u001b[2J'.repeat(9) };
    expect(first(call)).not.toMatch(/\p{C}/u);
  });
});

describe('a packet', () => {
  const { to: _to, ...ours } = EXAMPLES.segment;
  const arrow = (event: SocketEvent) => /[A-Z]\d+ +[─▶◀✗]+/.exec(first(event))?.[0];

  test('goes from us or comes from the peer', () => {
    expect(arrow(ours)).toBe('C1    ──▶');
    expect(arrow({ ...ours, by: 'peer' })).toBe('C1    ◀──');
    expect(arrow(EXAMPLES.icmp)).toBe('U2    ◀──');
    expect(arrow(EXAMPLES.datagram)).toBe('U2    ──▶');
    expect(arrow(EXAMPLES['ip-fragment'])).toBe('U2    ──▶');
  });

  test('stands at its sender where both ends are ours', () => {
    expect(arrow(EXAMPLES.segment)).toBe('C1    ──▶');
    expect(arrow({ ...EXAMPLES.segment, by: 'peer' })).toBe('S1    ──▶');
  });

  test('that was dropped does not arrive', () => {
    const { dropped } = EXAMPLES;
    expect(arrow(dropped)).toBe('C2    ──✗');
    expect(arrow({ ...dropped, by: 'peer' })).toBe('C2    ✗──');
    expect(arrow({ ...dropped, by: 'peer', to: 'S2' })).toBe('S2    ──✗');
  });

  test('is dumped from the first of its headers to the last octet that is known', () => {
    const lines = viewOf(80, { hex: true }).lines(EXAMPLES.segment);
    expect(lines.slice(-5)).toEqual([
      '  0000  00 00 00 00 00 00 00 00  00 00 00 00 08 00 45 00  ..............E.',
      '  0010  00 3a 1a 2b 40 00 40 06  22 91 7f 00 00 01 7f 00  .:.+@.@.".......',
      '  0020  00 01 cc 78 23 28 ec 34  e9 8d 47 c5 e1 33 80 18  ...x#(.4..G..3..',
      '  0030  02 00 fe 2e 00 00 01 01  08 0a 5d 2a 10 b1 5d 2a  ..........]*..]*',
      '  0040  10 b0 68 65 6c 6c 6f 0a                           ..hello.',
    ]);
    const cut = { ...EXAMPLES.segment, bytes: 1448 };
    expect(viewOf(80, { hex: true }).lines(cut).at(-1)).toBe('  … 1,514 B in all');
    expect(viewOf(80, { hex: true }).lines(EXAMPLES.icmp).at(-1)).toMatch(/^ {2}0020/);
  });

  test('that ends a connection by force, or is sent again, is told in red', () => {
    const style = makeStyle(1);
    const red = (event: SocketEvent) => first(event, { style }).includes('\x1b[31m');
    expect(red({ ...ours, flags: ['RST'] })).toBe(true);
    expect(red({ ...ours, judged: ['retransmission'] })).toBe(true);
    expect(red({ ...ours, judged: ['window-update'] })).toBe(false);
    expect(red(EXAMPLES.dropped)).toBe(true);
  });
});

describe('a system call', () => {
  test('says who made it as soon as there is a second process or thread', () => {
    const view = viewOf(140);
    const shown = (fields: Partial<EventOf<'syscall'>>) =>
      view.lines({ ...EXAMPLES.syscall, ...fields })[0]?.slice(48, 62);
    expect(shown({})).toMatch(/^accept4\(/);
    expect(shown({})).toMatch(/^accept4\(/);
    expect(shown({ thread: 4243 })).toMatch(/^\[4243\] accept/);
    expect(shown({})).toMatch(/^\[4242\] accept/);
  });

  test('shows the octets that it moved', () => {
    const data = new Uint8Array(Buffer.from('hello\n'));
    const { result: _result, ...call } = EXAMPLES.syscall;
    const read = { ...call, call: 'read', arguments: '7', result: 6, bytes: 6, data };
    expect(first(read)).toMatch(/read\(7\) = 6, 43 µs {2}"hello\\n"$/);
  });
});
