import type { Address } from './address.ts';
import type { Microseconds } from './clock.ts';

/** Who saw it: the program through the socket API, a system call, the kernel's tables, the packets. */
export type Source = 'app' | 'syscall' | 'kernel' | 'wire';

/** A name a student can say aloud: `L1` a listener, `S1` an accepted socket, `C1` a client, `U1` a datagram socket. */
export type SocketLabel = string;

/**
 * What a newer program wrote into an event, by its field: values as JSON has them. Where the field itself is known, only what is not known
 * within it, by name or by place. Kept apart from the event's own fields: nobody has checked them, and they may be anything.
 */
export type UnknownFields = { readonly [field: string]: unknown };

/** What every event has: when, who saw it, and at which socket. */
export interface Seen {
  readonly time: Microseconds;
  readonly source: Source;
  readonly socket: SocketLabel;
  readonly local?: Address | undefined;
  readonly remote?: Address | undefined;
  /** Only of an event that was read (`readTrace`), and only where there was something. */
  readonly unknown?: UnknownFields;
}

/** What an event of octets has. */
export interface Carrying {
  /** How many octets, exactly. */
  readonly bytes: number;
  /** The first of them, `PAYLOAD_LIMIT` at the most: all of them when as long as `bytes`. */
  readonly data: Uint8Array;
}

/** An event of a type that only a newer program has: what every event has, and all its fields of its own as `unknown`. */
export interface UnknownEvent extends Seen {
  /** 1 to 64 of a-z, 0-9 and `-`. */
  readonly type: string;
}

/** Octets that one write or read of a stream carried, or one whole datagram. */
export interface Moving extends Carrying {
  /** Present where the octets are a datagram, whose borders are kept; `remote` is then this datagram's own. */
  readonly datagram?: true;
}

/** Octets of payload an event keeps; beyond it the count stays exact. */
export const PAYLOAD_LIMIT = 4096;

/** Which side did a thing that both can do. */
export type Side = 'us' | 'peer';
