import * as v from 'valibot';
import type { EventOf } from '../event/event.ts';
import { SEGMENT_JUDGEMENTS, TCP_FLAGS, type WireEvent } from '../event/wire-event.ts';
import {
  count,
  data,
  event,
  flag,
  label,
  object,
  oneOf,
  packetHeader,
  upTo,
  yes,
} from './fields.ts';

/** Sequence numbers have 32 bits (RFC 9293 §3.4); so has the identification of an IPv6 fragment (RFC 8200 §4.5). */
const THIRTY_TWO_BITS = 2 ** 32 - 1;
const SIXTEEN_BITS = 2 ** 16 - 1;
const EIGHT_BITS = 2 ** 8 - 1;
/** 16 bits, shifted by 14 at the most (RFC 7323 §2.3). */
const WIDEST_WINDOW = SIXTEEN_BITS * 2 ** 14;
/** Thirteen bits count in units of eight octets (RFC 791 §3.1). */
const LAST_OFFSET = (2 ** 13 - 1) * 8;
/** More do not fit in the 40 octets of a header's options (RFC 2018 §3). */
const MOST_SACK_BLOCKS = 4;

/** Several of a few words, none twice. */
function eachOnce<const Words extends readonly string[]>(words: Words, wanted: string) {
  const again = 'the same one twice';
  return v.pipe(
    v.array(oneOf(words, wanted), 'expected an array'),
    v.check((chosen) => new Set(chosen).size === chosen.length, again),
    v.metadata({ uniqueItems: true }),
  );
}

const number = upTo(THIRTY_TWO_BITS);
const pair = 'expected two numbers';
const couple = v.strictTuple([number, number], pair);
const blocks = 'expected four blocks at the most';
const flags = eachOnce(TCP_FLAGS, 'a flag of TCP');
const tooMany = 'data: more octets than "bytes" says';

const captured = {
  by: oneOf(['us', 'peer']),
  to: v.exactOptional(label),
  link: upTo(SIXTEEN_BITS),
  header: packetHeader,
};

const options = object({
  mss: v.exactOptional(upTo(SIXTEEN_BITS)),
  windowScale: v.exactOptional(upTo(EIGHT_BITS)),
  sackPermitted: v.exactOptional(yes),
  sack: v.exactOptional(
    v.pipe(v.array(couple, 'expected an array'), v.maxLength(MOST_SACK_BLOCKS, blocks)),
  ),
  timestamps: v.exactOptional(couple),
});

const segment = event('segment', {
  ...captured,
  flags,
  seq: number,
  ack: v.exactOptional(number),
  relativeSeq: v.exactOptional(count),
  relativeAck: v.exactOptional(count),
  window: upTo(WIDEST_WINDOW),
  options: v.exactOptional(options),
  judged: v.exactOptional(eachOnce(SEGMENT_JUDGEMENTS, 'a judgement of version 1')),
  acknowledges: v.exactOptional(count),
  acknowledgesFin: v.exactOptional(yes),
  roundTrip: v.exactOptional(count),
  after: v.exactOptional(count),
  bytes: count,
  data,
});

/** What passed the network. */
export const WIRE_SCHEMAS = {
  segment: v.pipe(
    segment,
    v.check(({ bytes, data }) => data.length <= bytes, tooMany),
    v.check(({ ack, flags }) => ack === undefined || flags.includes('ACK'), 'ack: no flag "ACK"'),
    v.metadata({
      dependentSchemas: { ack: { properties: { flags: { contains: { const: 'ACK' } } } } },
    }),
  ),
  datagram: v.pipe(
    event('datagram', {
      ...captured,
      length: upTo(SIXTEEN_BITS),
      checksum: oneOf(['good', 'bad', 'partial', 'none', 'unknown']),
      bytes: count,
      data,
    }),
    v.check(({ bytes, data }) => data.length <= bytes, tooMany),
  ),
  'ip-fragment': event('ip-fragment', {
    ...captured,
    id: number,
    offset: upTo(LAST_OFFSET),
    more: flag,
    bytes: count,
  }),
  icmp: event('icmp', {
    ...captured,
    kind: upTo(EIGHT_BITS),
    code: upTo(EIGHT_BITS),
    meaning: oneOf(
      ['port-unreachable', 'host-unreachable', 'net-unreachable', 'too-big', 'other'],
      'a meaning of version 1',
    ),
  }),
  dropped: event('dropped', {
    ...captured,
    what: oneOf(['segment', 'datagram', 'packet']),
    flags: v.exactOptional(flags),
    relativeSeq: v.exactOptional(count),
    bytes: count,
  }),
  'not-captured': event('not-captured', { packets: count }),
} as const satisfies {
  readonly [Type in WireEvent['type']]: v.GenericSchema<unknown, EventOf<Type>>;
};
