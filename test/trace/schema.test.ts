import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { parseEvent, readTrace } from '../../src/trace/read-json-lines.ts';
import { anyEvent } from './arbitrary.ts';
import { EXAMPLE_EVENTS, EXAMPLES } from './examples.ts';
import { HEADER, problemOf, read, TEXT } from './reading.ts';

describe('a hostile trace', () => {
  test('of random text, octets or JSON is a bad trace and nothing else', async () => {
    const json = fc.json({ maxDepth: 4 });
    const text = fc.oneof(fc.string({ unit: 'binary' }), json);
    await fc.assert(
      fc.asyncProperty(text, fc.uint8Array(), async (line, octets) => {
        expect((await read(line)).problem).toMatch(/^line \d+: /);
        expect((await read(octets)).problem).toMatch(/^line \d+: /);
        expect((await read(HEADER, `${line.replaceAll(/\s/g, '')}.\n`)).problem).toMatch(
          /^line 2: /,
        );
      }),
      { numRuns: 150 },
    );
  });

  test('of mutated lines is an event or a bad trace and nothing else', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(-1, 1.5, 1e300, '', '__proto__'),
    );
    fc.assert(
      fc.property(
        anyEvent,
        value,
        fc.nat(),
        fc.nat(),
        fc.string(),
        (event, other, which, place, raw) => {
          const fields = Object.entries(JSON.parse(encodeEvent(event)));
          const [name] = fields[which % fields.length] ?? [];
          const line = JSON.stringify(Object.fromEntries([...fields, [name, other]]));
          const at = place % line.length;
          for (const text of [
            line,
            line.slice(0, at) + raw + line.slice(at + 1),
            line.slice(0, at),
          ]) {
            try {
              expect(parseEvent(text, 7)).toHaveProperty('type');
            } catch (error) {
              expect(problemOf(error)).toMatch(/^line 7: /);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  const receive = JSON.parse(encodeEvent(EXAMPLES.receive));
  const without = (name: string) => JSON.stringify({ ...receive, [name]: undefined });
  const having = (fields: object) => JSON.stringify({ ...receive, ...fields });

  test.each([
    ['a word for a number', having({ bytes: 'six' }), 'bytes: expected a whole number ≥ 0'],
    ['a negative count', having({ bytes: -1 }), 'bytes: expected a whole number ≥ 0'],
    ['half an octet', having({ bytes: 6.5 }), 'bytes: expected a whole number ≥ 0'],
    ['a count beyond 2^53', having({ bytes: 2 ** 53 }), 'bytes: expected a whole number ≥ 0'],
    ['a count of no number', having({}).replace('"bytes":6', '"bytes":NaN'), 'not JSON'],
    [
      'an infinite count',
      having({}).replace('"bytes":6', '"bytes":1e999'),
      'bytes: expected a whole number ≥ 0',
    ],
    ['null for a time', having({ time: null }), 'time: expected a whole number ≥ 0'],
    ['no time', without('time'), 'time: missing'],
    ['no octets', without('data'), 'data: missing'],
    ['no type', without('type'), 'type: missing'],
    ['a type of another kind', having({ type: 7 }), 'type: expected the name of an event type'],
    [
      'a type every object has',
      having({ type: 'toString' }),
      'type: expected the name of an event type',
    ],
    [
      'a type with an escape',
      having({ type: 'x\u001b[2J' }),
      'type: expected the name of an event type',
    ],
    [
      'a type to come without a time',
      having({ type: 'teleport', time: undefined }),
      'time: missing',
    ],
    [
      'a source to come',
      having({ source: 'oracle' }),
      'source: expected "app" or "syscall" or "kernel" or "wire"',
    ],
    [
      'a label with an escape',
      having({ socket: 'S\u001b[2J' }),
      'socket: expected 1 to 64 characters, no space or control character',
    ],
    [
      'a label without end',
      having({ socket: 'S'.repeat(65) }),
      'socket: expected 1 to 64 characters, no space or control character',
    ],
    ['no base64', having({ data: 'aGVs*G8K' }), 'data: expected base64 of at most 4096 octets'],
    [
      'base64 without its padding',
      having({ data: 'aGVsbA' }),
      'data: expected base64 of at most 4096 octets',
    ],
    [
      'base64 with stray bits',
      having({ data: 'aGVsbB==' }),
      'data: expected base64 of at most 4096 octets',
    ],
    [
      'a payload beyond the limit',
      having({ bytes: 4097, data: Buffer.alloc(4097).toString('base64') }),
      'data: expected base64 of at most 4096 octets',
    ],
    ['more octets than counted', having({ bytes: 5 }), 'data: more octets than "bytes" says'],
    ['an array', '[]', 'expected an object'],
    ['null', 'null', 'expected an object'],
    ['deep nesting', '['.repeat(500_000), 'not JSON'],
    [
      'deep nesting in an unknown field',
      `{"x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      'type: missing',
    ],
    ['a second header', HEADER.trim(), 'a second header'],
  ])('with %s is told by its line', async (_what, line, problem) => {
    expect(await read(TEXT, line, '\n')).toEqual({
      events: EXAMPLE_EVENTS,
      problem: `line ${EXAMPLE_EVENTS.length + 2}: ${problem}`,
    });
  });

  test.each([
    '',
    ':1',
    '127.0.0.1',
    '127.0.0.1:',
    '127.0.0.1:65536',
    '127.0.0.256:1',
    '1.2.3:1',
    'localhost:1',
    '::1:80',
    '[::1]',
    '[::1]80',
    '[1.2.3.4]:80',
    '[::g]:1',
    '[:::]:1',
    '[::1%]:1',
    '[::1%a b]:1',
    `[::1%${'e'.repeat(200)}]:1`,
    '127.0.0.1:0x50',
    '127.0.0.1:80 ',
    '\u001b[2J',
    `[${':'.repeat(900_000)}]:1`,
  ])('with the address %j is told by its line', (local) => {
    expect(() => parseEvent(having({ local }), 3)).toThrow('local: expected');
  });

  test('cannot reach a prototype', () => {
    const line = having({}).replace(
      '{',
      '{"__proto__":{"bytes":1,"polluted":true},"constructor":{"prototype":{"polluted":true}},',
    );
    const { unknown = {}, ...event } = parseEvent(line, 2);

    expect(event).toStrictEqual(EXAMPLES.receive);
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(unknown)).toBe(Object.prototype);
    expect(Object.keys(unknown)).toEqual(['__proto__', 'constructor']);
    expect(encodeEvent({ ...event, unknown })).toContain(
      '"__proto__":{"bytes":1,"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    );
    expect(() => parseEvent('{"__proto__":{"type":"pause"}}', 2)).toThrow('type: missing');
    expect({}).not.toHaveProperty('polluted');
  });

  test('that is not UTF-8 is told by its line', async () => {
    const octets = Buffer.from(`${TEXT}${without('local')}\n`);
    octets[octets.length - 5] = 0xff;

    expect(await read(octets)).toEqual({
      events: EXAMPLE_EVENTS,
      problem: `line ${EXAMPLE_EVENTS.length + 2}: not UTF-8`,
    });
  });

  test('with a line that does not end is given up at 1 MiB, not when memory ends', async () => {
    let asked = 0;
    function* endless() {
      yield HEADER;
      for (;;) {
        asked += 1;
        yield 'x'.repeat(64 * 1024);
      }
    }
    const reading = (async () => {
      for await (const event of readTrace(endless())) expect(event).toBeUndefined();
    })();

    await expect(reading).rejects.toThrow('line longer than 1 MiB');
    expect(asked).toBe(17);
  });

  test('may have a line of 1 MiB to the octet', async () => {
    const line = having({});
    const padded = (length: number) => `${line.slice(0, -1)}${' '.repeat(length - line.length)}}\n`;

    expect(await read(HEADER, padded(1024 * 1024))).toEqual({
      events: [EXAMPLES.receive],
      problem: undefined,
    });
    expect((await read(HEADER, padded(1024 * 1024 + 1))).problem).toBe(
      'line 2: line longer than 1 MiB',
    );
  });
});
