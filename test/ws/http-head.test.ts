import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SocketsError } from '../../src/error.ts';
import {
  encodeHead,
  HEAD_RULES,
  type HeadLimits,
  HeadReader,
  type HeadRule,
  isFieldValue,
  valuesOf,
} from '../../src/ws/http-head.ts';

const octets = (text: string) => Buffer.from(text, 'latin1');

/** What a reader has made of these pieces. */
function read(pieces: readonly Uint8Array[], limits?: HeadLimits) {
  const reader = new HeadReader(limits);
  const rest: Uint8Array[] = [];
  for (const piece of pieces) {
    if (reader.push(new Uint8Array(0))) rest.push(piece);
    else if (reader.push(piece)) rest.push(reader.rest);
  }
  return { head: reader.push(octets('')), broken: reader.broken, rest: Buffer.concat(rest) };
}

const REQUEST = 'GET /chat HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nx-two:  b \t\r\n\r\n';
const BROKEN: Record<HeadRule, [text: string, line: number, limits?: HeadLimits]> = {
  'head-too-large': [`${REQUEST}`, 5, { limit: REQUEST.length - 1 }],
  'too-many-headers': ['GET / HTTP/1.1\r\na: 1\r\nb: 2\r\nc: 3\r\n\r\n', 4, { mostHeaders: 2 }],
  'empty-start-line': ['\r\n\r\nGET / HTTP/1.1\r\n\r\n', 2],
  'bare-line-feed': ['GET / HTTP/1.1\r\nHost: a\n\r\n', 2],
  'bare-carriage-return': ['GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n', 2],
  'control-character': ['GET / HTTP/1.1\r\nHost: a\x00b\r\n\r\n', 2],
  'folded-header': ['GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n', 3],
  'no-colon': ['GET / HTTP/1.1\r\nHost\r\n\r\n', 2],
  'space-before-colon': ['GET / HTTP/1.1\r\nHost : a\r\n\r\n', 2],
  'bad-header-name': ['GET / HTTP/1.1\r\n: a\r\n\r\n', 2],
};

describe('the head of a message', () => {
  test('has its headers in the order, and the writing, they were sent in', () => {
    expect(read([octets(REQUEST)])).toEqual({
      head: {
        startLine: 'GET /chat HTTP/1.1',
        headers: [
          { name: 'Host', value: 'a' },
          { name: 'X-Empty', value: '' },
          { name: 'x-two', value: 'b' },
        ],
      },
      broken: undefined,
      rest: Buffer.alloc(0),
    });
  });

  test('what follows it at once is kept for who comes next', () => {
    const { head, rest } = read([
      octets(REQUEST.slice(0, 30)),
      octets(`${REQUEST.slice(30)}\x81\n`),
    ]);
    expect(head?.startLine).toBe('GET /chat HTTP/1.1');
    expect(rest).toEqual(octets('\x81\n'));
  });

  test('may have one empty line before it', () => {
    expect(read([octets(`\r\n${REQUEST}`)]).head?.startLine).toBe('GET /chat HTTP/1.1');
  });

  test('may have no header, and may have as many octets and headers as are allowed', () => {
    expect(read([octets('HTTP/1.1 200 OK\r\n\r\n')]).head?.headers).toEqual([]);
    const limits = { limit: REQUEST.length, mostHeaders: 3 };
    expect(read([octets(REQUEST)], limits).head?.headers.length).toBe(3);
  });

  test('is not there before its empty line', () => {
    expect(read([octets(REQUEST.slice(0, -1))])).toMatchObject({
      head: undefined,
      broken: undefined,
    });
  });

  test('gives all values of a name, in capitals or not', () => {
    const { head } = read([octets('G\r\nA: 1\r\nb: 2\r\na: 3\r\n\r\n')]);
    expect(head && valuesOf(head, 'a')).toEqual(['1', '3']);
  });

  test.each(Object.entries(BROKEN))('%s', (rule, [text, line, limits]) => {
    const { head, broken } = read([octets(text)], limits);
    expect(head).toBeUndefined();
    expect(broken).toMatchObject({ rule, line });
  });

  test('each rule has its section, and is the client to blame', () => {
    for (const { section, status } of Object.values(HEAD_RULES)) {
      expect(section).toMatch(/^RFC \d+ §/);
      expect([400, 431]).toContain(status);
    }
  });

  test.each([
    ['GET / HTTP/1.1\r\n Host: a\r\n\r\n', 'folded-header'],
    ['GET / HTTP/1.1\r\n\tHost: a\r\n\r\n', 'folded-header'],
    ['GET / HTTP/1.1\r\nHo st: a\r\n\r\n', 'bad-header-name'],
    ['GET / HTTP/1.1\r\nH\xf6st: a\r\n\r\n', 'bad-header-name'],
    ['GET / HTTP/1.1\r\nHost\t: a\r\n\r\n', 'space-before-colon'],
    ['GET / HTTP/1.1\r\nHost: \x7f\r\n\r\n', 'control-character'],
    ['GET / HTTP/1.1\r\nHost: \x1b[2J\r\n\r\n', 'control-character'],
    ['GET / HTTP/1.1\n\n', 'bare-line-feed'],
    ['GET / HTTP/1.1\r\r\n', 'bare-carriage-return'],
    ['\x16\x03\x01', 'control-character'],
    [`GET /${'a'.repeat(17_000)}`, 'head-too-large'],
    [`GET / HTTP/1.1\r\n${'a: b\r\n'.repeat(101)}`, 'too-many-headers'],
  ])('%j breaks %s', (text, rule) => {
    expect(read([octets(text)]).broken?.rule).toBe(rule);
  });
});

describe('octets that come in other pieces', () => {
  const texts = [`${REQUEST}\x81\x85more`, ...Object.values(BROKEN).map(([text]) => text)];

  test('give the same head, the same rest and the same fault', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(fc.nat(), { maxLength: 6 }), (text, cuts) => {
        const all = octets(text);
        const ends = cuts.map((cut) => cut % (all.length + 1)).sort((one, other) => one - other);
        const pieces = [0, ...ends].map((start, at) => all.subarray(start, ends[at]));
        const limits = { mostHeaders: 3, limit: 62 };
        expect(read(pieces, limits)).toEqual(read([all], limits));
      }),
      { numRuns: 200 },
    );
  });

  test('of any kind never make it throw, or keep more than its limit', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom('\r\n', 'a: b\r\n', '\r', '\n', ': ', 'G').map(octets),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const { head, broken } = read(pieces, { limit: 64 });
        const total = pieces.reduce((sum, { length }) => sum + length, 0);
        expect(head !== undefined && broken !== undefined).toBe(false);
        if (total > 64) expect(head !== undefined || broken !== undefined).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a head written', () => {
  test('is read again', () => {
    const head = {
      startLine: 'GET / HTTP/1.1',
      headers: [
        { name: 'A', value: 'b' },
        { name: 'c', value: 'd\xe9' },
      ],
    };
    expect(read([encodeHead(head)]).head).toEqual(head);
    expect(Buffer.from(encodeHead(head)).toString('latin1')).toBe(
      'GET / HTTP/1.1\r\nA: b\r\nc: d\xe9\r\n\r\n',
    );
  });

  test('has its body behind it, in UTF-8', () => {
    const page = encodeHead({ startLine: 'HTTP/1.1 200 OK', headers: [] }, '안녕');
    expect(read([page]).rest.toString()).toBe('안녕');
  });

  test('never becomes more headers than it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, value) => {
        const head = { startLine: 'G', headers: [{ name, value }] };
        let written: Uint8Array;
        try {
          written = encodeHead(head);
        } catch (error) {
          expect(error).toBeInstanceOf(SocketsError);
          return;
        }
        expect(read([written]).head?.headers.length).toBe(1);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['G\r\nX: y', 'A', 'b'],
    ['G', 'A\r\nX', 'b'],
    ['G', '', 'b'],
    ['G', 'A', 'b\r\nX: y'],
    ['G', 'A', 'b\n'],
    ['G', 'A', 'b\r'],
    ['G', 'A', 'b\0'],
    ['G', 'A', '한'],
  ])('%j, %j, %j cannot be one', (startLine, name, value) => {
    const writing = () => encodeHead({ startLine, headers: [{ name, value }] });
    expect(writing).toThrow(expect.objectContaining({ code: 'bad-value', fault: 'usage' }));
    expect(isFieldValue(startLine) && isFieldValue(value) && name === 'A').toBe(false);
  });
});
