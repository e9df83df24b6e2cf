import type { EventType, SocketEvent } from '../event/event.ts';
import type { TcpState } from '../event/tcp-state.ts';
import { opposite, type Rail } from './rung.ts';

/** Steps that only one of the two takes. */
const STEPS: Partial<Record<EventType, Rail>> = {
  attempt: 'left',
  listen: 'right',
  accept: 'right',
  join: 'right',
  send: 'left',
  receive: 'right',
};

/** System calls that only one of the two makes: connect(2), listen(2), accept(2). */
const CALLS: Readonly<Record<string, Rail>> = {
  connect: 'left',
  listen: 'right',
  accept: 'right',
  accept4: 'right',
  sendto: 'left',
  sendmsg: 'left',
  recvfrom: 'right',
  recvmsg: 'right',
};

/** What the kernel calls them meanwhile (RFC 9293 §3.3.2). */
const STATES: Partial<Record<TcpState, Rail>> = { 'SYN-SENT': 'left', LISTEN: 'right' };

/**
 * The rail that an event gives its socket away to belong to, if it does: who asks stands on the left, who serves on the right. A first
 * datagram counts as asking. What comes later does not move it: an answer is sent by who serves.
 */
export function railOf(event: SocketEvent): Rail | undefined {
  switch (event.type) {
    case 'syscall':
      return Object.hasOwn(CALLS, event.call) ? CALLS[event.call] : undefined;
    case 'segment':
      return event.flags.includes('SYN') ? ofSyn(event) : undefined;
    case 'datagram':
      return event.by === 'us' ? 'left' : 'right';
    case 'state':
      return STATES[event.state];
    default:
      return STEPS[event.type];
  }
}

/** Who sends a SYN without ACK asks (RFC 9293 §3.5); who acknowledges one serves. */
function ofSyn({ flags, by }: Extract<SocketEvent, { type: 'segment' }>): Rail {
  const sender: Rail = flags.includes('ACK') ? 'right' : 'left';
  return by === 'us' ? sender : opposite(sender);
}
