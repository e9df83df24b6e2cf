import { randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Deflater, type DeflaterOptions } from '../../src/ws/deflater.ts';
import { Inflater } from '../../src/ws/inflater.ts';

const BITS = [8, 9, 10, 11, 12, 13, 14, 15];
const TAIL = Buffer.from('0000ffff', 'hex');
const hello = Buffer.from('Hello');

const reader = (options: DeflaterOptions = {}) => new Inflater({ ...options, maxMessage: 2 ** 24 });

/** The message of a payload; a problem fails the test. */
function inflated(inflater: Inflater, payload: Uint8Array): Buffer {
  const result = inflater.inflate(payload);
  if (typeof result === 'string') throw new Error(result);
  return Buffer.from(result);
}

/** `count` octets that repeat what was before, from near and from far, and some of their own: the same for the same seed. */
function repetitive(count: number, seed: number): Buffer {
  const octets = Buffer.alloc(count);
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  for (let at = 0; at < count; ) {
    const back = 1 + random(at < 40_000 ? at + 1 : 40_000);
    const length = 3 + random(20);
    if (back > at || random(4) === 0) octets[at++] = random(256);
    else
      for (const end = Math.min(count, at + length); at < end; at += 1)
        octets[at] = octets[at - back] ?? 0;
  }
  return octets;
}

describe('a message compressed', () => {
  test('is without its tail', () => {
    const deflater = new Deflater();
    // RFC 7692 §7.2.3.1, and §7.2.3.2 for the same again.
    expect(Buffer.from(deflater.deflate(hello)).toString('hex')).toBe('f248cdc9c90700');
    expect(Buffer.from(deflater.deflate(hello)).toString('hex')).toBe('f200110000');
  });

  test('of nothing is one octet (RFC 7692 §7.2.3.6)', async () => {
    const deflater = new Deflater();
    const nothing = new Uint8Array(0);
    expect([...deflater.deflate(nothing)]).toEqual([0]);
    expect([...(await deflater.deflateAside(nothing))]).toEqual([0]);
    expect(inflated(reader(), deflater.deflate(nothing)).length).toBe(0);
  });

  test('for itself is the same each time', () => {
    const deflater = new Deflater({ noContextTakeover: true });
    expect(deflater.deflate(hello)).toEqual(deflater.deflate(hello));
  });

  test('takes more work, and fewer octets, where that is wanted', () => {
    const message = repetitive(50_000, 7);
    const [fast, small] = [1, 9].map((level) => new Deflater({ level }).deflate(message).length);
    expect(small).toBeLessThan(fast ?? 0);
  });

  test('beside the event loop counts in the order of the calls', async () => {
    const deflater = new Deflater();
    const messages = [1, 2, 3, 1, 2, 3].map((seed) => repetitive(8000, seed));
    const payloads = await Promise.all(
      messages.map((message, at) =>
        at % 2 === 0 ? deflater.deflateAside(message) : deflater.deflate(message),
      ),
    );
    const inflater = reader();
    for (const [at, payload] of payloads.entries()) {
      expect(inflated(inflater, payload).equals(messages[at] ?? TAIL)).toBe(true);
    }
    expect(payloads[3]?.length).toBeLessThan((payloads[0]?.length ?? 0) / 10);
  });

  test.each([1, 63, 64, 65, 4096, 65_471, 65_472, 65_535, 65_536, 65_537, 200_000])(
    'of %i octets that nothing can be made of ends with the tail that is left out',
    (length) => {
      const message = randomBytes(length);
      const payload = new Deflater().deflate(message);
      expect(message.equals(strictly(payload, 15, Buffer.alloc(0)))).toBe(true);
      expect(message.equals(inflated(reader(), payload))).toBe(true);
    },
  );
});

/** Inflates as a peer would that keeps no more than its window: zlib with one of that size, given room for 64 octets at a time. */
function strictly(payload: Uint8Array, bits: number, window: Uint8Array): Buffer {
  return inflateRawSync(Buffer.concat([payload, TAIL]), {
    windowBits: bits,
    chunkSize: 64,
    finishFlush: 2,
    ...(window.length > 0 ? { dictionary: window.subarray(-(2 ** bits)) } : {}),
  });
}

describe.each(BITS)('a window of %i bits', (bits) => {
  test.each([false, true])('is kept to, where nothing is taken over: %s', (noContextTakeover) => {
    const options = { maxWindowBits: bits, noContextTakeover, level: 9 };
    const deflater = new Deflater(options);
    const inflater = reader(options);
    let before = Buffer.alloc(0);
    for (const length of [300, 1, 5000, 70_000, 900, 40_000, 300]) {
      const message = repetitive(length, length);
      const payload = deflater.deflate(message);
      const window = noContextTakeover ? Buffer.alloc(0) : before;
      expect(message.equals(strictly(payload, bits, window))).toBe(true);
      expect(message.equals(inflated(inflater, payload))).toBe(true);
      before = Buffer.concat([before, message]);
    }
  });
});

test('a window of 8 bits shortens runs alone: zlib has none that small', () => {
  const deflater = new Deflater({ maxWindowBits: 8 });
  expect(deflater.deflate(Buffer.alloc(3000, 'a')).length).toBeLessThan(50);
  expect(deflater.deflate(Buffer.from('abc'.repeat(1000))).length).toBeGreaterThan(500);
});

test('whatever the messages are, the peer reads them as they were', () => {
  const text = fc.string({ maxLength: 300 }).map((one) => Buffer.from(one));
  const piece = fc.oneof(text, fc.uint8Array({ maxLength: 300 }));
  const message = fc
    .tuple(piece, fc.integer({ min: 0, max: 60 }))
    .map(([one, times]) => Buffer.concat(Array.from({ length: times }, () => one)));
  const options = fc.record({
    noContextTakeover: fc.boolean(),
    maxWindowBits: fc.constantFrom(...BITS),
    level: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), options, (messages, how) => {
      const deflater = new Deflater(how);
      const inflater = reader(how);
      for (const one of messages) {
        expect(inflated(inflater, deflater.deflate(one)).equals(one)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
