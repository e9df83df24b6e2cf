import type { Microseconds } from './clock.ts';
import type { Seen } from './seen.ts';

/** A multicast group (RFC 1112; RFC 4607 where one `sender` alone is heard). */
interface Membership {
  readonly group: string;
  readonly interface?: string;
  readonly sender?: string;
}

/** Which way through a link: from the client towards the server, or back. */
export type Direction = 'there' | 'back';

/** What may become of a datagram. `dropped` and `overflowed` (the link's queue was full) stand alone. */
export const FATES = [
  'passed',
  'dropped',
  'overflowed',
  'duplicated',
  'reordered',
  'delayed',
  'corrupted',
] as const;
export type Fate = (typeof FATES)[number];

/** What happens to datagram sockets alone, and on the way between them. */
export type DatagramEvent =
  /** The socket joined a multicast group, on an `interface` (a local address), and from one `sender` alone if that was asked for. */
  | (Seen & { type: 'join' } & Membership)
  /** The socket left a multicast group. */
  | (Seen & { type: 'leave' } & Membership)
  /**
   * A reply to the probe `number` came, `elapsed` µs after it was sent. `copy` is 1 for the first reply, 2 for its first double;
   * `overtaken` where a later probe was answered before.
   */
  | (Seen & {
      type: 'reply';
      number: number;
      elapsed: Microseconds;
      copy: number;
      overtaken: boolean;
    })
  /** No reply to the probe `number` came for `after` µs: the probe or its reply was lost, or nobody answers. */
  | (Seen & { type: 'no-reply'; number: number; after: Microseconds })
  /** What an impaired link did to the datagram `number` of one direction. `delay` µs until its (first) copy goes on. */
  | (Seen & {
      type: 'fate';
      number: number;
      direction: Direction;
      bytes: number;
      fates: readonly Fate[];
      delay: Microseconds;
    })
  /** The kernel dropped datagrams: the socket's receive buffer was full (/proc/net/udp). `count` since it was told last. */
  | (Seen & { type: 'kernel-drops'; count: number });
