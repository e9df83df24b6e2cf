import type { Microseconds } from '../../event/clock.ts';
import {
  answersProbe,
  fillsWindow,
  isEarlier,
  isPlain,
  type Judged,
  probesNext,
  repeatsAcknowledgment,
  repeatsLast,
  saysNothingNew,
} from './segment-conditions.ts';
import { isBefore, isUpTo, plus } from './sequence.ts';
import { TCP_FLAG } from './tcp-header.ts';

/** What the rules say of a segment. */
export type SegmentRule = keyof typeof SEGMENT_RULES;

interface RuleText {
  /** What Wireshark calls it. */
  readonly wireshark: string;
  /** The behaviour of TCP behind it. */
  readonly section: string;
  /** Rules that come before it, and where one of them holds, this one does not. */
  readonly unless: readonly string[];
  readonly holds: (segment: Judged) => boolean;
}

/** A segment that comes earlier than this after a higher one was overtaken, not sent again; unless the round trip is known. */
const OVERTAKEN: Microseconds = 3000;
/** A fast retransmission follows the duplicate ACK that caused it. */
const SOON: Microseconds = 20_000;
const PROBES = ['zero-window-probe'] as const;
const SENT_AGAIN = [...PROBES, 'keep-alive'] as const;

/**
 * The rules by which segments are told apart, in their order. They follow the definitions in Wireshark's User's Guide, "TCP Analysis", so that
 * the two can be compared; one is wider on purpose, `zero-window-probe`. "Expected" is the number behind the highest that this end has sent.
 */
export const SEGMENT_RULES = {
  /**
   * The other end's window is 0, and this is either the one octet expected next, or what Linux sends instead: at most one octet, just before
   * the expected number, which Wireshark takes for a keep-alive.
   */
  'zero-window-probe': {
    wireshark: 'TCP ZeroWindowProbe',
    section: 'RFC 9293 §3.8.6.1',
    unless: [],
    holds: (segment) => segment.peer.window === 0 && (probesNext(segment) || repeatsLast(segment)),
  },
  /** The window is 0, in a segment without SYN, FIN and RST. */
  'zero-window': {
    wireshark: 'TCP ZeroWindow',
    section: 'RFC 9293 §3.8.6',
    unless: PROBES,
    holds: (segment) => segment.window === 0 && isPlain(segment),
  },
  /** It begins beyond the expected number. */
  'previous-segment-not-captured': {
    wireshark: 'TCP Previous segment not captured',
    section: 'RFC 9293 §3.4',
    unless: PROBES,
    holds: ({ flags, sequence, own }) =>
      own.next !== undefined && isBefore(own.next, sequence) && (flags & TCP_FLAG.RST) === 0,
  },
  /** At most one octet, just before the expected number, without SYN, FIN and RST. */
  'keep-alive': {
    wireshark: 'TCP Keep-Alive',
    section: 'RFC 9293 §3.8.4',
    unless: PROBES,
    holds: (segment) => repeatsLast(segment),
  },
  /** No data, at the expected number, the same acknowledgment as before, another window than before, and not 0. */
  'window-update': {
    wireshark: 'TCP Window Update',
    section: 'RFC 9293 §3.8.6',
    unless: PROBES,
    holds: (segment) =>
      saysNothingNew(segment) && segment.window !== 0 && segment.window !== segment.own.window,
  },
  /** Data up to the very end of the other end's window, as far as it can be known. */
  'window-full': {
    wireshark: 'TCP Window Full',
    section: 'RFC 9293 §3.8.6',
    unless: PROBES,
    holds: (segment) => segment.length > 0 && isPlain(segment) && fillsWindow(segment),
  },
  /** Repeats acknowledgment and window, without data, after a keep-alive of the other end. */
  'keep-alive-ack': {
    wireshark: 'TCP Keep-Alive ACK',
    section: 'RFC 9293 §3.8.4',
    unless: PROBES,
    holds: (segment) =>
      repeatsAcknowledgment(segment) &&
      segment.window !== 0 &&
      segment.peer.last.includes('keep-alive'),
  },
  /** Repeats the window of 0, and the acknowledgment or one more, without data, after a probe of the other end. */
  'zero-window-probe-ack': {
    wireshark: 'TCP ZeroWindowProbeAck',
    section: 'RFC 9293 §3.8.6.1',
    unless: [...PROBES, 'keep-alive-ack'],
    holds: (segment) => answersProbe(segment),
  },
  /** Repeats acknowledgment and window, not 0, at the expected number, without data, SYN, FIN and RST. */
  'duplicate-ack': {
    wireshark: 'TCP Dup ACK',
    section: 'RFC 5681 §2',
    unless: [...PROBES, 'keep-alive-ack', 'zero-window-probe-ack'],
    holds: (segment) => repeatsAcknowledgment(segment) && segment.window !== 0,
  },
  /** Acknowledges what was never seen. */
  'acknowledges-unseen': {
    wireshark: 'TCP ACKed unseen segment',
    section: 'RFC 9293 §3.4',
    unless: [],
    holds: ({ acknowledgment, peer }) =>
      acknowledgment !== undefined &&
      peer.contiguous !== undefined &&
      isBefore(peer.contiguous, acknowledgment),
  },
  /** Data that the other end has acknowledged already. */
  'spurious-retransmission': {
    wireshark: 'TCP Spurious Retransmission',
    section: 'RFC 9293 §3.8.1',
    unless: SENT_AGAIN,
    holds: ({ sequence, length, peer }) =>
      length > 0 &&
      peer.lastAcknowledgment !== undefined &&
      isUpTo(plus(sequence, length), peer.lastAcknowledgment),
  },
  /** Before the expected number, and just what at least two duplicate ACKs asked for, the last less than 20 ms ago. */
  'fast-retransmission': {
    wireshark: 'TCP Fast Retransmission',
    section: 'RFC 5681 §3.2',
    unless: [...SENT_AGAIN, 'spurious-retransmission'],
    holds: (segment) =>
      isEarlier(segment) &&
      segment.peer.duplicates >= 2 &&
      segment.peer.lastAcknowledgment === segment.sequence &&
      segment.time - segment.peer.lastTime < SOON,
  },
  /**
   * Before the expected number, not ending there, and sooner after the highest one was seen than a round trip takes (of the handshake; else
   * 3 ms): it was overtaken.
   */
  'out-of-order': {
    wireshark: 'TCP Out-Of-Order',
    section: 'RFC 9293 §3.10.7.4',
    unless: [...SENT_AGAIN, 'spurious-retransmission', 'fast-retransmission'],
    holds: (segment) =>
      isEarlier(segment) &&
      segment.time - segment.own.nextTime < (segment.firstRoundTrip ?? OVERTAKEN) &&
      plus(segment.sequence, segment.sequenceLength) !== segment.own.next,
  },
  /** Before the expected number, and none of the others: the retransmission timer has run out, so far as anybody can see. */
  retransmission: {
    wireshark: 'TCP Retransmission',
    section: 'RFC 6298 §5',
    unless: [...SENT_AGAIN, 'spurious-retransmission', 'fast-retransmission', 'out-of-order'],
    holds: (segment) => isEarlier(segment),
  },
} as const satisfies Readonly<Record<string, RuleText>>;

/** The rules that hold for a segment, in the order of the table. */
export function judge(segment: Judged): SegmentRule[] {
  const found: SegmentRule[] = [];
  for (const [name, { unless, holds }] of RULES) {
    if (!unless.some((other) => found.some((rule) => rule === other)) && holds(segment)) {
      found.push(name);
    }
  }
  return found;
}

const RULES: readonly (readonly [SegmentRule, RuleText])[] = rulesInOrder();

function rulesInOrder(): [SegmentRule, RuleText][] {
  const names = Object.keys(SEGMENT_RULES).filter(isRule);
  return names.map((name) => [name, SEGMENT_RULES[name]]);
}

function isRule(name: string): name is SegmentRule {
  return Object.hasOwn(SEGMENT_RULES, name);
}
