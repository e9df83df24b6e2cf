import { constants, createDeflateRaw, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Deflater } from '../../src/ws/deflater.ts';
import { Inflater, type InflaterOptions } from '../../src/ws/inflater.ts';

const MOST = 2 ** 20;

function inflating(options: Partial<InflaterOptions> = {}) {
  const inflater = new Inflater({ maxMessage: MOST, ...options });
  return (payload: Uint8Array | string) => {
    const octets = typeof payload === 'string' ? Buffer.from(payload, 'hex') : payload;
    const result = inflater.inflate(octets);
    return typeof result === 'string' ? result : Buffer.from(result).toString('latin1');
  };
}

describe("RFC 7692's examples", () => {
  test.each([
    ['§7.2.3.1, one compressed block', 'f248cdc9c90700'],
    ['§7.2.3.3, a block without compression', '000500faff48656c6c6f00'],
    ['§7.2.3.4, a last block', 'f348cdc9c9070000'],
    ['§7.2.3.5, two blocks', 'f24805000000ffffcac9c90700'],
    ['§7.2.3.6, and an empty one behind', 'f248cdc9c907000000ffff00'],
  ])('%s', (_, payload) => {
    expect(inflating()(payload)).toBe('Hello');
    expect(inflating({ noContextTakeover: true })(payload)).toBe('Hello');
  });

  test('§7.2.3.2, a window that is shared', () => {
    const inflate = inflating();
    expect([inflate('f248cdc9c90700'), inflate('f200110000')]).toEqual(['Hello', 'Hello']);
  });

  test('§7.2.3.6, a message of nothing', () => {
    const inflate = inflating();
    expect([inflate('00'), inflate(''), inflate('f248cdc9c90700')]).toEqual(['', '', 'Hello']);
  });
});

describe('last blocks', () => {
  const last = (text: string) => deflateRawSync(text);

  test('may stand anywhere in a message, with the window going on', () => {
    const inflate = inflating();
    const hello = Buffer.from('f248cdc9c90700', 'hex');
    expect(inflate(Buffer.concat([last('one '), last('two '), hello]))).toBe('one two Hello');
    expect(inflate('f200110000')).toBe('Hello');
  });

  test('may be what a message ends with', () => {
    expect(inflating()(last('Hello'))).toBe('Hello');
  });

  test('refer back to those before them, even where nothing is taken over between messages', () => {
    const dictionary = Buffer.from('Hello, hello, hello');
    const again = deflateRawSync(dictionary, { dictionary });
    const payload = Buffer.concat([deflateRawSync(dictionary), again]);
    const inflate = inflating({ noContextTakeover: true });
    expect(inflate(payload)).toBe('Hello, hello, helloHello, hello, hello');
    expect(inflate(again)).toBe('bad-compressed-data');
  });

  test('without end are refused', () => {
    const empty = Buffer.from('0300', 'hex');
    const many = (count: number) => Buffer.concat(Array.from({ length: count }, () => empty));
    expect(inflating()(many(200))).toBe('');
    expect(inflating()(many(100_000))).toBe('bad-compressed-data');
  });

  test('count together for the limit', () => {
    const inflate = inflating({ maxMessage: 8 });
    expect(inflate(Buffer.concat([last('Hello'), last('abc')]))).toBe('Helloabc');
    expect(inflate(Buffer.concat([last('Hello'), last('abcd')]))).toBe('message-too-big');
    expect(inflate(Buffer.concat([last('Hello123'), last('a')]))).toBe('message-too-big');
  });
});

describe('what is no compressed message', () => {
  test.each([
    ['the reserved block type', '06'],
    ['lengths that do not fit', '000500faaa48656c6c6f00'],
    ['a reference to before the beginning', 'f200110000'],
    ['a block that does not end', 'f248cdc9'],
    ['a block without compression that does not end', '000500faff4865'],
    ['octets behind the end', 'f348cdc9c9070006'],
  ])('%s', (_, payload) => {
    expect(inflating()(payload)).toBe('bad-compressed-data');
  });

  test('is refused when it refers to a message before, where nothing is taken over', () => {
    const inflate = inflating({ noContextTakeover: true });
    expect([inflate('f248cdc9c90700'), inflate('f200110000')]).toEqual([
      'Hello',
      'bad-compressed-data',
    ]);
  });

  test('is refused when it refers back further than was agreed upon', () => {
    const message = Buffer.from(Array.from({ length: 600 }, (_, at) => (at * at * 7) >> 3));
    const deflater = new Deflater();
    const payloads = [message, message].map((one) => deflater.deflate(one));
    const [near, far] = [10, 9].map((maxWindowBits) => {
      const inflater = new Inflater({ maxWindowBits, maxMessage: MOST });
      return payloads.map((payload) => inflater.inflate(payload));
    });
    expect(near).toEqual([message, message]);
    expect(far).toEqual([message, 'bad-compressed-data']);
  });

  test('is never more than a word, whatever the octets are', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), fc.boolean(), (payloads, none) => {
        const inflater = new Inflater({ maxMessage: 100, noContextTakeover: none });
        for (const payload of payloads) {
          const result = inflater.inflate(payload);
          if (typeof result === 'string') {
            expect(['message-too-big', 'bad-compressed-data']).toContain(result);
          } else expect(result.length).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a message that is too big', () => {
  const zeros = (count: number) =>
    deflateRawSync(Buffer.alloc(count), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);

  test.each([1, 100, 1023, 1024, 65_536, 100_000])('is one octet more than %i', (maxMessage) => {
    const inflater = new Inflater({ maxMessage });
    expect(inflater.inflate(zeros(maxMessage)).length).toBe(maxMessage);
    expect(inflater.inflate(zeros(maxMessage + 1))).toBe('message-too-big');
  });

  test('is left long before it is whole', () => {
    const bomb = zeros(2 ** 25);
    const inflater = new Inflater({ maxMessage: 2 ** 16 });
    const before = process.memoryUsage().arrayBuffers;
    expect(inflater.inflate(bomb)).toBe('message-too-big');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 22);
  });

  test('is any, where none may be: but one of nothing is not', () => {
    const inflate = inflating({ maxMessage: 0 });
    expect([inflate('00'), inflate(''), inflate('f248cdc9c90700')]).toEqual([
      '',
      '',
      'message-too-big',
    ]);
  });
});

test("reads what zlib's own stream makes of many messages, one window for all", async () => {
  const stream = createDeflateRaw();
  const inflater = new Inflater({ maxMessage: MOST });
  for (let number = 0; number < 200; number += 1) {
    const message = Buffer.from(`message ${number} of many, `.repeat(1 + ((number * 37) % 50)));
    const flushed = new Promise<void>((resolve) => {
      stream.write(message);
      stream.flush(constants.Z_SYNC_FLUSH, resolve);
    });
    await flushed;
    const payload: unknown = stream.read();
    const octets = payload instanceof Uint8Array ? payload : new Uint8Array(0);
    expect(inflater.inflate(octets.subarray(0, -4))).toEqual(message);
  }
});
