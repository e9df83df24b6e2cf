import type { Address } from '../event/address.ts';
import type { EventOf, SocketEvent, SocketLabel } from '../event/event.ts';
import type { TcpState } from '../event/tcp-state.ts';

/** The two lifelines of the diagram: who opened the conversation stands on the left, as in books. */
export type Rail = 'left' | 'right';

/** One end of a conversation, as far as it is known. A peer that no source watches has an address and no label. */
export interface End {
  readonly socket: SocketLabel | undefined;
  readonly address: Address | undefined;
}

/** Both ends, each at its rail. */
export type Ends = Readonly<Record<Rail, End>>;

/**
 * How a step is drawn. An arrow reaches `across` where a packet was seen on its way, and is `lost` where the lab took that packet away; it
 * only `leaves` or `arrives` where a program told of its own end, and nobody saw what became of the octets in between.
 */
export type Mark =
  | { readonly kind: 'note' }
  | { readonly kind: 'state'; readonly state: TcpState }
  | {
      readonly kind: 'arrow';
      readonly towards: Rail;
      readonly reach: 'across' | 'lost' | 'leaves' | 'arrives';
    };

/** One step between the rails. */
export interface Rung {
  /** What happened. Of a packet that was lost, the packet. */
  readonly event: SocketEvent;
  /** Where it happened: the sender's rail, but the receiver's where an arrow only `arrives`. */
  readonly rail: Rail;
  readonly mark: Mark;
  /** Counted from 1 in the order in which conversations begin; `undefined` for a socket that talks to nobody: a listener. */
  readonly conversation: number | undefined;
  readonly ends: Ends;
  /** The states of both ends when it had happened, where the kernel told them. */
  readonly states: Readonly<Partial<Record<Rail, TcpState>>>;
  /** Why a packet was lost, where it was captured before. */
  readonly dropped?: EventOf<'dropped'>;
}

/** The other one. */
export function opposite(rail: Rail): Rail {
  return rail === 'left' ? 'right' : 'left';
}
