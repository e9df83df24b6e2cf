import * as v from 'valibot';
import { type DatagramEvent, FATES } from '../event/datagram-event.ts';
import type { EventOf } from '../event/event.ts';
import { count, event, flag, oneOf, text } from './fields.ts';

const membership = {
  group: text,
  interface: v.exactOptional(text),
  sender: v.exactOptional(text),
};

/** What happens to datagram sockets alone. */
export const DATAGRAM_SCHEMAS = {
  join: event('join', membership),
  leave: event('leave', membership),
  reply: event('reply', { number: count, elapsed: count, copy: count, overtaken: flag }),
  'no-reply': event('no-reply', { number: count, after: count }),
  fate: event('fate', {
    number: count,
    direction: oneOf(['there', 'back']),
    bytes: count,
    fates: v.array(oneOf(FATES, 'a fate of version 1'), 'expected an array'),
    delay: count,
  }),
  'kernel-drops': event('kernel-drops', { count }),
} as const satisfies {
  readonly [Type in DatagramEvent['type']]: v.GenericSchema<unknown, EventOf<Type>>;
};
