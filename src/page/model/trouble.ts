import type { EventType, SocketEvent } from '../../event/event.ts';

/** Steps that nobody wants. */
const BAD: ReadonlySet<EventType> = new Set([
  ...(['reset', 'error', 'timeout', 'attempt-failed', 'turned-away', 'no-reply'] as const),
  ...(['kernel-drops', 'ws-refused', 'ws-violation', 'left-open', 'icmp', 'dropped'] as const),
  'not-captured',
]);
const AGAIN = ['retransmission', 'fast-retransmission', 'spurious-retransmission'] as const;

/** Whether a step is one that should not be needed: it failed, cuts the connection, or is sent again. */
export function isTrouble(event: SocketEvent): boolean {
  if (event.type !== 'segment') return BAD.has(event.type);
  return event.flags.includes('RST') || AGAIN.some((one) => event.judged?.includes(one));
}
