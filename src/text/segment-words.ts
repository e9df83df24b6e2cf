import type { Microseconds } from '../event/clock.ts';
import type { EventOf } from '../event/event.ts';
import type { SegmentJudgement, SegmentOptions } from '../event/wire-event.ts';
import { grouped } from './quantity.ts';

type Segment = EventOf<'segment'>;

/** The words for a segment that are not the header's own, which are the same in every language: `seq`, `ack`, `MSS`, `SACK`. */
export interface SegmentWords {
  readonly judged: Readonly<Record<SegmentJudgement, string>>;
  /** A judgement, and how long after the segment was sent before. */
  readonly after: (judged: string, after: Microseconds) => string;
  readonly window: string;
  readonly scale: string;
  /** What is acknowledged: `SYN`, `6 B`, `FIN`, and how long after it was sent. */
  readonly acknowledged: (what: readonly string[], roundTrip: Microseconds | undefined) => string;
}

/**
 * A segment's header in few columns: `seq 0 (3,962,963,124), window 65,495, MSS 65,495, scale 7, SACK`, `seq 1, ack 1`,
 * `ack 7, window 65,536: 6 B acknowledged after 43 µs`. Numbers are relative where that is known; a SYN's are both.
 */
export function segmentFacts(segment: Segment, words: SegmentWords): string {
  const judged = judgements(segment, words);
  const told = [...numbers(segment, words), ...optionsOf(segment, words)].join(', ');
  const facts = judged === '' ? told : `${judged}; ${told}`;
  const what = acknowledgedBy(segment);
  return what.length > 0 ? `${facts}: ${words.acknowledged(what, segment.roundTrip)}` : facts;
}

const AGAIN: ReadonlySet<SegmentJudgement> = new Set([
  ...(['retransmission', 'fast-retransmission', 'spurious-retransmission'] as const),
]);

/** What it is besides, in words: `retransmission after 204 ms`. Empty where it is nothing but itself. */
export function judgements({ judged = [], after }: Segment, words: SegmentWords): string {
  return judged
    .map((one) => {
      const word = words.judged[one];
      return AGAIN.has(one) && after !== undefined ? words.after(word, after) : word;
    })
    .join(', ');
}

function numbers(segment: Segment, words: SegmentWords): string[] {
  const { flags, seq, ack, relativeSeq, relativeAck, window } = segment;
  const both = flags.includes('SYN');
  const isPureAck = flags.every((flag) => flag === 'ACK') && flags.length > 0 && !segment.bytes;
  const isQuiet = isPureAck && !ASKING.some((one) => segment.judged?.includes(one));
  return [
    ...(isQuiet ? [] : [`seq ${numbered(seq, relativeSeq, both)}`]),
    ...(ack === undefined ? [] : [`ack ${numbered(ack, relativeAck, both)}`]),
    ...(both || isPureAck ? [`${words.window} ${grouped(window)}`] : []),
  ];
}

/** An empty segment whose sequence number is what it is about. */
const ASKING: readonly SegmentJudgement[] = ['keep-alive', 'zero-window-probe'];

function numbered(absolute: number, relative: number | undefined, both: boolean): string {
  if (relative === undefined) return grouped(absolute);
  return both ? `${grouped(relative)} (${grouped(absolute)})` : grouped(relative);
}

function optionsOf(segment: Segment, words: SegmentWords): string[] {
  const { flags, options } = segment;
  if (options === undefined) return [];
  const { mss, windowScale, sackPermitted } = options;
  if (!flags.includes('SYN')) return blocks(segment, options);
  return [
    ...(mss === undefined ? [] : [`MSS ${grouped(mss)}`]),
    ...(windowScale === undefined ? [] : [`${words.scale} ${windowScale}`]),
    ...(sackPermitted ? ['SACK'] : []),
  ];
}

/** Sequence numbers go round (RFC 9293 §3.4). */
const ROUND = 2 ** 32;

/** `SACK 13:19`: the first octet, and the one behind the last, counted as `ack` is. */
function blocks({ ack, relativeAck }: Segment, { sack = [] }: SegmentOptions): string[] {
  const start = ack === undefined || relativeAck === undefined ? 0 : ack - relativeAck;
  const counted = (absolute: number) => grouped((((absolute - start) % ROUND) + ROUND) % ROUND);
  const shown = sack.map(([from, behind]) => `${counted(from)}:${counted(behind)}`);
  return shown.length > 0 ? [`SACK ${shown.join(' ')}`] : [];
}

/** SYN and FIN take a number each, and are no octets (RFC 9293 §3.4). The SYN's is the first of all. */
function acknowledgedBy({ acknowledges = 0, acknowledgesFin, relativeAck }: Segment): string[] {
  const syn = acknowledges > 0 && relativeAck === acknowledges ? 1 : 0;
  const fin = acknowledges > syn && acknowledgesFin ? 1 : 0;
  const octets = acknowledges - syn - fin;
  return [
    ...(syn ? ['SYN'] : []),
    ...(octets > 0 ? [`${grouped(octets)} B`] : []),
    ...(fin ? ['FIN'] : []),
  ];
}
