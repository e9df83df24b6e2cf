import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSendable } from '../../src/ws/close-code.ts';
import { decodeHeader, encodeHeader, type FrameHeader } from '../../src/ws/frame-header.ts';
import {
  type FrameState,
  isViolation,
  judgeFrame,
  judgeHeader,
  type RuleName,
  VIOLATIONS,
  violation,
} from '../../src/ws/violation.ts';
import {
  binary,
  close,
  continuation,
  frame,
  octets,
  oneByOne,
  ping,
  type ReadOptions,
  read,
  text,
} from './frames.ts';

type Case = [RuleName, string, Uint8Array[], ReadOptions?];

const CLIENT: ReadOptions = { role: 'client' };
const DEFLATE: ReadOptions = { compression: true };
const NORMAL = octets(0x03, 0xe8);

/** Some input for each rule. */
const CASES: readonly Case[] = [
  ['data-after-close', 'a message after Close', [close(), text('late')]],
  [
    'data-after-close',
    'a fragment after Close',
    [text('1', { fin: false }), close(), continuation('2')],
  ],
  ['reserved-bit', 'RSV1 without compression', [text('', { rsv1: true })]],
  ['reserved-bit', 'RSV2', [text('', { rsv2: true })]],
  ['reserved-bit', 'RSV3 on a ping', [ping('', { rsv3: true })]],
  ['reserved-bit', 'RSV2 with compression', [text('', { rsv1: true, rsv2: true })], DEFLATE],
  ['rsv1-misplaced', 'RSV1 on a ping', [ping('', { rsv1: true })], DEFLATE],
  [
    'rsv1-misplaced',
    'RSV1 on a continuation',
    [text('', { rsv1: true, fin: false }), continuation('', { rsv1: true })],
    DEFLATE,
  ],
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map(
    (opcode): Case => ['reserved-opcode', `opcode ${opcode}`, [frame({ opcode })]],
  ),
  ['unmasked-client-frame', 'no MASK to a server', [text('', { masked: false })]],
  ['masked-server-frame', 'MASK to a client', [text('')], CLIENT],
  ['fragmented-control', 'a ping without FIN', [ping('', { fin: false })]],
  ['long-control', 'a ping of 126 octets', [ping('.'.repeat(126))]],
  ['long-control', 'a Close frame of 126', [close(octets(NORMAL, '.'.repeat(124)))]],
  ['length-top-bit', 'a length of 2^63', [binary('', { length: 2n ** 63n })]],
  ['length-not-minimal', '5 octets in 16 bits', [text('12345', { lengthForm: 16 })]],
  ['length-not-minimal', '5 octets in 64 bits', [text('12345', { lengthForm: 64 })]],
  ['length-not-minimal', 'a ping in 16 bits', [ping('12345', { lengthForm: 16 })]],
  ['continuation-without-start', 'FIN and nothing before', [continuation('')]],
  [
    'continuation-without-start',
    'after a whole message',
    [text(''), continuation('', { fin: false })],
  ],
  ['interleaved-message', 'text within text', [text('', { fin: false }), text('')]],
  [
    'interleaved-message',
    'binary within text',
    [text('', { fin: false }), binary('', { fin: false })],
  ],
  ['message-too-big', 'a frame', [binary('12345')], { maxPayload: 4 }],
  ['message-too-big', 'a length of 2^63 - 1', [binary('', { length: 2n ** 63n - 1n })]],
  [
    'message-too-big',
    'two fragments',
    [binary('123', { fin: false }), continuation('45')],
    { maxMessage: 4 },
  ],
  ['close-payload-of-one', 'half a code', [close(octets(3))]],
  ['bad-close-code', '1005', [close(octets(0x03, 0xed))]],
  ['bad-close-code', '999', [close(octets(0x03, 0xe7))]],
  ['bad-close-reason', 'FF', [close(octets(NORMAL, 0xff))]],
  ['bad-close-reason', 'a character cut off', [close(octets(NORMAL, 0xe1, 0xbd))]],
  ['bad-utf8', 'text of FF', [text(octets(0xff))]],
  ['bad-utf8', 'a character cut off', [text(octets(0xe1, 0xbd))]],
  ['bad-utf8', 'a fragment of FF', [text('1', { fin: false }), continuation(octets(0xff))]],
  [
    'bad-utf8',
    'a last fragment that cuts off',
    [text('1', { fin: false }), continuation(octets(0xc3))],
  ],
];

describe('each rule', () => {
  test.each<Case>(CASES)('%s: %s', (rule, _, frames, options) => {
    expect(read(frames, options).broken).toBe(rule);
    expect(read(oneByOne(Buffer.concat(frames)), options).broken).toBe(rule);
  });

  test('is broken by some input', () => {
    const broken = new Set(CASES.map(([rule]) => rule));
    const rest = VIOLATIONS.map(({ rule }) => rule).filter((rule) => !broken.has(rule));

    // Found where messages are inflated: test/ws/inflater.test.ts.
    expect(rest).toEqual(['bad-compressed-data']);
  });

  test('has a name of its own, a section, and a code that may be sent', () => {
    expect(new Set(VIOLATIONS.map(({ rule }) => rule)).size).toBe(VIOLATIONS.length);
    for (const row of VIOLATIONS) {
      expect(row.section).toMatch(/^RFC (6455|7692) §\d+(\.\d+)*$/);
      expect(isSendable(row.code)).toBe(true);
      expect(violation(row.rule)).toBe(row);
    }
  });

  test('is told from what is none', () => {
    expect(isViolation(violation('bad-utf8'))).toBe(true);
    expect(isViolation({ opcode: 1 })).toBe(false);
    expect(isViolation(undefined)).toBe(false);
  });
});

const STATE: FrameState = {
  ...{ role: 'server', compression: false, maxPayload: 1000 },
  ...{ fragmented: false, closed: false },
};

function header(fields: Parameters<typeof encodeHeader>[0]): FrameHeader {
  const found = decodeHeader(encodeHeader(fields));
  if (!found) throw new Error('no header');
  return found;
}

describe('judging', () => {
  test('needs no reader: a frame can be judged before it is sent', () => {
    const good = header({ opcode: 8, length: 2, maskingKey: 1 });

    expect(judgeFrame({ header: good, payload: NORMAL }, STATE)).toBeUndefined();
    expect(judgeFrame({ header: good, payload: octets(0, 0) }, STATE)?.rule).toBe('bad-close-code');
    expect(judgeFrame({ header: good, payload: NORMAL }, { ...STATE, role: 'client' })?.rule).toBe(
      'masked-server-frame',
    );
  });

  test('a ping after Close breaks no rule: only data frames may not follow', () => {
    const late = header({ opcode: 9, length: 0, maskingKey: 1 });

    expect(judgeHeader(late, { ...STATE, closed: true })).toBeUndefined();
  });

  test('says nothing exactly of what RFC 6455 allows', () => {
    const headers = fc.record({
      fin: fc.boolean(),
      rsv1: fc.boolean(),
      rsv2: fc.boolean(),
      rsv3: fc.boolean(),
      opcode: fc.nat(15),
      length: fc.oneof(fc.nat(200), fc.nat(70_000)),
      lengthForm: fc.constantFrom(16 as const, 64 as const, undefined),
      maskingKey: fc.constantFrom(undefined, 0, 0xffff_ffff),
    });
    const states = fc.record({
      role: fc.constantFrom('client' as const, 'server' as const),
      compression: fc.boolean(),
      maxPayload: fc.constantFrom(100, 1000, 65_536),
      fragmented: fc.boolean(),
      closed: fc.boolean(),
    });
    fc.assert(
      fc.property(headers, states, ({ lengthForm, ...fields }, state) => {
        const given = header(lengthForm ? { ...fields, lengthForm } : fields);
        expect(judgeHeader(given, state) === undefined).toBe(isAllowed(given, state));
      }),
      { numRuns: 5000 },
    );
  });
});

/** The same in other words. */
function isAllowed(given: FrameHeader, state: FrameState): boolean {
  const { fin, rsv1, rsv2, rsv3, opcode, length, lengthForm, masked } = given;
  const isData = opcode === 1 || opcode === 2;
  const inPlace = opcode === 0 ? state.fragmented : !state.fragmented;
  const asData = [0, 1, 2].includes(opcode) && inPlace && !state.closed;
  const asControl = [8, 9, 10].includes(opcode) && fin && length <= 125;
  const shortest = length <= 125 ? 7 : length <= 65_535 ? 16 : 64;
  return (
    (asData || asControl) &&
    (!rsv1 || (state.compression && isData)) &&
    !rsv2 &&
    !rsv3 &&
    masked === (state.role === 'server') &&
    lengthForm === shortest &&
    length <= state.maxPayload
  );
}
