import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { loadText } from '../../src/text/text.ts';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { parseEvent } from '../../src/trace/read-json-lines.ts';
import { EXAMPLES } from './examples.ts';
import { problemOf } from './reading.ts';

const ko = await loadText('ko');
const having = (event: SocketEvent, fields: object) =>
  JSON.stringify({ ...JSON.parse(encodeEvent(event)), ...fields });
const { segment, datagram, icmp, syscall, state } = EXAMPLES;
const fragment = EXAMPLES['ip-fragment'];
const info = EXAMPLES['tcp-info'];
const whole = (most: number) => `expected a whole number from 0 to ${most}`;
const base64 = (octets: number) => Buffer.alloc(octets).toString('base64');

describe('an event from outside the program', () => {
  test.each([
    ['a number beyond 32 bits', segment, { seq: 2 ** 32 }, `seq: ${whole(4_294_967_295)}`],
    ['a negative ack', segment, { ack: -1 }, `ack: ${whole(4_294_967_295)}`],
    ['ack without ACK', segment, { flags: ['SYN'] }, 'ack: no flag "ACK"'],
    ['a window too wide', segment, { window: 2 ** 30 }, `window: ${whole(1_073_725_440)}`],
    ['a flag to come', segment, { flags: ['NS'] }, 'flags.0: expected a flag of TCP'],
    ['a flag twice', segment, { flags: ['ACK', 'ACK'] }, 'flags: the same one twice'],
    [
      'a judgement to come',
      segment,
      { judged: ['lost'] },
      'judged.0: expected a judgement of version 1',
    ],
    [
      'five blocks of SACK',
      segment,
      { options: { sack: [1, 2, 3, 4, 5].map((one) => [one, one]) } },
      'options.sack: expected four blocks at the most',
    ],
    ['options in a list', segment, { options: [] }, 'options: expected an object'],
    ['half a block', segment, { options: { sack: [[1]] } }, 'options.sack.0.1: missing'],
    [
      'a block of three',
      segment,
      { options: { timestamps: [1, 2, 3] } },
      'options.timestamps.2: expected two numbers',
    ],
    ['more octets than counted', segment, { bytes: 5 }, 'data: more octets than "bytes" says'],
    [
      'a header without end',
      segment,
      { header: base64(513) },
      'header: expected base64 of at most 512 octets',
    ],
    ['a length of 17 bits', datagram, { length: 65_536 }, `length: ${whole(65_535)}`],
    ['an offset beyond a packet', fragment, { offset: 65_536 }, `offset: ${whole(65_528)}`],
    ['a meaning to come', icmp, { meaning: '' }, 'meaning: expected a meaning of version 1'],
    ['a type of 9 bits', icmp, { kind: 256 }, `kind: ${whole(255)}`],
    [
      'a call with an escape',
      syscall,
      { call: 'read\u001b[2J' },
      'call: expected the name of a system call',
    ],
    [
      'a call without end',
      syscall,
      { call: 'x'.repeat(65) },
      'call: expected the name of a system call',
    ],
    ['octets of no count', syscall, { data: 'aGVsbG8K' }, 'data: more octets than "bytes" says'],
    [
      'a result and an error',
      syscall,
      { error: 'EBADF' },
      'error: a call that failed has no result',
    ],
    ['a state to come', state, { state: 'SYN_RECV' }, 'state: expected a state of RFC 9293'],
    ['a guess', state, { how: 'guessed' }, 'how: expected "polled" or "traced" or "derived"'],
    ['a timer of no kind', info, { timer: { expires: 1, fired: 0 } }, 'timer.kind: missing'],
  ])('with %s is told', (_what, event, fields, problem) => {
    const told = () => {
      try {
        return parseEvent(having(event, fields), 3);
      } catch (error) {
        return problemOf(error);
      }
    };
    expect(told()).toBe(`line 3: ${problem}`);
    expect(ko.errors['bad-trace']({ line: 3, problem }).why).toMatch(/[가-힣]/);
  });

  test('keeps what is at its limit', () => {
    const fields = { header: base64(512), window: 1_073_725_440, seq: 4_294_967_295, ack: 0 };
    expect(parseEvent(having(segment, fields), 3)).toMatchObject({
      window: 1_073_725_440,
      header: new Uint8Array(512),
    });
  });

  test('need not have what is not known', () => {
    const { result: _result, elapsed: _elapsed, descriptor: _descriptor, ...unfinished } = syscall;
    const line = encodeEvent(unfinished);
    expect(line).not.toContain('result');
    expect(parseEvent(line, 3)).toStrictEqual(unfinished);
  });
});
