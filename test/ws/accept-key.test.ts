import { describe, expect, test } from 'vitest';
import { acceptFor, acceptSteps, isKey, makeKey } from '../../src/ws/accept-key.ts';

describe('Sec-WebSocket-Accept', () => {
  test("comes about as in RFC 6455 §1.3's example, step by step", () => {
    expect(acceptSteps('dGhlIHNhbXBsZSBub25jZQ==')).toEqual({
      key: 'dGhlIHNhbXBsZSBub25jZQ==',
      guid: '258EAFA5-E914-47DA-95CA-C5AB0DC85B11',
      joined: 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11',
      sha1: 'b37a4f2cc0624f1690f64606cf385945b2bec4ea',
      accept: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    });
    expect(acceptFor('dGhlIHNhbXBsZSBub25jZQ==')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  });
});

describe('Sec-WebSocket-Key', () => {
  test('is 16 octets, others each time', () => {
    const keys = Array.from({ length: 20 }, makeKey);
    expect(keys.every(isKey)).toBe(true);
    expect(keys.map((key) => Buffer.from(key, 'base64').length)).toEqual(keys.map(() => 16));
    expect(new Set(keys).size).toBe(20);
  });

  test.each([
    ['of 15 octets', Buffer.alloc(15).toString('base64')],
    ['of 17 octets', Buffer.alloc(17).toString('base64')],
    ['of none', ''],
    ['without its padding', 'dGhlIHNhbXBsZSBub25jZQ'],
    ['with too little padding', 'dGhlIHNhbXBsZSBub25jZQ='],
    ['in the URL alphabet', '_-hlIHNhbXBsZSBub25jZQ=='],
    ['with a space', 'dGhlIHNhbXBsZSBub25j Q=='],
    ['with a line behind it', 'dGhlIHNhbXBsZSBub25jZQ==\n'],
  ])('%s is none', (_, key) => {
    expect(isKey(key)).toBe(false);
  });
});
