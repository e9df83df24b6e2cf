import type { SocketLabel } from '../event/event.ts';
import type { ComparedLanes } from './lanes.ts';
import type { Direction, Role, Step, Track } from './step.ts';

/** What a difference teaches, where it is one that has a name. */
export const LESSONS = [
  'reset-for-end',
  'no-shutdown',
  'half-open',
  'left-open',
  'not-closed',
  'not-read-to-end',
  'datagram-lost',
  'datagram-overtaken',
  'half-closed',
] as const;
export type Lesson = (typeof LESSONS)[number];

/** A socket in both runs; in one of them, where the other has none that plays its part. */
export interface Ends {
  readonly role: Role;
  readonly reference?: SocketLabel;
  readonly other?: SocketLabel;
}

/** What every difference has: where it is, and what it teaches. */
export interface Where {
  readonly socket: Ends;
  readonly track: Track;
  readonly lesson?: Lesson;
}

/** What is not the same in both runs. */
export type Difference =
  /** A socket that only one of them has. */
  | (Where & {
      readonly kind: 'socket';
      readonly missing: boolean;
      readonly steps: readonly Step[];
    })
  /** Steps in a row, all of one kind, that only the reference has, or only the other run. */
  | (Where & { readonly kind: 'missing' | 'extra'; readonly steps: readonly Step[] })
  /** Datagrams, or replies, that both have, in another order. */
  | (Where & { readonly kind: 'reordered'; readonly steps: readonly Step[] })
  /** The same kind of step with other facts. */
  | (Where & { readonly kind: 'changed'; readonly reference: Step; readonly other: Step })
  /** One way to end in place of another. */
  | (Where & { readonly kind: 'instead'; readonly reference: Step; readonly other: Step })
  /** A step that both have: in the reference before `than`, or behind it, in the other run the other way round. */
  | (Where & {
      readonly kind: 'moved';
      readonly step: Step;
      readonly than: Step;
      readonly before: boolean;
    })
  /** Streams that do not carry the same octets: from which one on, what stands there, and how long they are. */
  | (Where & {
      readonly kind: 'octets';
      readonly direction: Direction;
      readonly at: number;
      readonly reference: { readonly length: number; readonly data: Uint8Array };
      readonly other: { readonly length: number; readonly data: Uint8Array };
    })
  /** Who speaks first: the socket itself, or its peer. */
  | (Where & { readonly kind: 'first'; readonly reference: Direction; readonly other: Direction });

/** What is not the same, and yet no difference; or what could not be compared. */
export type Note =
  /** The same octets in other pieces: TCP keeps no borders. */
  | {
      readonly kind: 'borders';
      readonly socket: Ends;
      readonly direction: Direction;
      readonly reference: number;
      readonly other: number;
    }
  /** Octets that a recording did not keep. */
  | { readonly kind: 'unknown'; readonly socket: Ends; readonly octets: number }
  /** One recording has no calls that move octets. */
  | { readonly kind: 'no-octets'; readonly missing: 'reference' | 'other' }
  /** States were looked at now and then: what lies between two looks is not told. */
  | { readonly kind: 'polled' }
  /** Too much was different to find the least differences. */
  | { readonly kind: 'approximate' };

/**
 * Steps that stand beside each other. `alike`: the same octets of a stream, cut elsewhere. `difference`: the place of the one they belong to
 * in the list of differences.
 */
export interface Row {
  readonly mark: 'same' | 'alike' | 'missing' | 'extra' | 'changed';
  readonly reference?: Step;
  readonly other?: Step;
  readonly difference?: number;
}

/** One track of a socket, step by step. */
export interface ComparedTrack {
  readonly track: Track;
  readonly rows: readonly Row[];
}

/** A socket of both runs, or of one. */
export interface ComparedSocket {
  readonly socket: Ends;
  readonly tracks: readonly ComparedTrack[];
}

/** Two runs, compared. No differences: they did the same. */
export interface Comparison {
  readonly lanes: ComparedLanes;
  readonly sockets: readonly ComparedSocket[];
  /** In the order in which they come about. */
  readonly differences: readonly Difference[];
  readonly notes: readonly Note[];
}
