import type { Microseconds } from './clock.ts';
import type { Carrying, Seen, Side, SocketLabel } from './seen.ts';

/** The control bits of a TCP header (RFC 9293 §3.1), in the order in which they are said: `SYN,ACK`. */
export const TCP_FLAGS = ['SYN', 'FIN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'] as const;
export type TcpFlag = (typeof TCP_FLAGS)[number];

/** What a segment is besides what it says, judged by the segments before it. */
export const SEGMENT_JUDGEMENTS = [
  'retransmission',
  'fast-retransmission',
  'spurious-retransmission',
  'out-of-order',
  'previous-segment-not-captured',
  'duplicate-ack',
  'zero-window',
  'zero-window-probe',
  'zero-window-probe-ack',
  'window-full',
  'window-update',
  'keep-alive',
  'keep-alive-ack',
  'acknowledges-unseen',
] as const;
export type SegmentJudgement = (typeof SEGMENT_JUDGEMENTS)[number];

/** Options of a TCP header that are told (RFC 9293 §3.2, RFC 7323, RFC 2018). */
export interface SegmentOptions {
  /** The longest payload this end wants, octets. */
  readonly mss?: number;
  /** By how many bits this end's windows are to be shifted (RFC 7323 §2.2). */
  readonly windowScale?: number;
  readonly sackPermitted?: true;
  /** What came beyond a gap: first sequence number, and the one behind the last (RFC 2018 §3). Absolute. */
  readonly sack?: readonly (readonly [number, number])[];
  /** Clock of this end, and the other's last (RFC 7323 §3.2). */
  readonly timestamps?: readonly [number, number];
}

/** What every event of the wire has. `socket` is an end that is known to us; `by` says which end sent. */
export interface Captured extends Seen {
  readonly by: Side;
  /** The label of the other end, where both are ours. */
  readonly to?: SocketLabel;
  /** pcap's number of the link's kind: 1 is Ethernet, and Linux's loopback. */
  readonly link: number;
  /** The octets before the payload: those of the link, of IP, and of what it carries. */
  readonly header: Uint8Array;
}

/** What passed the network, as a capture has it. `local` is the end of `socket`, `remote` the other, whoever sent. */
export type WireEvent =
  /** A TCP segment (RFC 9293 §3.1). `bytes` and `data` are its payload. */
  | (Captured & {
      type: 'segment';
      flags: readonly TcpFlag[];
      /** Sequence number of the first octet, as it stood in the header. */
      seq: number;
      /** The next octet expected from the other end; only with ACK. */
      ack?: number;
      /** The same, counted from each end's initial sequence number where its SYN was captured. */
      relativeSeq?: number;
      relativeAck?: number;
      /** Octets this end has room for: scaled where the scale is known, as it stood otherwise. */
      window: number;
      options?: SegmentOptions;
      /** What it is besides. */
      judged?: readonly SegmentJudgement[];
      /** How many octets of the other end, SYN and FIN among them, it acknowledges for the first time. */
      acknowledges?: number;
      /** The other end's FIN, and its number, are among them for the first time. */
      acknowledgesFin?: true;
      /** µs since the last octet it acknowledges was sent; not when that was sent twice (RFC 6298 §3). */
      roundTrip?: Microseconds;
      /** A retransmission's: µs since it was sent before. */
      after?: Microseconds;
    } & Carrying)
  /** A UDP datagram (RFC 768), or the first fragment of one. `bytes` and `data` are its payload. */
  | (Captured & {
      type: 'datagram';
      /** As its header says: 8 octets and the payload. */
      length: number;
      /** `partial`: not filled in, because it never left this machine. */
      checksum: 'good' | 'bad' | 'partial' | 'none' | 'unknown';
    } & Carrying)
  /** A fragment of an IP packet other than the first (RFC 791 §3.2, RFC 8200 §4.5). `offset` in octets. */
  | (Captured & {
      type: 'ip-fragment';
      id: number;
      offset: number;
      more: boolean;
      bytes: number;
    })
  /** A router or host could not deliver what this socket sent (RFC 792, RFC 4443 §3.1). */
  | (Captured & {
      type: 'icmp';
      /** Type and code of the header. */
      kind: number;
      code: number;
      meaning: 'port-unreachable' | 'host-unreachable' | 'net-unreachable' | 'too-big' | 'other';
    })
  /** The private network took a packet away, as it was told to: it does not arrive. */
  | (Captured & {
      type: 'dropped';
      what: 'segment' | 'datagram' | 'packet';
      flags?: readonly TcpFlag[];
      relativeSeq?: number;
      bytes: number;
    })
  /** The capture could not keep up: so many packets passed and were not seen. */
  | (Seen & { type: 'not-captured'; packets: number });
