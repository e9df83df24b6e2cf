import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../src/event/event.ts';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { parseEvent, readTrace } from '../../src/trace/read-json-lines.ts';
import { anyEventOf } from './arbitrary.ts';
import { EXAMPLE_EVENTS, EXAMPLES } from './examples.ts';
import { HEADER, read, TEXT } from './reading.ts';

describe('a round trip', () => {
  test.each(EVENT_TYPES)('gives back every %s event as it was', (type) => {
    fc.assert(
      fc.property(anyEventOf(type), (event) => {
        const line = encodeEvent(event);
        expect(line).toMatch(/^[ -~]+\n$/);
        expect(parseEvent(line, 2)).toStrictEqual(event);
      }),
      { numRuns: 30 },
    );
  });

  test('gives back a whole trace', async () => {
    expect(await read(TEXT)).toStrictEqual({ events: EXAMPLE_EVENTS, problem: undefined });
  });
});

describe('what may differ within version 1', () => {
  test('is the newline of the last line', async () => {
    expect(await read(TEXT.slice(0, -1))).toEqual({ events: EXAMPLE_EVENTS, problem: undefined });
    expect(await read(HEADER.slice(0, -1))).toEqual({ events: [], problem: undefined });
  });

  test('is not its end: a last line without it is cut off', async () => {
    const cut = {
      events: EXAMPLE_EVENTS.slice(0, -1),
      problem: `line ${EXAMPLE_EVENTS.length + 1}: cut off`,
    };

    expect(await read(TEXT.slice(0, -2))).toEqual(cut);
    expect(await read(TEXT.slice(0, -20))).toEqual(cut);
    expect(await read(TEXT.slice(0, -2), Uint8Array.of(0xe2, 0x82))).toEqual(cut);
    expect((await read(HEADER.slice(0, 20))).problem).toBe('line 1: cut off');
  });
});

describe('the header', () => {
  const header = (fields: object) => `${JSON.stringify({ ...JSON.parse(HEADER), ...fields })}\n`;

  test.each([
    ['is missing from an empty file', '', 'line 1: empty: no header'],
    ['is missing from blank lines', '\n\n', 'line 1: empty: no header'],
    [
      'is missing before an event',
      encodeEvent(EXAMPLES.bind),
      'line 1: no header: not a sockets trace',
    ],
    ['is of another format', header({ format: 'har' }), 'line 1: format: expected "sockets-trace"'],
    [
      'is of a newer version',
      header({ version: 2 }),
      'line 1: version: newer than 1, the newest known here',
    ],
    ['is of no version', header({ version: 0 }), 'line 1: version: expected 1'],
    [
      'is of a version in words',
      header({ version: '1' }),
      'line 1: version: expected a whole number ≥ 0',
    ],
    ['names no program', header({ program: undefined }), 'line 1: program: missing'],
    ['is not JSON', 'time,source\n', 'line 1: not JSON'],
  ])('that %s is told', async (_what, first, problem) => {
    expect(await read(first)).toEqual({ events: [], problem });
  });

  test('may have fields to come', async () => {
    expect(await read(header({ host: 'a' }))).toEqual({ events: [], problem: undefined });
  });
});

test('an error of the source comes through as it is', async () => {
  const failure = new Error('EIO');
  async function* failing() {
    yield HEADER;
    throw failure;
  }
  await expect(readTrace(failing()).next()).rejects.toBe(failure);
});

test('events come as soon as their line is complete', async () => {
  async function* halting() {
    yield HEADER + encodeEvent(EXAMPLES.bind);
    yield* neverAsked();
  }
  // biome-ignore lint/correctness/useYield: it stands for what must not be read yet.
  function* neverAsked(): Generator<string> {
    throw new Error('read too far');
  }
  const { value } = await readTrace(halting()).next();
  expect(value).toStrictEqual(EXAMPLES.bind);
});
