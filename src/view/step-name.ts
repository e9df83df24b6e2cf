import type { EventType, SocketEvent, SocketLabel } from '../event/event.ts';
import { bytes } from '../text/quantity.ts';
import { padStart, truncate, width } from './columns.ts';
import { visibleText } from './visible.ts';

/** What stands in the step's column, and what of it had no room there. */
export interface StepName {
  readonly shown: string;
  /** To be said before all else of what happened. */
  readonly rest: readonly string[];
}

/**
 * The step's name; octets, if it carries any, stand at the right of so many columns. Of a segment the flags are the name, of a system call
 * its own. `columns` 0: as wide as it is.
 */
export function stepName(event: SocketEvent, columns: number): StepName {
  const name = nameOf(event);
  const size = sizeOf(event);
  const count = size === undefined ? '' : bytes(size);
  const whole = count === '' ? name : name + padStart(` ${count}`, columns - width(name));
  if (columns === 0 || width(whole) <= columns || isOctets(event)) {
    return { shown: whole, rest: [] };
  }
  const shown = truncate(name, columns);
  return { shown, rest: [...(shown === name ? [] : [name]), ...(count === '' ? [] : [count])] };
}

/** Their counts are short enough, whatever Node reads or writes at once. */
function isOctets({ type }: SocketEvent): boolean {
  return type === 'send' || type === 'receive';
}

function nameOf(event: SocketEvent): string {
  if (event.type === 'segment') return event.flags.join(',') || event.type;
  return event.type === 'syscall' ? visibleText(event.call) || event.type : event.type;
}

function sizeOf(event: SocketEvent): number | undefined {
  if (event.type === 'segment') return event.bytes > 0 ? event.bytes : undefined;
  const carries = isOctets(event) || event.type === 'datagram';
  return carries && 'bytes' in event ? event.bytes : undefined;
}

/** The socket a step stands at: who sent the packet, where both ends are ours. */
export function labelOf(event: SocketEvent): SocketLabel {
  const sender = 'to' in event && event.by === 'peer' ? event.to : undefined;
  return sender ?? event.socket;
}

/** Whether a segment is one that should not be needed: it cuts the connection, or is sent again. */
export function isTrouble(event: SocketEvent): boolean {
  if (event.type !== 'segment') return false;
  return event.flags.includes('RST') || AGAIN.some((one) => event.judged?.includes(one));
}
const AGAIN = ['retransmission', 'fast-retransmission', 'spurious-retransmission'] as const;

/** Steps that nobody wishes for: a reset, an error, a loss. */
export const BAD_STEPS: ReadonlySet<EventType> = new Set([
  'reset',
  'error',
  'timeout',
  'attempt-failed',
  'turned-away',
  'no-reply',
  'kernel-drops',
  'ws-refused',
  'ws-violation',
  'left-open',
  'icmp',
  'dropped',
  'not-captured',
]);
