import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeFrame, fragmented, fragments } from '../../src/ws/frame-writer.ts';
import { randomMaskingKey } from '../../src/ws/masking-key.ts';
import { octets, read, told } from './frames.ts';

const HELLO = octets('Hello');

describe('a frame', () => {
  test.each([
    ['a text message', { opcode: 1 }, [0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]],
    [
      'a masked one',
      { opcode: 1, maskingKey: 0x37fa213d },
      [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58],
    ],
    ['a ping', { opcode: 9 }, [0x89, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]],
    [
      'a masked pong',
      { opcode: 10, maskingKey: 0x37fa213d },
      [0x8a, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58],
    ],
  ])('%s has the octets of RFC 6455 §5.7', (_, fields, wanted) => {
    const [only, ...more] = encodeFrame({ ...fields, payload: HELLO });

    expect(Array.from(only ?? [])).toEqual(wanted);
    expect(more).toEqual([]);
    expect(HELLO.toString()).toBe('Hello');
  });

  test('a long payload is not copied, unless it is masked', () => {
    const payload = new Uint8Array(100_000);
    const plain = encodeFrame({ opcode: 2, payload });
    const covered = encodeFrame({ opcode: 2, payload, maskingKey: 0x01020304 });

    expect(plain[1]).toBe(payload);
    expect(plain[0]).toHaveLength(10);
    expect(covered).toHaveLength(1);
    expect(covered[0]?.subarray(14, 18)).toEqual(Buffer.from([1, 2, 3, 4]));
    expect(payload.every((octet) => octet === 0)).toBe(true);
  });

  test('may tell a length that is not so', () => {
    const [broken] = encodeFrame({ opcode: 2, payload: HELLO, length: 2n ** 63n });

    expect(Array.from(broken?.subarray(0, 10) ?? [])).toEqual([
      0x82,
      127,
      0x80,
      ...Array(7).fill(0),
    ]);
    expect(broken).toHaveLength(15);
  });

  test('is read again as it was', () => {
    const any = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(new Uint8Array(70_000)));
    fc.assert(
      fc.property(any, fc.nat(0xffff_ffff), (payload, maskingKey) => {
        const { frames } = read(encodeFrame({ opcode: 2, payload, maskingKey }));
        expect(frames).toHaveLength(1);
        expect(Buffer.compare(frames[0]?.payload ?? octets('none'), payload)).toBe(0);
      }),
    );
  });
});

describe('fragments', () => {
  test.each([
    ['', 3, ['']],
    ['abc', 3, ['abc']],
    ['abcdefg', 3, ['abc', 'def', 'g']],
    ['abcdef', 3, ['abc', 'def']],
    ['ab', 0, ['a', 'b']],
  ])('of "%s" by %i', (payload, size, wanted) => {
    const pieces = [...fragments(octets(payload), size)];

    expect(pieces.map((piece) => Buffer.from(piece).toString())).toEqual(wanted);
  });

  test('the first frame has opcode and RSV1, the last has FIN', () => {
    const frames = [...fragmented({ opcode: 1, payload: octets('abcde'), rsv1: true }, 2)];

    expect(frames).toMatchObject([
      { opcode: 1, rsv1: true, fin: false },
      { opcode: 0, rsv1: false, fin: false },
      { opcode: 0, rsv1: false, fin: true },
    ]);
    expect([...fragmented({ opcode: 2, payload: octets() }, 2)]).toMatchObject([
      { opcode: 2, rsv1: false, fin: true },
    ]);
  });

  test('make the message again', () => {
    const message = octets('한국어 text of some length');
    for (let size = 1; size <= message.length + 1; size += 1) {
      const frames = [...fragmented({ opcode: 1, payload: message }, size)];
      const all = frames.flatMap((fields) => encodeFrame({ ...fields, maskingKey: 0x9abcdef0 }));
      expect(told(read(all).messages)).toEqual(['text:한국어 text of some length']);
    }
  });
});

test('masking keys have 32 bits, and differ', () => {
  const keys = Array.from({ length: 5000 }, randomMaskingKey);

  expect(new Set(keys).size).toBeGreaterThan(4990);
  expect(keys.every((key) => Number.isInteger(key) && key >= 0 && key <= 0xffff_ffff)).toBe(true);
  // Each of the bits is set in about half of them.
  for (let bit = 0; bit < 32; bit += 1) {
    const set = keys.filter((key) => (key >>> bit) & 1).length;
    expect(Math.abs(set - 2500)).toBeLessThan(500);
  }
});
