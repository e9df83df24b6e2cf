import type { SocketEvent, SocketLabel } from '../event/event.ts';

/**
 * What of a socket happens in an order that its program, or its peer, decides. Between two tracks the order is the schedule's: which of an
 * answer and the next question is seen first, or when a peer's frame comes in.
 */
export const TRACKS = [
  'calls',
  'sent',
  'received',
  'replies',
  'tls-us',
  'tls-peer',
  'ws-us',
  'ws-peer',
  'kernel',
  'wire-us',
  'wire-peer',
] as const;
export type Track = (typeof TRACKS)[number];

/** Which way octets go, as the socket has it. */
export type Direction = 'sent' | 'received';

/** Octets of a stream, by their numbers in their direction: from the first to behind the last. */
export interface Stretch {
  readonly direction: Direction;
  readonly from: number;
  readonly to: number;
}

/** One step of a socket, in the form in which two runs can be compared. */
export interface Step {
  /** What happened: a type of event, a call's word, a segment's flags. */
  readonly verb: string;
  /** The verb, and what else has to be the same. */
  readonly key: string;
  /** What else that is. */
  readonly facts: readonly unknown[];
  /** The first event that tells of it, and its number in the recording, from 0. */
  readonly event: SocketEvent;
  readonly index: number;
  /** How many events it stands for. */
  readonly count: number;
  /** Where it is octets of a stream, which. */
  readonly stretch?: Stretch;
  /** The first of these octets, as far as they were kept without a gap. */
  readonly sample?: Uint8Array;
}

/** What a socket is in its conversation: a listener, an accepted socket, a client, a datagram socket, or nobody knows. */
export type Role = 'L' | 'S' | 'C' | 'U' | 'T';

/** A piece of a stream as one call moved it: where it begins, and how much of it was kept. */
export interface Piece {
  readonly at: number;
  readonly length: number;
  readonly data: Uint8Array;
}

/** All that one direction of a stream carried, in pieces. */
export interface Octets {
  readonly length: number;
  readonly pieces: readonly Piece[];
}

/** A socket of one run, and what became of it. */
export interface SocketRun {
  readonly label: SocketLabel;
  readonly role: Role;
  readonly tracks: ReadonlyMap<Track, readonly Step[]>;
  /** Whether TLS or WebSocket lies between the program and the octets of the wire: keys and masks are drawn anew for each connection. */
  readonly isLayered: boolean;
  /** What its streams carried, by track and direction. */
  readonly streams: ReadonlyMap<string, Octets>;
}
