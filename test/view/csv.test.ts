import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../src/event/event.ts';
import { CSV_COLUMNS, csvHeader, csvLine } from '../../src/view/csv.ts';
import { anyEvent } from '../trace/arbitrary.ts';
import { EXAMPLES } from '../trace/examples.ts';
import { hostileVersions } from '../trace/hostile-events.ts';

/** The cells of a line, as RFC 4180 §2 says; a line that says otherwise throws. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let rest = line;
  do {
    const [whole = '', quoted, plain = ''] =
      /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n$)/.exec(rest) ?? [];
    if (whole === '') throw new Error(`not CSV: ${rest}`);
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    rest = rest.slice(whole.length);
    if (whole.endsWith('\r\n')) return cells;
  } while (rest !== '');
  return [...cells, ''];
}

/** The cells by their columns. */
function row(line: string) {
  const cells = cellsOf(line);
  expect(cells).toHaveLength(CSV_COLUMNS.length);
  const [time, seconds, source, socket, type, local, remote, by, bytes, what, details, text] =
    cells;
  return { time, seconds, source, socket, type, local, remote, by, bytes, what, details, text };
}

describe('a table of a trace', () => {
  test('has its columns in the first line', () => {
    expect(csvHeader()).toBe(
      'time,seconds,source,socket,type,local,remote,by,bytes,what,details,text\r\n',
    );
  });

  test('says of a segment what a person looks for first', () => {
    expect(row(csvLine(EXAMPLES.segment, EXAMPLES.segment.time - 1_500_000))).toEqual({
      time: '1795227355500600',
      seconds: '1.500000',
      source: 'wire',
      socket: 'C1',
      type: 'segment',
      local: '127.0.0.1:52344',
      remote: '127.0.0.1:9000',
      by: 'us',
      bytes: '6',
      what: 'PSH,ACK',
      details:
        'to=S1 link=1 seq=3962890637 ack=1204150579 relativeSeq=1 relativeAck=1 window=65536 ' +
        'options={"timestamps":[1563037873,1563037872]}',
      text: 'hello\\n',
    });
  });

  test('leaves empty what an event does not have', () => {
    const { local, remote, by, bytes, what, details, text } = row(csvLine(EXAMPLES.pause, 0));
    expect([local, remote]).toEqual(['127.0.0.1:9000', '127.0.0.1:52344']);
    expect([by, bytes, what, details, text]).toEqual(['', '', '', '', '']);
  });

  test.each([
    ['state', 'ESTABLISHED', 'was=SYN-SENT how=polled'],
    ['error', 'ECONNRESET', 'call=read'],
    ['setsockopt', 'TCP_NODELAY', 'value=1'],
    ['lookup', 'localhost', 'addresses=::1,127.0.0.1'],
    ['ws-frame', '1', 'fin=true rsv=0 masked=true'],
    ['fate', 'duplicated,delayed', 'number=12 direction=there delay=82000'],
  ] as const)('tells %s by %s', (type, what, details) => {
    expect(row(csvLine(EXAMPLES[type], 0))).toMatchObject({ what, details });
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＠x'])(
    'shows %s, and computes nothing',
    (name) => {
      expect(row(csvLine({ ...EXAMPLES.lookup, name }, 0))).toHaveProperty('what', `'${name}`);
      const data = new TextEncoder().encode(name);
      expect(row(csvLine({ ...EXAMPLES.receive, data }, 0))).toHaveProperty('text', `'${name}`);
    },
  );

  test('quotes what would end a cell, and doubles the quotes in it', () => {
    const name = 'a,"b";c ';
    expect(csvLine({ ...EXAMPLES.lookup, name }, 0)).toContain(',"a,""b"";c ",');
    expect(row(csvLine({ ...EXAMPLES.lookup, name }, 0))).toHaveProperty('what', name);
  });

  test('cuts what no spreadsheet would take, be it a million characters', () => {
    const line = csvLine({ ...EXAMPLES.lookup, name: '\u001b'.repeat(1_000_000) }, 0);
    expect(line.length).toBeLessThan(33_000);
    expect(row(line).what).toMatch(/^(?:\\x1b)+…$/);
  });

  test('of any event is one line of as many cells, none a formula, nothing in it to disturb a terminal', () => {
    const check = (line: string) => {
      expect(line.slice(0, -2)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      for (const cell of Object.values(row(line))) expect(cell).not.toMatch(/^[=+\-@]/);
    };
    fc.assert(
      fc.property(anyEvent, (event) => check(csvLine(event, 0))),
      { numRuns: 200 },
    );
    for (const type of EVENT_TYPES) {
      for (const event of hostileVersions(EXAMPLES[type])) check(csvLine(event, 0));
    }
  });
});
