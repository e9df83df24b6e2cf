import * as v from 'valibot';
import type { EventOf } from '../event/event.ts';
import { type KernelEvent, STATE_SOURCES } from '../event/kernel-event.ts';
import { TCP_STATES } from '../event/tcp-state.ts';
import { count, event, object, oneOf, text } from './fields.ts';

const state = oneOf(TCP_STATES, 'a state of RFC 9293');
const perhaps = v.exactOptional(count);
const timer = object({ kind: text, expires: count, fired: count });

/** What the kernel keeps for a socket. */
export const KERNEL_SCHEMAS = {
  state: event('state', { state, was: v.exactOptional(state), how: oneOf(STATE_SOURCES) }),
  queues: event('queues', { receive: count, send: count }),
  'accept-queue': event('accept-queue', { waiting: count, limit: count }),
  'tcp-info': event('tcp-info', {
    rtt: perhaps,
    rttVariation: perhaps,
    rto: perhaps,
    cwnd: perhaps,
    ssthresh: perhaps,
    mss: perhaps,
    unacknowledged: perhaps,
    lost: perhaps,
    retransmitted: perhaps,
    timer: v.exactOptional(timer),
  }),
} as const satisfies {
  readonly [Type in KernelEvent['type']]: v.GenericSchema<unknown, EventOf<Type>>;
};
