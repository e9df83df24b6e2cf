import type { EventOf, SocketEvent } from '../event/event.ts';
import type { Rung } from '../ladder/rung.ts';
import { bytes, grouped } from '../text/quantity.ts';
import { judgements } from '../text/segment-words.ts';
import type { Text } from '../text/text.ts';

/** As much of a language as the words of rungs are made of. */
export type RungText = Pick<Text, 'steps' | 'segment' | 'ladder'>;

/** What a rung says, before it is cut to the room there is: not yet made harmless for a terminal or a page. */
export interface RungWords {
  /** `SYN,ACK`, `receive`, `ws-frame`. */
  readonly name: string;
  /** What else is to be said, the most important first. */
  readonly facts: readonly string[];
  /** What it carries: the octets kept, of `all`. */
  readonly octets: Uint8Array | undefined;
  readonly all: number;
}

/** The words of a rung in the language of `text`. Numbers of segments are relative where their SYN was captured. */
export function rungWords({ event, dropped }: Rung, text: RungText): RungWords {
  const lost = dropped ? [text.ladder.lost] : [];
  const { name, facts } = wordsOf(event, text);
  return { name, facts: [...lost, ...facts], ...payloadOf(event) };
}

function wordsOf(event: SocketEvent, text: RungText): Pick<RungWords, 'name' | 'facts'> {
  switch (event.type) {
    case 'segment':
      return { name: event.flags.join(',') || 'segment', facts: segmentFacts(event, text) };
    case 'datagram':
      return { name: 'UDP', facts: [`len=${grouped(event.bytes)}`] };
    case 'send':
    case 'receive':
      return { name: event.type, facts: [bytes(event.bytes)] };
    case 'state':
      return {
        name: event.state,
        facts: [knownAs(event, text)].filter(Boolean),
      };
    case 'syscall':
      return { name: text.steps.syscall(event), facts: [] };
    default:
      return { name: event.type, facts: [said(event, text)].filter(Boolean) };
  }
}

/** How a state is known, where the kernel did not tell it as it was entered: empty otherwise. */
export function knownAs({ how }: EventOf<'state'>, { ladder }: Pick<Text, 'ladder'>): string {
  return how === 'traced' ? '' : ladder.known[how];
}

function said<Type extends SocketEvent['type']>(event: EventOf<Type>, text: RungText): string {
  const type: Type = event.type;
  return text.steps[type](event);
}

function segmentFacts(segment: EventOf<'segment'>, text: RungText): string[] {
  const { flags, bytes: size, seq, relativeSeq, ack, relativeAck } = segment;
  const isSyn = flags.includes('SYN');
  const isPureAck = flags.join() === 'ACK' && size === 0;
  const judged = judgements(segment, text.segment);
  return [
    ...(judged === '' ? [] : [judged]),
    ...(isPureAck && judged === '' ? [] : [`seq=${grouped(relativeSeq ?? seq)}`]),
    ...(size > 0 ? [`len=${grouped(size)}`] : []),
    ...(ack === undefined ? [] : [`ack=${grouped(relativeAck ?? ack)}`]),
    ...(isSyn || isPureAck ? [`win=${grouped(segment.window)}`] : []),
    ...(isSyn && segment.options?.mss ? [`mss=${grouped(segment.options.mss)}`] : []),
  ];
}

/** The opcode of a Close frame (RFC 6455 §5.5.1), whose code and reason are told in words. */
const CLOSE = 0x8;

function payloadOf(event: SocketEvent): Pick<RungWords, 'octets' | 'all'> {
  switch (event.type) {
    case 'ws-frame':
      return event.opcode === CLOSE ? NO_OCTETS : octetsOf(event);
    case 'segment':
    case 'datagram':
    case 'send':
    case 'receive':
    case 'ws-message':
      return octetsOf(event);
    case 'syscall':
      return event.data ? { octets: event.data, all: event.bytes ?? event.data.length } : NO_OCTETS;
    default:
      return NO_OCTETS;
  }
}

const NO_OCTETS = { octets: undefined, all: 0 };

function octetsOf({ data, bytes: all }: { data: Uint8Array; bytes: number }) {
  return all === 0 ? NO_OCTETS : { octets: data, all };
}

/** A state in the column beside its rail. One that follows from the packets by the rules alone stands in brackets. */
export function stateShown(entered: EventOf<'state'> | undefined): string {
  if (entered === undefined) return '';
  return entered.how === 'derived' ? `(${entered.state})` : entered.state;
}
