import type { EventType, SocketEvent } from '../event/event.ts';

const OUT = '──▶';
const IN = '◀──';

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
]);

/** Which way a step goes: towards the peer, or from it; `undefined` for one that goes nowhere. */
export function arrowOf(event: SocketEvent): string | undefined {
  if (PASSING.has(event.type) && 'by' in event) return event.by === 'us' ? OUT : IN;
  return ARROWS[event.type];
}
