import type { FlowEnd, Segment, TcpFlow } from './tcp-flow.ts';

/** Remembers which sequence number the FIN of each end took, to know when it is acknowledged (RFC 9293 §3.6). */
export class Fins {
  readonly #taken = new WeakMap<TcpFlow, Map<FlowEnd, number>>();

  /** Takes the next segment, and says whether it is the first to acknowledge the other end's FIN. */
  isAcknowledgedBy({ flow, from, flags, acknowledges, ...segment }: Segment): boolean {
    const fins = this.#taken.get(flow) ?? new Map<FlowEnd, number>();
    if ((flags & FIN) !== 0) {
      fins.set(from, segment.relativeSequence + segment.sequenceLength);
      this.#taken.set(flow, fins);
    }
    const end = fins.get(from === 0 ? 1 : 0);
    return acknowledges !== undefined && end !== undefined && acknowledges.to === end;
  }
}

const FIN = 0x01;
