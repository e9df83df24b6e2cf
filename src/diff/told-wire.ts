import type { EventOf, SocketEvent } from '../event/event.ts';
import { type Told, type ToldOptions, textOf } from './told.ts';

/** Segments that carry nothing and change nothing: how many there are is the schedule's. */
const UNTOLD: ReadonlySet<string> = new Set(['keep-alive', 'keep-alive-ack', 'window-update']);
const AGAIN: ReadonlySet<string> = new Set([
  'retransmission',
  'fast-retransmission',
  'spurious-retransmission',
]);

/** What a packet told: of a segment its octets, SYN, FIN and RST; acknowledgements alone are not compared. */
export function toldByWire(event: SocketEvent, { data }: ToldOptions): readonly Told[] {
  if (!('by' in event)) return [];
  const track = event.by === 'us' ? 'wire-us' : 'wire-peer';
  switch (event.type) {
    case 'segment':
      return toldBySegment(event, track);
    case 'datagram':
      return [
        { track, verb: event.type, ...(data && { facts: [event.bytes, textOf(event.data)] }) },
      ];
    case 'ip-fragment':
      return [{ track, verb: event.type, facts: [event.offset, event.more, event.bytes] }];
    case 'icmp':
      return [{ track, verb: event.type, facts: [event.meaning] }];
    case 'dropped':
      return [{ track, verb: event.type, facts: [event.what, event.flags] }];
    default:
      return [];
  }
}

function toldBySegment(event: EventOf<'segment'>, track: 'wire-us' | 'wire-peer'): Told[] {
  const { flags, bytes, data, by, relativeSeq, judged = [] } = event;
  if (judged.some((one) => UNTOLD.has(one))) return [];
  const isAgain = judged.some((one) => AGAIN.has(one));
  const control = flags.filter((flag) => flag === 'SYN' || flag === 'FIN' || flag === 'RST');
  const name = control[0] === 'SYN' && flags.includes('ACK') ? 'SYN,ACK' : control.join();
  if (isAgain) return [{ track, verb: 'retransmission', facts: [name] }];
  const direction = by === 'us' ? 'sent' : 'received';
  // SYN has the number 0, the first octet 1 (RFC 9293 §3.4).
  const at = relativeSeq === undefined ? undefined : Math.max(0, relativeSeq - 1);
  const octets = { direction, bytes, data, ...(at !== undefined && { at }) } as const;
  return [
    ...(bytes > 0 ? [{ track, verb: 'data', octets }] : []),
    ...(name === '' ? [] : [{ track, verb: name }]),
  ];
}
