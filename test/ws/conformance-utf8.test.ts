import { describe, expect, test } from 'vitest';
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

describe('6 UTF-8', () => {
  const BEFORE = 'κόσμε';
  const SURROGATE = octets(0xed, 0xa0, 0x80);

  test.each(['', 'Hello-µ@ßöäüàá-UTF-8!!', BEFORE, '한국어', '😀\u{10ffff}\uffff'])(
    '"%s" passes, in fragments of each size',
    (message) => {
      const payload = octets(message);
      for (let size = 1; size <= payload.length; size += 1) {
        const frames = [text('', { fin: false })];
        for (let at = 0; at < payload.length; at += size) {
          frames.push(continuation(payload.subarray(at, at + size), { fin: false }));
        }
        const all = [...frames, continuation('')];
        expect(told(read(all).messages)).toEqual([`text:${message}`]);
        expect(told(read(oneByOne(Buffer.concat(all))).messages)).toEqual([`text:${message}`]);
      }
    },
  );

  test('is refused at the fragment that breaks it: nobody waits for the last', () => {
    const reading = new Reading();
    reading.push(text(BEFORE, { fin: false }));
    expect(reading.broken).toBeUndefined();
    reading.push(continuation(octets(0xf4), { fin: false }));
    expect(reading.broken).toBeUndefined();
    reading.push(continuation(octets(0x90), { fin: false }));
    expect(reading.broken).toBe('bad-utf8');
  });

  test.each([
    ['the first', [], text],
    ['a later', [text('한', { fin: false }), ping()], continuation],
  ])(
    'is refused at the octet that breaks it, within %s frame that has not all come',
    (_, opening, kind) => {
      const good = octets(BEFORE, 0xf4);
      const sent = kind(octets(good, 0x90, 0x80, 0x80, 'edited'));
      const header = 6;
      const reading = new Reading();
      for (const before of opening) reading.push(before);
      for (const octet of oneByOne(sent.subarray(0, header + good.length))) reading.push(octet);
      expect(reading.broken).toBeUndefined();
      reading.push(sent.subarray(header + good.length, header + good.length + 1));

      expect(reading.broken).toBe('bad-utf8');
      expect(reading.reader.broken?.payload).toHaveLength(good.length + 1);
    },
  );

  test('a frame that comes in pieces and ends within a character is refused at its end', () => {
    const sent = text(octets('abc', 0xe1, 0xbd));
    const reading = new Reading();
    reading.push(sent.subarray(0, -1));
    expect(reading.broken).toBeUndefined();
    reading.push(sent.subarray(-1));

    expect(reading).toMatchObject({ broken: 'bad-utf8', messages: [] });
  });

  test('a message that was right does not help or harm the next', () => {
    const split = text('abcde한');
    const reading = new Reading();
    reading.push(split.subarray(0, -1));
    reading.push(split.subarray(-1));
    reading.push(text('한'));
    reading.push(text('하', { fin: false }));
    reading.push(continuation('나'));
    reading.push(split.subarray(0, -2));
    reading.push(split.subarray(-2));

    expect(told(reading.messages)).toEqual([
      ...['text:abcde한', 'text:한', 'text:하나', 'text:abcde한'],
    ]);
    expect(reading.broken).toBeUndefined();
  });

  test('binary may be anything', () => {
    const { messages } = read([
      binary(SURROGATE),
      ...oneByOne(binary(SURROGATE)),
      binary(SURROGATE, { fin: false }),
      continuation(octets(0xff)),
    ]);

    expect(told(messages)).toEqual(['binary:eda080', 'binary:eda080', 'binary:eda080ff']);
  });
});
