import type { EventOf } from '../../event/event.ts';
import type { KernelEvent } from '../../event/kernel-event.ts';
import { clipped } from '../brief.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import { tcpFacts } from '../tcp-facts.ts';
import type { Text } from '../text.ts';

/** A look at the table says what is, and no more: others may have passed since the look before. */
function seen({ state, was }: EventOf<'state'>): string {
  const now = state === 'CLOSED' ? 'CLOSED: in the table no more' : `${state}, seen`;
  return was === undefined ? now : `${now} (before: ${was})`;
}

const entered = ({ state, was }: EventOf<'state'>) =>
  was === undefined ? state : `${was} → ${state}`;

const counted = (count: number | undefined, what: string) =>
  count ? [`${grouped(count)} ${what}`] : [];

function timer({ timer }: EventOf<'tcp-info'>): string[] {
  if (timer === undefined) return [];
  const { kind, expires, fired } = timer;
  return [
    `timer ${clipped(kind)} in ${duration(expires)}${fired > 0 ? ` (fired ${grouped(fired)}×)` : ''}`,
  ];
}

export const kernelSteps: Pick<Text['steps'], KernelEvent['type']> = {
  state: (event) => {
    if (event.how === 'polled') return seen(event);
    return `${entered(event)}${event.how === 'derived' ? ', derived from the packets' : ', traced'}`;
  },
  queues: ({ receive, send }) => `receive queue ${bytes(receive)}, send queue ${bytes(send)}`,
  'accept-queue': ({ waiting, limit }) =>
    `${grouped(waiting)} of ${grouped(limit)} ${waiting === 1 ? 'waits' : 'wait'} for accept${waiting > limit ? ': full' : ''}`,
  'tcp-info': (info) => {
    const facts = [
      ...tcpFacts(info),
      ...counted(info.unacknowledged, 'on the way'),
      ...counted(info.lost, 'lost'),
      ...counted(info.retransmitted, 'sent again'),
      ...timer(info),
    ];
    return facts.length > 0 ? facts.join(', ') : 'nothing measured yet';
  },
};
