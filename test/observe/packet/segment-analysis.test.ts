import { describe, expect, test } from 'vitest';
import { SEGMENT_RULES } from '../../../src/observe/packet/segment-rules.ts';
import type { Segment } from '../../../src/observe/packet/tcp-flow.ts';
import { segmentsIn, segmentsOf, TCP_CAPTURES } from './captures.ts';
import { variants } from './variants.ts';

/** Number, direction and rules of all segments to which rules apply. */
function told(segments: readonly Segment[]): string[] {
  return segments
    .filter(({ rules }) => rules.length > 0)
    .map(({ flow, number, from, rules }) => {
      return `${flow.number}.${number} ${from === 0 ? '->' : '<-'} ${rules.join(' ')}`;
    });
}

describe('what happened', () => {
  test('one lost segment of many: duplicate ACKs with what arrived, then it is sent again at once', () => {
    const segments = segmentsOf('lose-one');
    const again = segments.find(({ rules }) => rules.includes('fast-retransmission'));
    const lost = segments[(again?.sentBefore?.segment ?? 0) - 1];

    expect(lost?.relativeSequence).toBe(again?.relativeSequence);
    expect(again?.sentBefore?.ago).toBe((again?.time ?? 0) - (lost?.time ?? 0));
    const duplicates = segments.filter(({ rules }) => rules.includes('duplicate-ack'));
    expect(duplicates.length).toBeGreaterThanOrEqual(2);
    expect(duplicates.map(({ duplicate }) => duplicate?.count)).toEqual(
      duplicates.map((_, index) => index + 1),
    );
    expect(
      duplicates.every(({ sack }) => sack[0]?.from === (lost?.relativeSequence ?? 0) + 1448),
    ).toBe(true);
    const answer = segments[again?.number ?? 0];
    expect(answer?.acknowledges?.segments).toContain(lost?.number);
    expect(answer?.acknowledges?.roundTrip).toBeUndefined();
  });

  test('a lost SYN and lost data: sent again when the timer has run out', () => {
    const segments = segmentsOf('lose-time-out');

    expect(told(segments).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      ...['-> retransmission', '-> retransmission', '-> retransmission'],
    ]);
    expect(segments[1]?.sentBefore?.ago).toBeGreaterThan(900_000);
    const answered = segments.find(({ relativeAcknowledgment }) => relativeAcknowledgment === 601);
    expect(answered?.acknowledges).toMatchObject({ from: 1, to: 601, roundTrip: undefined });
  });

  test('a lost ACK: what is sent again was there already', () => {
    const spurious = segmentsOf('lose-answer').filter(({ flow }) => flow.number === 1);

    expect(told(spurious)).toEqual(['1.6 -> spurious-retransmission', '1.7 <- duplicate-ack']);
  });

  test('a window that closes: filled, zero, probed, and opened again', () => {
    const lines = told(segmentsOf('zero-window')).map((line) => line.split(' ').slice(1).join(' '));
    const at = lines.indexOf('<- zero-window');

    expect(lines.slice(at - 1, at + 4)).toEqual([
      '-> window-full',
      '<- zero-window',
      '-> zero-window-probe',
      '<- zero-window zero-window-probe-ack',
      '<- window-update',
    ]);
  });

  test('silence: keep-alives and their answers', () => {
    expect(told(segmentsOf('keep-alive'))).toEqual([
      '0.6 -> keep-alive',
      '0.7 <- keep-alive-ack',
      '0.8 -> keep-alive',
      '0.9 <- keep-alive-ack',
    ]);
  });

  test('each ACK covers the segments it answers, with their round trip', () => {
    const segments = segmentsOf('echo-ipv4');
    const covered = segments.flatMap(({ acknowledges }) => acknowledges?.segments ?? []);
    const numbered = segments.filter(({ sequenceLength }) => sequenceLength > 0);

    expect(covered.toSorted((a, b) => a - b)).toEqual(numbered.map(({ number }) => number));
    expect(segments[1]?.acknowledges).toEqual({
      from: 0,
      to: 1,
      segments: [1],
      roundTrip: (segments[1]?.time ?? 0) - (segments[0]?.time ?? 0),
    });
    expect(segments.at(-1)?.inFlight).toBe(0);
  });

  test('the same ports again are another flow', () => {
    const flows = segmentsOf('reset').map(({ flow }) => flow);
    const reused = flows.filter(({ ends }) => ends[0].port === 40001);

    expect(new Set(reused).size).toBe(2);
    expect(new Set(flows.map(({ number }) => number))).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  test('every rule has held somewhere', () => {
    const segments = segmentsIn(variants(TCP_CAPTURES, 12)).concat(
      TCP_CAPTURES.flatMap(segmentsOf),
    );
    const seen = new Set(segments.flatMap((segment) => segment?.rules ?? []));

    expect([...seen].toSorted()).toEqual(Object.keys(SEGMENT_RULES).toSorted());
  });
});
