import { describe, expect, test } from 'vitest';
import { frameDetails } from '../../src/command/ws-frame-details.ts';
import type { EventOf } from '../../src/event/event.ts';
import { loadText } from '../../src/text/text.ts';
import { encodeHeader } from '../../src/ws/frame-header.ts';
import { EXAMPLES } from '../trace/examples.ts';

const text = await loadText('en');

/** A frame with this payload; with a key it is a client's. */
function frameOf(
  data: Uint8Array,
  { maskingKey, opcode = 1, rsv = 0 }: { maskingKey?: number; opcode?: number; rsv?: number } = {},
): EventOf<'ws-frame'> {
  const masked = maskingKey !== undefined;
  const key = masked ? { masked, maskingKey } : {};
  const rsv1 = rsv === 4;
  const header = encodeHeader({ fin: true, rsv1, opcode, ...key, length: data.length });
  return { ...EXAMPLES['ws-frame'], opcode, rsv, masked, header, data, bytes: data.length };
}

describe('a frame, bit by bit', () => {
  // The examples of RFC 6455 §5.7.
  test('is the masked hello of the RFC, field by field', () => {
    const lines = frameDetails(frameOf(Buffer.from('Hello'), { maskingKey: 0x37fa213d }), text);
    expect(lines.map((line) => line.trimEnd())).toEqual([
      '  FIN          1        the last frame of its message',
      '  RSV1         0        reserved',
      '  RSV2         0        reserved',
      '  RSV3         0        reserved',
      '  opcode       0001     text',
      '  MASK         1        masked, as a client has to',
      '  Payload len  0000101  5 B',
      '  Masking-key  00110111 11111010 00100001 00111101  0x37fa213d',
      '  the payload as it goes, masked:',
      expect.stringMatching(/^ {4}0000 {2}7f 9f 4d 51 58 /),
      '  the payload, each octet XOR one of the key, in turn:',
      expect.stringMatching(/^ {4}0000 {2}48 65 6c 6c 6f .*Hello$/),
    ]);
  });

  test('has its payload once where nothing is masked, and none where there is none', () => {
    const plain = frameDetails(frameOf(Buffer.from('Hello')), text);
    expect(plain.filter((line) => /^ {4}0000/.test(line))).toHaveLength(1);
    expect(plain.join()).not.toContain('XOR');
    const empty = frameDetails(frameOf(new Uint8Array(), { maskingKey: 1 }), text);
    expect(empty.at(-1)).toMatch(/^ {2}Masking-key .* 0x00000001$/);
  });

  test('has a length of 16 bits octet by octet', () => {
    const lines = frameDetails(frameOf(new Uint8Array(256)), text);
    expect(lines).toContain(
      '  Payload len              1111110  126: the length follows, in 16 bits',
    );
    expect(lines).toContain('  Extended payload length  00000001 00000000  256 B');
  });

  test('says what is set without a meaning', () => {
    const lines = frameDetails(frameOf(new Uint8Array(), { opcode: 3, rsv: 4 }), text);
    expect(lines[1]).toMatch(/^ {2}RSV1 +1 +set: an extension has to give it a meaning$/);
    expect(lines[4]).toMatch(/^ {2}opcode +0011 +without a meaning yet$/);
  });
});
