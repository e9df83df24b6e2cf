import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeClosePayload,
  isSendable,
  parseClosePayload,
  REASON_LIMIT,
  STATUS_CODES,
  statusCode,
} from '../../src/ws/close-code.ts';
import { octets } from './frames.ts';

describe('status codes', () => {
  test('leave no gap and overlap nowhere', () => {
    let next = 0;
    for (const { first, last } of STATUS_CODES) {
      expect(first).toBe(next);
      next = last + 1;
    }
    expect(next).toBe(65_536);
  });

  test.each([
    ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014],
    ...[3000, 3999, 4000, 4999],
  ])('%i may be sent', (code) => {
    expect(isSendable(code)).toBe(true);
  });

  test.each([
    ...[-1, 0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535, 65_536],
    ...[1000.5, 3000.5, Number.NaN],
  ])('%d may not', (code) => {
    expect(isSendable(code)).toBe(false);
  });

  test('have names, and sections', () => {
    expect(statusCode(1001)).toMatchObject({ name: 'going-away', section: 'RFC 6455 §7.4.1' });
    expect(statusCode(4242)).toMatchObject({ name: 'private-use', section: 'RFC 6455 §7.4.2' });
    expect(statusCode(70_000)).toBeUndefined();
  });
});

describe('the payload of a Close frame', () => {
  test('is a code of two octets and a reason', () => {
    const payload = encodeClosePayload(1000, 'bye');

    expect(payload).toEqual(new Uint8Array([0x03, 0xe8, 0x62, 0x79, 0x65]));
    expect(parseClosePayload(payload)).toMatchObject({ code: 1000, reason: 'bye' });
  });

  test('may be empty, and is without a code', () => {
    expect(encodeClosePayload()).toHaveLength(0);
    expect(encodeClosePayload(undefined, 'lost')).toHaveLength(0);
    expect(parseClosePayload(octets())).toMatchObject({ code: undefined, reason: '' });
    expect(parseClosePayload(octets(3))).toMatchObject({ code: undefined, reason: '' });
  });

  test('has as many whole characters of a long reason as fit', () => {
    const payload = encodeClosePayload(1011, '한'.repeat(50));

    expect(payload).toHaveLength(2 + REASON_LIMIT);
    expect(parseClosePayload(payload).reason).toBe('한'.repeat(41));
    expect(encodeClosePayload(1011, `${'a'.repeat(121)}한`)).toHaveLength(123);
  });

  test('shows a reason that is no UTF-8', () => {
    const { reason, reasonOctets } = parseClosePayload(octets(0x03, 0xe8, 'a', 0xff));

    expect(reason).toBe('a\ufffd');
    expect(Array.from(reasonOctets)).toEqual([0x61, 0xff]);
  });

  test('says what was written, whatever the code', () => {
    const reasons = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(fc.nat(65_535), reasons, (code, reason) => {
        fc.pre(Buffer.byteLength(reason) <= REASON_LIMIT);
        expect(parseClosePayload(encodeClosePayload(code, reason))).toMatchObject({ code, reason });
      }),
    );
  });
});
