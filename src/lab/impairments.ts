/** Segments that can be taken away by what they say. */
export const DROPPABLE = ['syn', 'syn-ack', 'data', 'fin', 'ack', 'rst'] as const;
export type Droppable = (typeof DROPPABLE)[number];

/** Whose segments: of the one that was sent a SYN, or of the one that sent it. */
export const ENDS = ['client', 'server'] as const;
export type End = (typeof ENDS)[number];

/** Takes away segments of one kind. */
export interface DropRule {
  readonly segment: Droppable;
  /** Only those that this end sends. A server is who was sent a SYN. Default: both. */
  readonly from?: End;
  /** Only so many, the first that come. Default: all. */
  readonly count?: number;
}

/** What is wrong with a private network, on purpose. */
export interface Impairments {
  /** How much of all packets is lost, %: 0 to 100, with two decimals. */
  readonly loss?: number;
  readonly drop?: readonly DropRule[];
  /** How fast the link is, bits per second. */
  readonly rate?: number;
  /** How long a packet takes, milliseconds each way. Only where the kernel has netem (tc-netem(8)). */
  readonly delay?: number;
}

/** What is to be different: what it names, and nothing else. */
export interface Change extends Impairments {
  /** Takes everything away first. */
  readonly clear?: boolean;
}

/** What a change may ask for at the most. The kernel counts a rule's packets in a number that more would overflow (nft_limit). */
export const MOST = { rules: 32, count: 10_000, rate: 1e12, delay: 60_000 } as const;

/** The impairments after a change. What is nothing, `loss: 0`, is left out. */
export function changed(before: Impairments, change: Change): Impairments {
  const { clear = false, ...named } = change;
  const wanted: Impairments = clear ? named : { ...before, ...named };
  const { loss = 0, drop = [], rate, delay = 0 } = wanted;
  return {
    ...(loss > 0 && { loss }),
    ...(drop.length > 0 && { drop }),
    ...(rate !== undefined && { rate }),
    ...(delay > 0 && { delay }),
  };
}
