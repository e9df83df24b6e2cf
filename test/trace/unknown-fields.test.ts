import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocketEvent, UnknownEvent } from '../../src/event/event.ts';
import { encodeEvent, encodeHeader, encodeUnknown } from '../../src/trace/json-lines.ts';
import { parseEvent, readTrace } from '../../src/trace/read-json-lines.ts';
import { anyEvent } from './arbitrary.ts';
import { EXAMPLE_EVENTS, EXAMPLES } from './examples.ts';
import { HEADER, read } from './reading.ts';

/** Names that a newer program might choose, and those with which one might hope to do harm. */
const name = fc.oneof(
  fc.stringMatching(/^new[a-z]{1,5}$/),
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'unknown', '0', ''),
);
const fields = fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 4 });

/** What a line says, however its fields are ordered. Not an object: one with a field `constructor` is like no other. */
const meaning = (line: string) => Object.entries(JSON.parse(line)).map(spelled).toSorted();
const spelled = (value: unknown) => JSON.stringify(value);

describe('fields that only a newer program has', () => {
  test('are kept apart from those that are known, and written again', () => {
    const line = '{"mood":{"deep":[1]},"bytes":-1,';
    const event = parseEvent(encodeEvent(EXAMPLES.accept).replace('{', line), 2);

    expect(event).toStrictEqual({
      ...EXAMPLES.accept,
      unknown: { mood: { deep: [1] }, bytes: -1 },
    });
    expect(encodeEvent(event)).toBe(
      encodeEvent(EXAMPLES.accept).replace('}\n', ',"mood":{"deep":[1]},"bytes":-1}\n'),
    );
  });

  test('of any event and with any name come back as they were', () => {
    fc.assert(
      fc.property(anyEvent, fields, (event, added) => {
        const known = JSON.parse(encodeEvent(event));
        const entries = Object.entries(added).filter(([name]) => !Object.hasOwn(known, name));
        const line = JSON.stringify(Object.fromEntries([...entries, ...Object.entries(known)]));
        const read = parseEvent(line, 2);
        const { unknown, ...rest } = read;

        expect(rest).toStrictEqual(event);
        expect(unknown && spelled(unknown)).toBe(
          entries.length > 0 ? spelled(Object.fromEntries(entries)) : undefined,
        );
        expect(meaning(encodeEvent(read))).toEqual(meaning(line));
        expect(encodeEvent(read)).toMatch(/^[ -~]+\n$/);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['a message', EXAMPLES['tls-record'], ['messages', '0']],
    ['a header line', EXAMPLES['ws-request'], ['headers', '2']],
    ['options', EXAMPLES.segment, ['options']],
    ['a timer', EXAMPLES['tcp-info'], ['timer']],
    [
      'counts',
      { ...EXAMPLES.close, datagrams: { received: 1, sent: 2 } } satisfies SocketEvent,
      ['datagrams'],
    ],
  ])('within %s keep their place', (_what, event, way) => {
    const line: unknown = JSON.parse(encodeEvent(event));
    const inner = way.reduce<unknown>(at, line);
    Object.assign(Object(inner), { mood: 'gloomy', value2: [null] });
    const read = parseEvent(JSON.stringify(line), 2);

    const unknown = way.reduceRight<unknown>((value, name) => ({ [name]: value }), {
      mood: 'gloomy',
      value2: [null],
    });
    expect(read).toStrictEqual({ ...event, unknown });
    expect(JSON.parse(encodeEvent(read))).toStrictEqual(line);
  });

  test('of the header are told, and written again', async () => {
    const line = HEADER.replace('{', '{"host":{"name":"서버"},"__proto__":1,');
    const headers = await told(line);

    expect(headers.events).toEqual([]);
    expect(headers.lines).toEqual([
      HEADER.replace('}\n', ',"host":{"name":"\\uc11c\\ubc84"},"__proto__":1}\n'),
    ]);
  });

  test('may be 64 deep, and no deeper: whoever walks through them has a stack', () => {
    const nested = (depth: number) =>
      encodeEvent(EXAMPLES.pause).replace(
        '}\n',
        `,"mood":${'['.repeat(depth)}${']'.repeat(depth)}}`,
      );
    expect(encodeEvent(parseEvent(nested(63), 2))).toBe(`${nested(63)}\n`);
    for (const depth of [64, 1000, 200_000]) {
      expect(() => parseEvent(nested(depth), 2)).toThrow('nested deeper than 64');
    }
  });

  test('say nothing of what is known: that is checked as ever', () => {
    const line = encodeEvent(EXAMPLES.receive).replace('{', '{"mood":1,').replace(':6,', ':"six",');
    expect(() => parseEvent(line, 2)).toThrow('bytes: expected a whole number');
  });
});

describe('events of a type that only a newer program has', () => {
  const newer =
    '{"time":7,"source":"app","socket":"S1","type":"teleport","remote":"127.0.0.1:1","to":"\uc11c","by":{"x":1}}\n';

  test('are told in their place, with what every event has, and the others come as ever', async () => {
    const [first = EXAMPLES.bind, second = EXAMPLES.bind] = EXAMPLE_EVENTS;
    const order: (SocketEvent | UnknownEvent)[] = [];
    const lines: number[] = [];
    const unknown = (event: UnknownEvent, line: number) => {
      order.push(event);
      lines.push(line);
    };
    const text = [HEADER, encodeEvent(first), newer, '\n', newer, encodeEvent(second)];
    for await (const event of readTrace(text, { unknown })) order.push(event);

    const event = {
      ...{ time: 7, source: 'app', socket: 'S1', type: 'teleport' },
      remote: { host: '127.0.0.1', port: 1 },
      unknown: { to: '서', by: { x: 1 } },
    };
    expect(order).toStrictEqual([first, event, event, second]);
    expect(lines).toEqual([3, 5]);
  });

  test('are written again with all they had', async () => {
    const { lines } = await told(HEADER + newer);
    expect(lines).toEqual([HEADER, newer.replace('\uc11c', '\\uc11c')]);
  });

  test('need nobody who listens', async () => {
    expect(await read(HEADER, newer, encodeEvent(EXAMPLES.bind))).toEqual({
      events: [EXAMPLES.bind],
      problem: undefined,
    });
  });
});

/** All that a reader tells of a trace, written again. */
async function told(text: string) {
  const lines: string[] = [];
  const events: SocketEvent[] = [];
  const reading = readTrace([text], {
    header: (header) => lines.push(encodeHeader(header)),
    unknown: (event) => lines.push(encodeUnknown(event)),
  });
  for await (const event of reading) events.push(event);
  return { lines, events };
}

function at(value: unknown, name: string): unknown {
  return new Map<string, unknown>(Object.entries(Object(value))).get(name);
}
