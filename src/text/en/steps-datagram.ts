import type { DatagramEvent, Fate } from '../../event/datagram-event.ts';
import type { EventOf } from '../../event/event.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

const FATES: Readonly<Record<Fate, string>> = {
  passed: 'passed on',
  dropped: 'dropped',
  overflowed: 'dropped, the queue is full',
  duplicated: 'doubled',
  reordered: 'held back behind others',
  delayed: 'delayed',
  corrupted: 'corrupted',
};

/** `delayed 82 ms`; where it is none of the fates, the delay follows them. */
function fateOf({ fates, delay }: EventOf<'fate'>): string {
  const words = fates.map((fate) =>
    fate === 'delayed' ? `${FATES[fate]} ${duration(delay)}` : FATES[fate],
  );
  const rest = delay > 0 && !fates.includes('delayed') ? ` (after ${duration(delay)})` : '';
  return `${words.join(', ') || FATES.passed}${rest}`;
}

const sent = (sender: string | undefined) => (sender ? `${sender} alone sends` : 'is sent');

export const datagramSteps: Pick<Text['steps'], DatagramEvent['type']> = {
  join: ({ group, interface: at, sender }) =>
    `receives what ${sent(sender)} to ${group}${at ? `, at ${at}` : ''}`,
  leave: ({ group, sender }) => `no longer receives what ${sent(sender)} to ${group}`,
  reply: ({ number, elapsed, copy, overtaken }) => {
    const again = copy > 1 ? ` once more (copy ${grouped(copy)})` : '';
    const late = overtaken ? '; a later one was answered first' : '';
    return `to probe ${grouped(number)}${again}, after ${duration(elapsed)}${late}`;
  },
  'no-reply': ({ number, after }) =>
    `to probe ${grouped(number)} for ${duration(after)}: lost, late, or nobody answers`,
  fate: (event) => {
    const where = event.direction === 'there' ? 'to the server' : 'to the client';
    return `no. ${grouped(event.number)} ${where}, ${bytes(event.bytes)}: ${fateOf(event)}`;
  },
  'kernel-drops': ({ count }) =>
    `the kernel dropped ${grouped(count)} ${count === 1 ? 'datagram' : 'datagrams'}: the receive buffer was full`,
};
