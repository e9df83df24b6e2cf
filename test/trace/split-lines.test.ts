import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PAYLOAD_LIMIT } from '../../src/event/event.ts';
import { encodeEvent } from '../../src/trace/json-lines.ts';
import { EXAMPLES } from './examples.ts';
import { HEADER, read } from './reading.ts';

describe('any cut', () => {
  // Another program may write UTF-8, blank lines and CR LF, where ours writes ASCII.
  const foreign = encodeEvent(EXAMPLES.lookup)
    .replace('localhost', '서버😀é')
    .replace('\n', '\r\n\n');
  const data = new Uint8Array(PAYLOAD_LIMIT).map((_, index) => index);
  const long = encodeEvent({ ...EXAMPLES.receive, bytes: data.length, data });
  const text = `\ufeff${HEADER}${foreign}${long}${foreign}`;
  const octets = Buffer.from(text);

  /** `whole` in pieces that end at the given places. */
  function cut<Whole extends { slice(start: number, end?: number): Whole; length: number }>(
    whole: Whole,
    places: readonly number[],
  ): Whole[] {
    const ends = places.map((place) => place % (whole.length + 1)).toSorted((a, b) => a - b);
    return [...ends, whole.length].map((end, index) => whole.slice(ends[index - 1] ?? 0, end));
  }
  const places = fc.array(fc.nat(), { maxLength: 6 });

  test('of octets or of text gives the same events', async () => {
    const expected = await read(octets);
    expect(expected.problem).toBeUndefined();
    expect(expected.events).toHaveLength(3);
    expect(expected.events[0]).toHaveProperty('name', '서버😀é');

    await fc.assert(
      fc.asyncProperty(places, async (at) => {
        expect(await read(...cut(new Uint8Array(octets), at))).toStrictEqual(expected);
        expect(await read(...cut(text, at))).toStrictEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('octet by octet, and unit by unit, gives the same events', async () => {
    const expected = await read(octets);

    expect(await read(...Array.from(octets, (octet) => Uint8Array.of(octet)))).toStrictEqual(
      expected,
    );
    expect(await read(...text.split(''))).toStrictEqual(expected);
    expect(
      await read(text.slice(0, 200), octets.subarray(Buffer.byteLength(text.slice(0, 200)))),
    ).toStrictEqual(expected);
  });

  test('of a broken trace gives the same events before the same problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(octets.length - 1), fc.nat(255), places, async (place, octet, at) => {
        const broken = new Uint8Array(octets);
        broken[place] = octet;
        expect(await read(...cut(broken, at))).toStrictEqual(await read(broken));
      }),
      { numRuns: 150 },
    );
  });

  test('takes a character apart from its other half for what it is', async () => {
    const line = encodeEvent({ ...EXAMPLES.error, code: 'CODE' });
    const halves = [HEADER, line.replace('CODE', '\ud83d').slice(0, -3), Buffer.from('"}\n')];

    expect((await read(...halves)).events[0]).toHaveProperty('code', '\ufffd');
    expect((await read(HEADER, '\ud83d')).problem).toBe('line 2: cut off');
  });
});
