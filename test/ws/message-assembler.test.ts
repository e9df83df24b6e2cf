import { describe, expect, test } from 'vitest';
import { FrameReader } from '../../src/ws/frame-reader.ts';
import { encodeFrame, fragmented } from '../../src/ws/frame-writer.ts';
import { MessageAssembler } from '../../src/ws/message-assembler.ts';
import {
  binary,
  continuation,
  octets,
  oneByOne,
  ping,
  Reading,
  read,
  text,
  told,
} from './frames.ts';

describe('messages', () => {
  test('of one frame and of several, with control frames between', () => {
    const { messages, frames } = read([
      text('one'),
      text('t', { fin: false }),
      ping('?'),
      continuation('w', { fin: false }),
      continuation('o'),
      binary(octets(0xff), { fin: false }),
      continuation(octets(0xfe)),
    ]);

    expect(told(messages)).toEqual(['text:one', 'text:two', 'binary:fffe']);
    expect(messages.map((message) => message.frames)).toEqual([1, 3, 2]);
    expect(frames).toHaveLength(7);
  });

  test('16 MiB in frames of 64 octets are put together', () => {
    const payload = Buffer.alloc(16 << 20, '0123456789abcde');
    const assembler = new MessageAssembler({ maxMessage: payload.length });
    const options = { role: 'client', maxPayload: payload.length, watcher: assembler } as const;
    const reader = new FrameReader(options);
    const results: unknown[] = [];
    for (const fields of fragmented({ opcode: 1, payload }, 64)) {
      for (const piece of encodeFrame(fields)) reader.push(piece);
      const found = reader.next();
      const result = found && assembler.add(found);
      if (result) results.push(result);
    }

    expect(results).toHaveLength(1);
    expect(results).toMatchObject([{ opcode: 1, frames: 1 << 18 }]);
    const [message] = results as { payload: Uint8Array }[];
    expect(Buffer.compare(message?.payload ?? octets(), payload)).toBe(0);
  });

  test('of which a trace keeps the payload do not change afterwards', () => {
    const { messages } = read([
      text('fir', { fin: false }),
      continuation('st'),
      text('sec', { fin: false }),
      continuation('ond'),
    ]);

    expect(told(messages)).toEqual(['text:first', 'text:second']);
  });
});

describe('the limit of a message', () => {
  const limits = { maxMessage: 10, maxPayload: 10 };

  test('counts all its frames', () => {
    expect(read([binary('12345', { fin: false }), continuation('67890')], limits)).toMatchObject({
      broken: undefined,
      messages: [{ frames: 2 }],
    });
    const over = [binary('12345', { fin: false }), continuation('678901')];
    expect(read(over, limits)).toMatchObject({ broken: 'message-too-big', messages: [] });
  });

  test('begins anew with each', () => {
    expect(read([binary('123456'), binary('123456')], limits).broken).toBeUndefined();
  });

  test('is known at the header of the fragment that is too much', () => {
    const reading = new Reading(limits);
    reading.push(binary('12345', { fin: false }));
    reading.push(continuation('678901').subarray(0, 6));

    expect(reading.broken).toBe('message-too-big');
  });

  test('leaves control frames alone', () => {
    const frames = [binary('123456789', { fin: false }), ping('12345'), continuation('0')];

    expect(read(frames, limits)).toMatchObject({ broken: undefined, messages: [{ frames: 2 }] });
    const pieces = oneByOne(Buffer.concat(frames));
    expect(read(pieces, limits)).toMatchObject({ broken: undefined, messages: [{ frames: 2 }] });
  });
});

describe('compressed messages', () => {
  const compression = true;

  test('are handed on as they are, and so marked', () => {
    const { messages, broken } = read(
      [
        text(octets(0xff), { rsv1: true, fin: false }),
        continuation(octets(0xfe)),
        text(octets(0xc0), { rsv1: true }),
        text('plain'),
      ],
      { compression },
    );

    expect(broken).toBeUndefined();
    expect(messages.map((message) => message.compressed)).toEqual([true, true, false]);
    expect(Array.from(messages[0]?.payload ?? [])).toEqual([0xff, 0xfe]);
  });

  test('that come in pieces are not read as text, either', () => {
    const all = text(Buffer.alloc(200, 0xff), { rsv1: true });

    expect(read([all.subarray(0, 50), all.subarray(50)], { compression }).broken).toBeUndefined();
  });

  test('do not hide what is wrong with the next', () => {
    const after = [text(octets(0xff), { rsv1: true, fin: false }), continuation(octets(0xfe))];

    expect(read([...after, text(octets(0xff))], { compression }).broken).toBe('bad-utf8');
  });
});

describe('by itself', () => {
  test('an assembler refuses what is out of order', () => {
    const frames = [text('1', { fin: false }), text('2')].flatMap((sent) => {
      const reader = new FrameReader({ role: 'server', maxPayload: 10 });
      reader.push(sent);
      return reader.next() ?? [];
    });
    const assembler = new MessageAssembler({ maxMessage: 10 });

    expect(frames.map((one) => assembler.add(one))).toMatchObject([
      undefined,
      { rule: 'interleaved-message' },
    ]);
  });
});
