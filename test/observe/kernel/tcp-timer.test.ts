import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSsTimer, parseTcpTimer } from '../../../src/observe/kernel/tcp-timer.ts';

const line = (timer: string, probes = 0) =>
  `  24: 0100007F:232D 0100007F:9C45 06 00000000:00000000 ${timer}     0 ${String(probes).padStart(8)} 0 3 0000000036ce5526`;

test('a TIME-WAIT has the time that is left, to 10 ms', () => {
  expect(parseTcpTimer(line('03:00001715 00000000'))).toEqual({
    kind: 'timewait',
    expires: 59_090_000,
    fired: 0,
  });
});

test('a retransmission timer counts retransmissions, another one probes', () => {
  expect(parseTcpTimer(line('01:00000047 00000002', 9))).toMatchObject({ kind: 'on', fired: 2 });
  expect(parseTcpTimer(line('02:00000047 00000002', 9))).toMatchObject({
    kind: 'keepalive',
    fired: 9,
  });
  expect(parseTcpTimer(line('04:00000000 00000002', 9))).toMatchObject({
    kind: 'persist',
    fired: 9,
  });
});

test('no timer, an unknown one, a time out of reach and what is no row are none', () => {
  expect(parseTcpTimer(line('00:00000000 00000000'))).toBeUndefined();
  expect(parseTcpTimer(line('07:00000047 00000000'))).toBeUndefined();
  expect(parseTcpTimer(line('01:FFFFFFFFFFFFFF00 00000000'))).toBeUndefined();
  expect(parseTcpTimer('  sl  local_address rem_address   st tx_queue rx_queue')).toBeUndefined();
});

test('any text is a timer that can be counted down, or none', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[\dA-F]{2}:[\dA-F]{8,16} [\dA-F]{8}$/).map((text) => line(text)),
    fc.stringMatching(/^\([a-z]{1,9},(\d{1,9}min)?(\d{1,3}sec)?(\d?\.?\d{1,3}ms)?,\d{1,11}\)$/),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const timer of [parseTcpTimer(text), parseSsTimer(text)]) {
        if (!timer) continue;
        expect(Number.isSafeInteger(timer.expires) && timer.expires >= 0).toBe(true);
        expect(Number.isSafeInteger(timer.fired) && timer.fired >= 0).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
