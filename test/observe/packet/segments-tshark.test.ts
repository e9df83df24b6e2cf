import { describe, expect } from 'vitest';
import type { SegmentRule } from '../../../src/observe/packet/segment-rules.ts';
import type { Segment } from '../../../src/observe/packet/tcp-flow.ts';
import { testNeeding } from '../../support/tools.ts';
import { octetsOf, segmentsIn, TCP_CAPTURES } from './captures.ts';
import { dissect, type ShownPacket, shown, TSHARK } from './tshark.ts';
import { variants } from './variants.ts';

/** What tshark calls each rule. */
const SHARK: Readonly<Record<string, SegmentRule>> = {
  zero_window_probe: 'zero-window-probe',
  zero_window: 'zero-window',
  lost_segment: 'previous-segment-not-captured',
  keep_alive: 'keep-alive',
  window_update: 'window-update',
  window_full: 'window-full',
  keep_alive_ack: 'keep-alive-ack',
  zero_window_probe_ack: 'zero-window-probe-ack',
  duplicate_ack: 'duplicate-ack',
  ack_lost_segment: 'acknowledges-unseen',
  spurious_retransmission: 'spurious-retransmission',
  fast_retransmission: 'fast-retransmission',
  out_of_order: 'out-of-order',
  retransmission: 'retransmission',
};

function rulesOf(packet: ShownPacket): SegmentRule[] {
  const all = packet.flatMap(({ name }) => SHARK[name.replace('tcp.analysis.', '')] ?? []);
  const rules = [...new Set(all)];
  // To tshark these are retransmissions as well.
  const kinds = ['spurious-retransmission', 'fast-retransmission'];
  const told = rules.some((rule) => kinds.includes(rule));
  return rules.filter((rule) => !(told && rule === 'retransmission')).toSorted();
}

/** The answer to a probe that tshark takes for a keep-alive. */
const BY_US_ALONE: readonly SegmentRule[] = ['zero-window-probe-ack'];

/** Where we say more: what Linux probes with, tshark takes for a keep-alive, and its answer for nothing. */
function asShark(rules: readonly SegmentRule[], length: number): SegmentRule[] {
  if (length === 0 && rules.includes('zero-window-probe')) return ['keep-alive'];
  return rules.toSorted();
}

/** What both say about numbers. */
function numbersOf(packet: ShownPacket) {
  const number = (name: string) => Number(shown(packet, `tcp.${name}`) ?? Number.NaN);
  const scale = number('window_size_scalefactor');
  return {
    flow: number('stream'),
    sequence: number('seq'),
    raw: number('seq_raw'),
    acknowledgment: number('ack'),
    length: number('len'),
    window: number('window_size'),
    // -2: not scaled. -1: not known, and so it is nearly always where ours is not.
    scale: scale === -2 ? 0 : Math.log2(scale),
  };
}

function ourNumbers(segment: Segment) {
  const syn = (segment.flags & 2) !== 0;
  return {
    flow: segment.flow.number,
    sequence: segment.relativeSequence,
    raw: segment.sequence,
    acknowledgment: segment.relativeAcknowledgment ?? 0,
    length: segment.length,
    window: segment.window,
    // tshark shows none in a SYN.
    scale: syn ? Number.NaN : (segment.windowShift ?? Number.NaN),
  };
}

/**
 * Compares each segment with what tshark says of it. `damaged`: packets are missing that TCP had. Then tshark tells some acknowledgments of unseen
 * segments that we do not, and the other way round, and calls some retransmissions fast before which it saw no duplicate ACKs: these are counted.
 */
async function compare(capture: Uint8Array, damaged = false): Promise<number> {
  const segments = segmentsIn(capture);
  const ignored = damaged ? [...BY_US_ALONE, 'acknowledges-unseen'] : BY_US_ALONE;
  let fast = 0;
  for (const [index, packet] of (await dissect(capture)).entries()) {
    const place = `packet ${index + 1}`;
    const segment = segments[index];
    if (!segment) throw new Error(`${place} is no segment`);
    compareNumbers(segment, packet, place);
    const [mine, theirs] = [asShark(segment.rules, segment.length), rulesOf(packet)].map((rules) =>
      rules.filter((rule) => !ignored.includes(rule)),
    );
    if (damaged && `${theirs}` === 'fast-retransmission' && `${mine}` !== `${theirs}`) {
      expect(mine?.[0], place).toMatch(/^(retransmission|out-of-order)$/);
      fast += 1;
    } else expect(mine, place).toEqual(theirs);
    compareDetails(segment, packet, segments, place, damaged);
  }
  return fast;
}

/** Where only one SYN was seen, tshark takes it that the other end agreed to what was offered; we do not know the window then. */
function compareNumbers(segment: Segment, packet: ShownPacket, place: string): void {
  const { scale, window, ...numbers } = ourNumbers(segment);
  const shark = numbersOf(packet);
  expect({ ...shark, ...numbers }, place).toEqual(shark);
  if (!Number.isNaN(scale)) {
    expect({ scale, window }, place).toEqual({ scale: shark.scale, window: shark.window });
  }
}

/** Round trips and duplicates, where both have one. */
function compareDetails(
  segment: Segment,
  packet: ShownPacket,
  segments: readonly (Segment | undefined)[],
  place: string,
  damaged: boolean,
): void {
  const count = shown(packet, 'tcp.analysis.duplicate_ack_num');
  if (count) {
    const of = segments[Number(shown(packet, 'tcp.analysis.duplicate_ack_frame')) - 1];
    expect(segment.duplicate, place).toEqual({ count: Number(count), of: of?.number });
  }
  const roundTrip = segment.acknowledges?.roundTrip;
  const frame = shown(packet, 'tcp.analysis.acks_frame');
  if (roundTrip === undefined || (damaged && !frame)) return;
  const acknowledged = segments[Number(frame) - 1];
  expect(acknowledged?.number, place).toBe(segment.acknowledges?.segments.at(-1));
  // One that took no time at all is not shown.
  const seconds = Number(shown(packet, 'tcp.analysis.ack_rtt') ?? 0);
  expect(Math.abs(seconds * 1_000_000 - roundTrip), place).toBeLessThan(1);
}

/** Where ports are used again, and the SYN is missing, tshark goes on with the old flow: it has renumbered no more than one direction. */
const ONCE_EACH = TCP_CAPTURES.filter((name) => name !== 'reset');

describe('segment by segment', () => {
  for (const name of TCP_CAPTURES) {
    testNeeding(
      [TSHARK],
      `${name}: numbers, rules and round trips are those of tshark`,
      async () => {
        expect(await compare(octetsOf(name))).toBe(0);
      },
    );
  }

  testNeeding(
    [TSHARK],
    'so they are when packets are missing, repeated and overtaken',
    async () => {
      expect(await compare(variants(ONCE_EACH, 12), true)).toBeLessThan(5);
    },
  );
});
