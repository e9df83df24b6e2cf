import { describe, expect, test } from 'vitest';
import type { SocketEvent } from '../../src/event/event.ts';
import { type CheckOptions, type Finding, TraceCheck } from '../../src/trace/check-trace.ts';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { EXAMPLES, HEADER_EXAMPLE } from './examples.ts';
import { HEADER } from './reading.ts';

const { bind, accept, receive, segment, close, pause } = EXAMPLES;

async function checked(text: string | readonly string[], options: CheckOptions = {}) {
  const check = new TraceCheck([text].flat(), options);
  const findings: Finding[] = [];
  for await (const finding of check) findings.push(finding);
  return { findings, told: findings.map(told), summary: check.summary };
}

const told = ({ line, kind, problem }: Finding) => `${line} ${kind} ${problem}`;
const having = (event: SocketEvent, fields: object) =>
  `${JSON.stringify({ ...JSON.parse(encodeEvent(event)), ...fields })}\n`;
const lines = (...events: SocketEvent[]) => HEADER + events.map(encodeEvent).join('');

describe('the check of a trace', () => {
  test('that is well finds nothing, and tells what there is', async () => {
    const { findings, summary } = await checked(lines(bind, accept, receive, receive, segment));

    expect(findings).toEqual([]);
    expect(summary).toMatchObject({
      header: HEADER_EXAMPLE,
      lines: 6,
      events: 5,
      lanes: new Map([
        [
          'app',
          new Map([
            ['bind', 1],
            ['accept', 1],
            ['receive', 2],
          ]),
        ],
        ['wire', new Map([['segment', 1]])],
      ]),
      span: { from: bind.time, to: segment.time },
      cutOff: false,
      refused: 0,
      odd: 0,
    });
    expect(summary.sockets.names).toEqual(
      new Map([
        ['L1', 1],
        ['S1', 3],
        ['C1', 1],
      ]),
    );
  });

  test('goes on behind each bad line, and tells one thing for each bad field', async () => {
    const { told, summary } = await checked([
      HEADER,
      'hello\n',
      encodeEvent(bind),
      having(receive, { bytes: 'six', data: '?', socket: 'S 1' }),
      having(receive, { bytes: 1 }),
      having(segment, { options: { sack: [[1]] }, seq: undefined }),
      `${' '.repeat(1024 * 1024)}{}\n`,
      '\n',
      HEADER,
      encodeEvent(accept),
    ]);

    expect(told).toEqual([
      '2 refused not JSON',
      '4 refused socket: expected 1 to 64 characters, no space or control character',
      '4 refused bytes: expected a whole number ≥ 0',
      '4 refused data: expected base64 of at most 4096 octets',
      '5 refused data: more octets than "bytes" says',
      '6 refused seq: missing',
      '6 refused options.sack.0.1: missing',
      '7 refused line longer than 1 MiB',
      '9 refused a second header',
    ]);
    expect(summary).toMatchObject({ lines: 10, events: 2, refused: 9, odd: 0, cutOff: false });
  });

  test('tells the first hundred findings, or as many as are asked for, and counts them all', async () => {
    const text = HEADER + '[]\n'.repeat(250);
    expect((await checked(text)).findings).toHaveLength(100);
    expect((await checked(text, { most: 3 })).told).toEqual([
      '2 refused expected an object',
      '3 refused expected an object',
      '4 refused expected an object',
    ]);
    expect((await checked(text, { most: 0 })).summary.refused).toBe(250);
  });

  test.each([
    ['nothing', '', ['1 refused empty: no header']],
    ['blank lines', '\n \n', ['1 refused empty: no header']],
    [
      'another format',
      '{"format":"har"}\n',
      [
        '1 refused format: expected "sockets-trace"',
        '1 refused version: missing',
        '1 refused program: missing',
        '1 refused time: missing',
      ],
    ],
  ])('of %s says so', async (_what, text, problems) => {
    expect((await checked(text)).told).toEqual(problems);
  });

  test('whose header was lost reads what is left of it', async () => {
    const { told, summary } = await checked(encodeEvent(bind) + encodeEvent(accept));
    expect(told).toEqual(['1 refused no header: not a sockets trace']);
    expect(summary).toMatchObject({ header: undefined, events: 2 });
  });

  test('of a newer version does not look further: its lines may mean anything', async () => {
    function* newer(): Generator<string> {
      yield `${HEADER.replace('"version":1', '"version":2')}hello\n`;
      throw new Error('read too far');
    }
    const check = new TraceCheck(newer());
    const findings: Finding[] = [];
    for await (const finding of check) findings.push(finding);
    expect(findings.map(told)).toEqual(['1 refused version: newer than 1, the newest known here']);
  });

  test.each([
    ['within a line', 20],
    ['within its last character', 1],
  ])('that is cut off %s says so', async (_where, octets) => {
    const { told, summary } = await checked(lines(bind, accept).slice(0, -1 - octets));
    expect(told).toEqual(['3 refused cut off']);
    expect(summary).toMatchObject({ cutOff: true, events: 1 });
  });

  test('whose last line only lacks its newline has nothing to say of it', async () => {
    const { told, summary } = await checked(lines(bind, accept).slice(0, -1));
    expect(told).toEqual([]);
    expect(summary).toMatchObject({ cutOff: false, events: 2, lines: 3 });
  });

  test('counts types and fields that only a newer program has, and finds nothing wrong in them', async () => {
    const message = { name: 'client_hello', color: 1 };
    const { told, summary } = await checked([
      HEADER.replace('{', '{"host":"a",'),
      having(receive, { mood: 1, temper: { hot: true } }),
      having(receive, { mood: 2 }),
      having(EXAMPLES['tls-record'], { messages: [message, message] }),
      having(pause, { type: 'teleport', speed: 1 }),
    ]);

    expect(told).toEqual([]);
    expect(summary.events).toBe(3);
    expect(summary.unknownTypes.names).toEqual(new Map([['teleport', 1]]));
    expect(summary.unknownFields.names).toEqual(
      new Map([
        ['header.host', 1],
        ['receive.mood', 2],
        ['receive.temper', 1],
        ['tls-record.messages.color', 2],
      ]),
    );
  });

  test('lets an error of the source through as it is', async () => {
    const failure = new Error('EIO');
    async function* failing() {
      yield HEADER;
      throw failure;
    }
    const reading = (async () => {
      for await (const finding of new TraceCheck(failing())) expect(finding).toBeUndefined();
    })();
    await expect(reading).rejects.toBe(failure);
  });
});

describe('what the format rules out and a reader lets pass', () => {
  const { dropped, reply, fate } = EXAMPLES;
  const frame = EXAMPLES['ws-frame'];

  test.each([
    [
      'more unsent than sent',
      having(close, { sent: 1, unsent: 2 }),
      ['unsent: more than "sent" says'],
    ],
    ['a copy before the first', having(reply, { copy: 0 }), ['copy: counted from 1']],
    ['a datagram before the first', having(fate, { number: 0 }), ['number: counted from 1']],
    [
      'another opcode',
      having(frame, { opcode: 2 }),
      ['header: not what "fin", "rsv" and "opcode" say'],
    ],
    [
      'flags in disorder',
      having(segment, { flags: ['ACK', 'PSH'] }),
      ['flags: not in their order'],
    ],
    [
      'an ack that is only relative',
      having(segment, { ack: undefined }),
      ['relativeAck: no "ack"'],
    ],
    [
      'a datagram with flags',
      having(dropped, { what: 'datagram', flags: ['ACK', 'SYN'] }),
      ['flags: of no segment', 'relativeSeq: of no segment', 'flags: not in their order'],
    ],
  ])('is told as odd: %s', async (_what, line, problems) => {
    const { told, summary } = await checked(HEADER + line);
    expect(told).toEqual(problems.map((problem) => `2 odd ${problem}`));
    expect(summary).toMatchObject({ refused: 0, odd: problems.length, events: 1 });
  });

  test('is a label of two sockets, and a socket that goes on when it is closed', async () => {
    const closed = { ...close, socket: 'S1' };
    const { told } = await checked(lines(accept, receive, accept, closed, receive, segment));
    expect(told).toEqual([
      '4 odd socket: the label of another one before',
      '6 odd socket: closed before',
    ]);
  });

  test('is none of the examples', async () => {
    for (const event of Object.values(EXAMPLES)) {
      expect((await checked(lines(event))).told).toEqual([]);
    }
  });
});
