import { describe, expect, test } from 'vitest';
import type { RuleName } from '../../src/ws/violation.ts';
import {
  binary,
  close,
  continuation,
  frame,
  octets,
  oneByOne,
  ping,
  pong,
  read,
  text,
  told,
} from './frames.ts';

// Tables along the case groups of the public WebSocket conformance suites, as far as frames alone decide them.

/** Whole, by octets, and in chops of three: what comes must not matter. */
const CHOPS = [
  ['whole', (all: Uint8Array) => [all]],
  ['octet by octet', oneByOne],
  [
    'in chops of 997 octets',
    (all: Uint8Array) =>
      Array.from({ length: Math.ceil(all.length / 997) }, (_, at) =>
        all.subarray(at * 997, at * 997 + 997),
      ),
  ],
] as const;

const LIMITS = { maxPayload: 1 << 20, maxMessage: 1 << 20 };

describe.each(CHOPS)('%s', (_, chop) => {
  describe('1 framing', () => {
    test.each([0, 125, 126, 127, 128, 65_535, 65_536])('text and binary of %i octets', (size) => {
      const all = Buffer.concat([text('*'.repeat(size)), binary(Buffer.alloc(size, 0xfe))]);
      const { messages, broken } = read(chop(all), LIMITS);

      expect(broken).toBeUndefined();
      expect(told(messages)).toEqual([`text:${'*'.repeat(size)}`, `binary:${'fe'.repeat(size)}`]);
    });
  });

  describe('2 pings and pongs', () => {
    const FF = Buffer.alloc(125, 0xff);
    test.each([
      ['an empty ping', [ping()]],
      ['a ping of text', [ping('Hello, world!')]],
      ['a ping of what is no text', [ping(octets(0x00, 0xff, 0xfe, 0xfd))]],
      ['a ping of 125 octets', [ping(FF)]],
      ['a pong nobody asked for', [pong('unsolicited')]],
      ['many pings', Array.from({ length: 10 }, (__, at) => ping(`payload-${at}`))],
    ])('%s', (__, frames) => {
      const { frames: found, broken } = read(chop(Buffer.concat(frames)));

      expect(broken).toBeUndefined();
      expect(found).toHaveLength(frames.length);
      expect(found.every(({ header, payload }) => header.length === payload.length)).toBe(true);
    });

    test('a ping of 126 octets is refused', () => {
      expect(read(chop(ping(Buffer.alloc(126)))).broken).toBe('long-control');
    });
  });

  describe('3 reserved bits', () => {
    const bits = [1, 2, 3, 4, 5, 6, 7];
    test.each(bits)('RSV = %i, after a message that is right', (rsv) => {
      const set = { rsv1: (rsv & 4) !== 0, rsv2: (rsv & 2) !== 0, rsv3: (rsv & 1) !== 0 };
      const kinds = [text('*', set), binary('*', set), ping('*', set), close('', set)];
      for (const bad of kinds) {
        const { broken, messages } = read(chop(Buffer.concat([text('ok'), bad, ping()])));
        expect([broken, ...told(messages)]).toEqual(['reserved-bit', 'text:ok']);
      }
    });
  });

  describe('4 opcodes', () => {
    test.each([3, 4, 5, 6, 7, 11, 12, 13, 14, 15])('%i is reserved, empty or not', (opcode) => {
      for (const payload of ['', 'reserved opcode payload']) {
        const all = Buffer.concat([text('ok'), frame({ opcode, payload }), ping()]);
        const { broken, messages } = read(chop(all));
        expect([broken, ...told(messages)]).toEqual(['reserved-opcode', 'text:ok']);
      }
    });
  });

  describe('5 fragmentation', () => {
    const first = text('fragment1', { fin: false });
    const last = continuation('fragment2');
    const more = { fin: false };
    test.each<[string, Uint8Array[], RuleName | undefined, string[]]>([
      ['a ping in two', [ping('1', more), continuation('2')], 'fragmented-control', []],
      ['a pong in two', [pong('1', more), continuation('2')], 'fragmented-control', []],
      ['text in two', [first, last], undefined, ['text:fragment1fragment2']],
      ['a ping between', [first, ping('p'), last], undefined, ['text:fragment1fragment2']],
      ['a continuation with FIN, and nothing before', [last], 'continuation-without-start', []],
      [
        'a continuation without FIN, and nothing before',
        [continuation('', more), text('late')],
        'continuation-without-start',
        [],
      ],
      ['another text before the end', [first, text('2')], 'interleaved-message', []],
      [
        'another fragment after the end',
        [first, last, continuation('3', more), text('4')],
        'continuation-without-start',
        ['text:fragment1fragment2'],
      ],
      [
        'five, with pings between',
        [
          ...[first, continuation('2', more), ping('1'), continuation('3', more)],
          ...[continuation('4', more), ping('2'), continuation('5')],
        ],
        undefined,
        ['text:fragment12345'],
      ],
      [
        'empty ones',
        [text('', more), continuation('', more), continuation('')],
        undefined,
        ['text:'],
      ],
      [
        'an empty first and last',
        [text('', more), continuation('middle', more), continuation('')],
        undefined,
        ['text:middle'],
      ],
    ])('%s', (__, frames, rule, wanted) => {
      const { broken, messages } = read(chop(Buffer.concat(frames)));

      expect(broken).toBe(rule);
      expect(told(messages)).toEqual(wanted);
    });
  });

  describe('7 closing', () => {
    const code = (value: number, reason: string | Uint8Array = '') =>
      close(octets(value >> 8, value & 0xff, reason));

    test.each<[string, Uint8Array, RuleName | undefined]>([
      ['nothing', close(), undefined],
      ['one octet', close('a'), 'close-payload-of-one'],
      ['a code', code(1000), undefined],
      ['a code and a reason', code(1000, 'Hello World!'), undefined],
      ['the longest reason', code(1000, '*'.repeat(123)), undefined],
      ['a reason too long', code(1000, '*'.repeat(124)), 'long-control'],
      [
        'a reason that is no UTF-8',
        code(1000, octets(0xce, 0xba, 0xed, 0xa0, 0x80)),
        'bad-close-reason',
      ],
    ])('with %s', (__, sent, rule) => {
      expect(read(chop(sent)).broken).toBe(rule);
    });

    test.each([
      ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011],
      ...[1012, 1013, 1014, 3000, 3999, 4000, 4999],
    ])('with the code %i', (value) => {
      expect(read(chop(code(value))).frames).toHaveLength(1);
    });

    test.each([0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535])(
      'not with the code %i',
      (value) => {
        expect(read(chop(code(value)))).toMatchObject({ broken: 'bad-close-code', frames: [] });
      },
    );

    test('messages after it are not read; one that was unfinished stays so', () => {
      const late = read(
        chop(Buffer.concat([text('1', { fin: false }), close(), continuation('2')])),
      );

      expect(late).toMatchObject({ messages: [], broken: 'data-after-close' });
      expect(late.frames).toHaveLength(2);
    });
  });

  describe('9 and 10 limits', () => {
    test('a message as long as the limit passes, in one frame or many', () => {
      const size = 40_000;
      const limits = { maxMessage: size, maxPayload: size };
      const pieces = Array.from({ length: 40 }, (__, at) =>
        continuation('x'.repeat(1000), { fin: at === 39 }),
      );
      const all = Buffer.concat([text('x'.repeat(size)), text('', { fin: false }), ...pieces]);
      const { messages, broken } = read(chop(all), limits);

      expect(broken).toBeUndefined();
      expect(messages.map(({ payload }) => payload.length)).toEqual([size, size]);
    });

    test('one octet more does not', () => {
      const limits = { maxMessage: 4000, maxPayload: 4000 };

      expect(read(chop(binary(Buffer.alloc(4001))), limits).broken).toBe('message-too-big');
    });
  });
});
