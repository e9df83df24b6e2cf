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

/** Which way a step goes: towards the peer, or from it; `undefined` for one that goes nowhere. */
export function arrowOf(event: SocketEvent): string | undefined {
  if (event.type === 'reset' || event.type === 'tls-record') return event.by === 'us' ? OUT : IN;
  return ARROWS[event.type];
}
