import type { Microseconds } from '../../event/clock.ts';
import { PAYLOAD_LIMIT } from '../../event/seen.ts';
import type { SegmentOptions } from '../../event/wire-event.ts';
import type { WireSighting } from '../sighting.ts';
import { checkSums } from './checksum.ts';
import { Fins } from './fins.ts';
import { Flows } from './flows.ts';
import { FragmentPorts } from './fragment-ports.ts';
import type { IcmpHeader, UnreachableReason } from './icmp.ts';
import type { IpPacket, Packet } from './packet.ts';
import { distance } from './sequence.ts';
import type { Segment } from './tcp-flow.ts';
import { flagNames } from './tcp-header.ts';
import { hasMoreThanTimestamps, readTcpOptions, type TcpOption } from './tcp-options.ts';
import type { UdpHeader } from './udp-header.ts';

type Ends = Pick<WireSighting, 'source' | 'destination'>;
type What = WireSighting['what'];
type WhatOf<Type extends What['type']> = Extract<What, { type: Type }>;

/** Options are read from behind the fixed part of a TCP header (RFC 9293 §3.1). */
const FIXED_HEADER = 20;

/** Says what the packets of a capture are, one after the other: a segment's meaning depends on those before it. Pure; bounded. */
export class PacketReader {
  readonly #link: number;
  readonly #flows = new Flows();
  readonly #fragments = new FragmentPorts();
  readonly #fins = new Fins();

  /** `link`: the capture's link type (pcap-linktype(7)). */
  constructor(link: number) {
    this.#link = link;
  }

  /** What a packet is to TCP, UDP or ICMP; `undefined` when it is none of them, or cannot be read. */
  read(packet: Packet, time: Microseconds): WireSighting | undefined {
    const { network, transport } = packet;
    if (!network) return undefined;
    if (network.fragmentOffset > 0) return this.#fragment(packet, time);
    if (transport?.kind === 'udp') return this.#datagram(packet, transport, time);
    if (transport?.kind === 'tcp') return this.#segment(packet, time);
    return transport && this.#report(packet, transport, time);
  }

  #segment(packet: Packet, time: Microseconds): WireSighting | undefined {
    const segment = this.#flows.take(packet, time);
    const ends = endsOf(packet);
    if (!segment || !ends) return undefined;
    const what: WhatOf<'segment'> = {
      ...{ source: 'wire', type: 'segment', link: this.#link, flags: flagNames(segment.flags) },
      ...numbersOf(segment),
      ...optionsOf(packet),
      ...meaningOf(segment),
      ...(this.#fins.isAcknowledgedBy(segment) && { acknowledgesFin: true as const }),
      ...carried(packet, segment.length),
    };
    return { seen: 'packet', time, ...ends, what };
  }

  #datagram(packet: Packet, header: UdpHeader, time: Microseconds): WireSighting | undefined {
    const ends = endsOf(packet);
    if (!ends) return undefined;
    const { network, payload } = packet;
    if (network?.moreFragments) this.#fragments.learn(network, ends);
    const verdict = checkSums(packet).transport ?? 'unknown';
    const what: WhatOf<'datagram'> = {
      ...{ source: 'wire', type: 'datagram', link: this.#link, length: header.datagramLength },
      checksum: verdict === 'absent' ? 'none' : verdict,
      ...carried(packet, payload.length),
    };
    return { seen: 'packet', time, ...ends, what };
  }

  #fragment(packet: Packet, time: Microseconds): WireSighting | undefined {
    const { network, payload, octets } = packet;
    const ends = network && this.#fragments.endsOf(network);
    if (!ends) return undefined;
    const what: WhatOf<'ip-fragment'> = {
      ...{ source: 'wire', type: 'ip-fragment', link: this.#link },
      ...{ id: network.identification ?? 0, offset: network.fragmentOffset },
      ...{ more: network.moreFragments, bytes: payload.length },
      header: octets.slice(0, payload.offset),
    };
    return { seen: 'packet', time, ...ends, what };
  }

  /** An error goes to who sent the packet it quotes. */
  #report(packet: Packet, header: IcmpHeader, time: Microseconds): WireSighting | undefined {
    const { quoted, payload, octets } = packet;
    const about = quoted && endsOf(quoted);
    if (!about) return undefined;
    const what: WhatOf<'icmp'> = {
      ...{ source: 'wire', type: 'icmp', link: this.#link, kind: header.type, code: header.code },
      meaning: meaningOfReport(header),
      header: octets.slice(0, payload.offset),
    };
    const { source: destination, destination: source } = about;
    return { seen: 'packet', time, source, destination, what };
  }
}

function endsOf({ network, ports }: IpPacket): Ends | undefined {
  if (!network || !ports) return undefined;
  return {
    source: { host: network.source, port: ports.source },
    destination: { host: network.destination, port: ports.destination },
  };
}

/** Headers and the beginning of the payload, in one copy: the capture's memory is used again. */
function carried({ octets, payload }: Packet, bytes: number) {
  const { offset, captured } = payload;
  const copy = octets.slice(0, offset + Math.min(captured, PAYLOAD_LIMIT));
  return { bytes, header: copy.subarray(0, offset), data: copy.subarray(offset) };
}

function numbersOf(segment: Segment) {
  const { sequence: seq, acknowledgment: ack, relativeAcknowledgment, window } = segment;
  return {
    ...{ seq, window, relativeSeq: segment.relativeSequence },
    ...(ack !== undefined && { ack }),
    ...(relativeAcknowledgment !== undefined && { relativeAck: relativeAcknowledgment }),
  };
}

function meaningOf({ rules, acknowledges, sentBefore }: Segment) {
  return {
    ...(rules.length > 0 && { judged: rules }),
    ...(acknowledges && { acknowledges: distance(acknowledges.from, acknowledges.to) }),
    ...(acknowledges?.roundTrip !== undefined && { roundTrip: acknowledges.roundTrip }),
    ...(sentBefore && { after: sentBefore.ago }),
  };
}

/** Those of a SYN, and SACK. Timestamps alone, as nearly every segment has them, are left out. */
function optionsOf({ octets, transport }: Packet): { options?: SegmentOptions } {
  if (transport?.kind !== 'tcp') return {};
  const { offset, length } = transport;
  const span = { octets, start: offset + FIXED_HEADER, end: offset + length };
  if (!hasMoreThanTimestamps(span)) return {};
  return { options: Object.assign({}, ...readTcpOptions(span).map(told)) };
}

/** One option as an event has it. */
function told(option: TcpOption): SegmentOptions {
  switch (option.name) {
    case 'maximum-segment-size':
      return { mss: option.size };
    case 'window-scale':
      return { windowScale: option.shift };
    case 'sack-permitted':
      return { sackPermitted: true };
    case 'sack':
      return { sack: option.blocks.map(({ from, to }) => [from, to]) };
    case 'timestamps':
      return { timestamps: [option.value, option.echo] };
    default:
      return {};
  }
}

const MEANINGS: Readonly<Partial<Record<UnreachableReason, WhatOf<'icmp'>['meaning']>>> = {
  port: 'port-unreachable',
  host: 'host-unreachable',
  address: 'host-unreachable',
  net: 'net-unreachable',
  'no-route': 'net-unreachable',
};

function meaningOfReport({ message }: IcmpHeader): WhatOf<'icmp'>['meaning'] {
  if (message.name === 'packet-too-big') return 'too-big';
  if (message.name !== 'destination-unreachable' || !message.reason) return 'other';
  return MEANINGS[message.reason] ?? 'other';
}
