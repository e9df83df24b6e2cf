import type { EventType, SocketEvent } from '../event/event.ts';

const OUT = '──▶';
const IN = '◀──';
/** Sent, and taken away on the way. */
const LOST_OUT = '──✗';
const LOST_IN = '✗──';

const ARROWS: Partial<Record<EventType, string>> = {
  attempt: OUT,
  send: OUT,
  shutdown: OUT,
  receive: IN,
  reply: IN,
  'end-of-stream': IN,
};

/** What goes towards whom is told by its `by`. */
const PASSING: ReadonlySet<EventType> = new Set([
  ...(['reset', 'tls-record', 'ws-request', 'ws-response', 'ws-frame', 'ws-message'] as const),
  ...(['segment', 'datagram', 'ip-fragment', 'icmp', 'dropped'] as const),
]);

/**
 * Which way a step goes: towards the peer, or from it; `undefined` for one that goes nowhere. Where both ends are ours, a packet stands
 * at its sender and goes away from there.
 */
export function arrowOf(event: SocketEvent): string | undefined {
  if (PASSING.has(event.type) && 'by' in event) {
    const leaves = event.by === 'us' || ('to' in event && event.to !== undefined);
    if (event.type === 'dropped') return leaves ? LOST_OUT : LOST_IN;
    return leaves ? OUT : IN;
  }
  return ARROWS[event.type];
}
