import { describe, expect, test } from 'vitest';
import type { EventOf } from '../../src/event/event.ts';
import { loadText } from '../../src/text/text.ts';
import { EXAMPLES } from '../trace/examples.ts';

const en = await loadText('en');
const ko = await loadText('ko');

const { options: _options, ...plain } = EXAMPLES.segment;
const empty = { bytes: 0, data: new Uint8Array() };
const syn: EventOf<'segment'> = {
  ...plain,
  ...empty,
  flags: ['SYN'],
  seq: 3_962_963_124,
  relativeSeq: 0,
  window: 65_495,
  options: { mss: 65_495, windowScale: 7, sackPermitted: true, timestamps: [1, 0] },
};
const { ack: _ack, relativeAck: _relativeAck, ...bare } = syn;
const ack: EventOf<'segment'> = { ...plain, ...empty, flags: ['ACK'], relativeAck: 7 };
const told = (event: EventOf<'segment'>) => [en.steps.segment(event), ko.steps.segment(event)];

describe('the sentence of a segment', () => {
  test('is relative and absolute with a SYN, and names its options', () => {
    expect(told(bare)).toEqual([
      'seq 0 (3,962,963,124), window 65,495, MSS 65,495, scale 7, SACK',
      'seq 0 (3,962,963,124), 윈도 65,495, MSS 65,495, 배율 7, SACK',
    ]);
    const answer = { ...syn, flags: ['SYN', 'ACK'] as const, options: {}, acknowledges: 1 };
    expect(told({ ...answer, roundTrip: 31 })).toEqual([
      'seq 0 (3,962,963,124), ack 1 (1,204,150,579), window 65,495: SYN acknowledged after 31 µs',
      'seq 0 (3,962,963,124), ack 1 (1,204,150,579), 윈도 65,495: SYN 확인 (31 µs 뒤)',
    ]);
  });

  test('is absolute where the beginning was not captured', () => {
    const { relativeSeq: _, relativeAck: __, ...late } = plain;
    expect(told(late)[0]).toBe('seq 3,962,890,637, ack 1,204,150,579');
  });

  test('is that of data in few words', () => {
    expect(told(plain)[0]).toBe('seq 1, ack 1');
    expect(told({ ...plain, flags: ['FIN', 'ACK'], ...empty })[0]).toBe('seq 1, ack 1');
    expect(told({ ...bare, flags: ['RST'], relativeSeq: 7, options: {} })[0]).toBe('seq 7');
  });

  test('says of a pure ACK what it covers, and when that was sent', () => {
    expect(told({ ...ack, acknowledges: 6, roundTrip: 43 })).toEqual([
      'ack 7, window 65,536: 6 B acknowledged after 43 µs',
      'ack 7, 윈도 65,536: 6 B 확인 (43 µs 뒤)',
    ]);
    expect(told({ ...ack, relativeAck: 1, acknowledges: 1 })[0]).toContain(': SYN acknowledged');
    expect(told({ ...ack, acknowledges: 6 })[0]).toMatch(/: 6 B acknowledged$/);
    expect(told(ack)[0]).toBe('ack 7, window 65,536');
  });

  test('tells a FIN from an octet', () => {
    const fin = { ...ack, acknowledgesFin: true } as const;
    expect(told({ ...fin, acknowledges: 1 })).toEqual([
      'ack 7, window 65,536: FIN acknowledged',
      'ack 7, 윈도 65,536: FIN 확인',
    ]);
    expect(told({ ...fin, acknowledges: 7 })[0]).toContain('SYN and 5 B and FIN acknowledged');
    expect(told({ ...fin, relativeAck: 90, acknowledges: 7 })[1]).toContain('6 B + FIN 확인');
  });

  test('counts SACK blocks as its ACK is counted, round the end of 32 bits too', () => {
    const options = { sack: [[19, 25] as const, [4_294_967_290, 3] as const] };
    expect(told({ ...ack, ack: 3, relativeAck: 20, options })[0]).toBe(
      'ack 20, window 65,536, SACK 36:42 11:20',
    );
  });

  test('begins with what it was judged to be', () => {
    const again = { ...plain, judged: ['retransmission'], after: 204_000 } as const;
    expect(told(again)).toEqual([
      'retransmission after 204 ms; seq 1, ack 1',
      '204 ms 뒤 재전송; seq 1, ack 1',
    ]);
    expect(told({ ...ack, judged: ['duplicate-ack', 'window-update'], after: 7 })[0]).toBe(
      'duplicate ACK, window update; ack 7, window 65,536',
    );
    expect(told({ ...ack, judged: ['keep-alive'] })[0]).toBe(
      'keep-alive; seq 1, ack 7, window 65,536',
    );
  });
});

describe('the sentence of a state', () => {
  const state = { ...EXAMPLES.state, was: 'SYN-SENT' } as const;
  const say = (event: EventOf<'state'>) => [en.steps.state(event), ko.steps.state(event)];

  test('claims a change only where each was seen, or follows from the packets', () => {
    expect(say({ ...state, how: 'polled' })).toEqual([
      'ESTABLISHED, seen (before: SYN-SENT)',
      'ESTABLISHED 관측 (앞서 SYN-SENT)',
    ]);
    expect(say({ ...state, how: 'traced' })).toEqual([
      'SYN-SENT → ESTABLISHED, traced',
      'SYN-SENT → ESTABLISHED (추적)',
    ]);
    expect(say({ ...state, how: 'derived' })).toEqual([
      'SYN-SENT → ESTABLISHED, derived from the packets',
      'SYN-SENT → ESTABLISHED (패킷에서 유도)',
    ]);
  });
});
