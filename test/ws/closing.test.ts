import { describe, expect, test } from 'vitest';
import {
  answerCode,
  CLOSING_STEPS,
  type Closing,
  closeCode,
  closeReceived,
  closeSent,
  closesStream,
  isClean,
  maySendData,
  OPEN,
  owesClose,
  streamClosed,
} from '../../src/ws/closing.ts';

/** `sent`, `got` and `gone`, one after the other; what was sent has code 1000, what came 1001. */
function having(...steps: ('sent' | 'got' | 'gone')[]): Closing {
  return steps.reduce((closing, step) => {
    if (step === 'sent') return closeSent(closing, 1000);
    if (step === 'got') return closeReceived(closing, { code: 1001, reason: 'leaving' });
    return streamClosed(closing);
  }, OPEN);
}

describe('the closing handshake', () => {
  test('begun by us: data ends, the answer makes it clean', () => {
    const sent = having('sent');
    expect(sent).toMatchObject({ state: 'CLOSING', begunBy: 'us', sent: 1000 });
    expect([maySendData(OPEN), maySendData(sent)]).toEqual([true, false]);
    expect([owesClose(sent), closeCode(sent), closesStream(sent, 'server')]).toEqual([
      ...[false, undefined, false],
    ]);

    const done = having('sent', 'got');
    expect(done).toMatchObject({ state: 'CLOSING', begunBy: 'us', received: 1001 });
    expect([isClean(done), isClean(streamClosed(done))]).toEqual([false, true]);
    expect(streamClosed(done).state).toBe('CLOSED');
  });

  test('begun by the peer: we owe the same code', () => {
    const got = having('got');

    expect(got).toMatchObject({ state: 'CLOSING', begunBy: 'peer', reason: 'leaving' });
    expect([owesClose(got), answerCode(got), closeCode(got)]).toEqual([true, 1001, 1001]);
    // What was begun may be finished: no Close frame went yet.
    expect(maySendData(got)).toBe(true);
    const answered = closeSent(got, answerCode(got));
    expect(owesClose(answered)).toBe(false);
    expect(answered.begunBy).toBe('peer');
  });

  test('the server closes the stream, once Close frames went both ways', () => {
    for (const done of [having('sent', 'got'), having('got', 'sent')]) {
      expect([closesStream(done, 'server'), closesStream(done, 'client')]).toEqual([true, false]);
    }
    expect(closesStream(having('got', 'sent', 'gone'), 'server')).toBe(false);
    expect(closesStream(having('got'), 'server')).toBe(false);
  });

  test('a Close frame without a code is 1005 for the program, and answered without', () => {
    const got = closeReceived(OPEN, {});

    expect([closeCode(got), answerCode(got), got.reason]).toEqual([1005, undefined, '']);
    expect(closeSent(got, answerCode(got)).sent).toBe(1005);
  });

  test('a stream that ends without one is 1006, and not clean', () => {
    for (const lost of [having('gone'), having('sent', 'gone')]) {
      expect([closeCode(lost), isClean(lost), lost.state]).toEqual([1006, false, 'CLOSED']);
    }
    expect(isClean(having('got', 'gone'))).toBe(false);
    expect(closeCode(having('got', 'gone'))).toBe(1001);
    expect(owesClose(having('got', 'gone'))).toBe(false);
    expect(maySendData(having('gone'))).toBe(false);
  });

  test('only the first Close frame each way counts, and none after the stream', () => {
    const again = closeReceived(having('got'), { code: 4000, reason: 'again' });
    expect(again).toMatchObject({ received: 1001, reason: 'leaving' });
    expect(closeSent(having('sent'), 4000).sent).toBe(1000);
    expect(having('gone', 'got', 'sent')).toEqual(having('gone'));
  });

  test('no step leads back', () => {
    const order = ['OPEN', 'CLOSING', 'CLOSED'];
    for (const [from, steps] of Object.entries(CLOSING_STEPS)) {
      for (const to of Object.values(steps)) {
        expect(order.indexOf(to)).toBeGreaterThanOrEqual(order.indexOf(from));
      }
    }
  });
});
