import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameReader } from '../../src/ws/frame-reader.ts';
import {
  binary,
  close,
  continuation,
  cutAt,
  frame,
  octets,
  oneByOne,
  ping,
  Reading,
  read,
  text,
  told,
} from './frames.ts';

/** Headers of each length, control frames between fragments, empty frames. */
const CONVERSATION = Buffer.concat([
  text('hello'),
  text(''),
  text('한국', { fin: false }),
  ping('there?'),
  continuation('어', { fin: false }),
  continuation(''),
  binary(new Uint8Array(126).fill(1)),
  binary(new Uint8Array(70_000).fill(2)),
  close(octets(0x03, 0xe8, 'bye')),
]);
const WHOLE = read([CONVERSATION]);

/** What of a reading can be compared. */
function outline({ frames, messages, broken }: ReturnType<typeof read>) {
  const payloads = frames.map(({ header, payload }) => [
    header,
    Buffer.from(payload).toString('hex'),
  ]);
  return { payloads, messages: told(messages), broken };
}

describe('octets cut anywhere', () => {
  test('the conversation as a whole has its frames and messages', () => {
    expect(WHOLE.frames.map(({ header }) => header.opcode)).toEqual([1, 1, 1, 9, 0, 0, 2, 2, 8]);
    expect(told(WHOLE.messages).map((message) => message.slice(0, 12))).toEqual([
      ...['text:hello', 'text:', 'text:한국어', 'binary:01010', 'binary:02020'],
    ]);
    expect(WHOLE.broken).toBeUndefined();
  });

  test('give the same frames in any pieces', () => {
    const wanted = outline(WHOLE);
    const cuts = fc.array(fc.oneof(fc.nat(CONVERSATION.length), fc.nat(260)), { maxLength: 30 });
    fc.assert(
      fc.property(cuts, (places) => {
        expect(outline(read(cutAt(CONVERSATION, places)))).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  test('give the same frames one by one', () => {
    expect(outline(read(oneByOne(CONVERSATION)))).toEqual(outline(WHOLE));
  });

  test('give the same frames when nothing is taken until all has come', () => {
    const reader = new FrameReader({ role: 'server', maxPayload: 100_000 });
    const pieces = cutAt(CONVERSATION, [0, 3, 3, 5, 11, 17, 40, 200, 300, 40_000]);
    for (const piece of pieces) reader.push(Buffer.from(piece));
    const payloads: string[] = [];
    for (let next = reader.next(); next; next = reader.next()) {
      payloads.push(Buffer.from(next.payload).toString());
      reader.push(octets()); // between two frames, too
    }

    expect(payloads).toEqual(WHOLE.frames.map(({ payload }) => Buffer.from(payload).toString()));
  });

  test('come in the order in which they were pushed, even between two frames', () => {
    const reader = new FrameReader({ role: 'server', maxPayload: 100 });
    const took = () => Buffer.from(reader.next()?.payload ?? octets('none')).toString();
    reader.push(text('1'));
    reader.push(text('2'));
    expect(took()).toBe('1');
    reader.push(text('3'));

    expect([took(), took(), took()]).toEqual(['2', '3', 'none']);
  });
});

describe('a reader', () => {
  test('knows whether a frame is unfinished', () => {
    const reading = new Reading();
    const all = text('hello');
    const seen = [reading.reader.unfinished];
    for (const cut of [1, 5, 1, 4]) {
      const from = [0, 1, 6, 7][seen.length - 1] ?? 0;
      reading.push(all.subarray(from, from + cut));
      seen.push(reading.reader.unfinished);
    }

    expect(seen).toEqual([false, true, true, true, false]);
  });

  test('a small frame stays where it came, unmasked there', () => {
    const reader = new FrameReader({ role: 'server', maxPayload: 100 });
    const all = text('hello');
    reader.push(all);
    const found = reader.next();

    expect(found?.payload.buffer).toBe(all.buffer);
    expect(Buffer.from(all.subarray(6)).toString()).toBe('hello');
  });

  test.each([
    ['in one piece', 11],
    ['in two', 8],
  ])('octets that somebody else keeps stay as they are: %s', (_, cut) => {
    const reader = new FrameReader({ role: 'server', maxPayload: 100, inPlace: false });
    const all = text('hello');
    reader.push(all.subarray(0, cut));
    const first = reader.next();
    reader.push(all.subarray(cut));
    const found = first ?? reader.next();

    expect(Buffer.from(found?.payload ?? []).toString()).toBe('hello');
    expect(all).toEqual(text('hello'));
  });

  test('a client reads unmasked frames', () => {
    const { messages, broken } = read([text('hello', { masked: false })], { role: 'client' });

    expect(told(messages)).toEqual(['text:hello']);
    expect(broken).toBeUndefined();
  });
});

describe('a broken frame', () => {
  test('does not take those before it along, nor any after', () => {
    const all = Buffer.concat([text('good'), frame({ opcode: 3, payload: 'bad' }), text('lost')]);
    const reading = new Reading();
    reading.push(all);
    reading.push(text('lost, too'));

    expect(told(reading.messages)).toEqual(['text:good']);
    expect(reading.broken).toBe('reserved-opcode');
  });

  test('is shown, with what has come of its payload, unmasked', () => {
    const { reader } = new Reading();
    reader.push(Buffer.concat([text('0'), frame({ opcode: 1, rsv2: true, payload: 'see me' })]));
    expect(reader.next()).toBeDefined();
    expect(reader.next()).toBeUndefined();

    expect(reader.broken?.header).toMatchObject({ rsv2: true, opcode: 1, length: 6 });
    expect(Buffer.from(reader.broken?.payload ?? []).toString()).toBe('see me');
    expect(reader.violation).toEqual({
      rule: 'reserved-bit',
      section: 'RFC 6455 §5.2',
      code: 1002,
    });
  });

  test('is known by its header alone: nobody waits for its payload', () => {
    const big = binary('', { length: 2n ** 40n });
    const { reader } = new Reading({ maxPayload: 2 ** 40 - 1 });
    for (const octet of oneByOne(big)) {
      reader.push(octet);
      expect(reader.next()).toBeUndefined();
    }

    expect(reader.violation?.rule).toBe('message-too-big');
    expect(reader.broken?.header.length).toBe(2 ** 40);
  });
});

describe('random octets', () => {
  test('never throw, and give no more than came', () => {
    const few = fc.uint8Array({ maxLength: 40 });
    const many = fc.uint8Array({ maxLength: 4000 });
    const role = fc.constantFrom('client' as const, 'server' as const);
    fc.assert(
      fc.property(fc.array(fc.oneof(few, many)), role, fc.boolean(), (chunks, who, compression) => {
        const options = { role: who, compression, maxPayload: 1000, maxMessage: 1500 };
        const { frames, messages, broken } = read(chunks, options);
        const came = chunks.reduce((sum, { length }) => sum + length, 0);
        const carried = frames.reduce((sum, { payload }) => sum + payload.length, 0);
        expect(carried).toBeLessThanOrEqual(came);
        expect(frames.every(({ payload }) => payload.length <= 1000)).toBe(true);
        expect(messages.every(({ payload }) => payload.length <= 1500)).toBe(true);
        expect(outline(read(cutAt(Buffer.concat(chunks), [1, 7, 90]), options)).broken).toBe(
          broken,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('behind headers that are right, too', () => {
    const frames = fc.record({
      opcode: fc.constantFrom(0, 1, 2, 8, 9, 10),
      fin: fc.boolean(),
      rsv1: fc.boolean(),
      payload: fc.uint8Array({ maxLength: 30 }),
    });
    const places = fc.array(fc.nat(500), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 12 }), places, (sent, cuts) => {
        const all = Buffer.concat(sent.map((one) => frame(one)));
        const options = { compression: true };
        expect(outline(read(cutAt(all, cuts), options))).toEqual(outline(read([all], options)));
      }),
      { numRuns: 300 },
    );
  });
});
