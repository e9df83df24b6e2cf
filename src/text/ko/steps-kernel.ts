import type { EventOf } from '../../event/event.ts';
import type { KernelEvent } from '../../event/kernel-event.ts';
import { clipped } from '../brief.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import { tcpFacts } from '../tcp-facts.ts';
import type { Text } from '../text.ts';

/** A look at the table says what is, and no more: others may have passed since the look before. */
function seen({ state, was }: EventOf<'state'>): string {
  const now = state === 'CLOSED' ? 'CLOSED: 표에 없음' : `${state} 관측`;
  return was === undefined ? now : `${now} (앞서 ${was})`;
}

const entered = ({ state, was }: EventOf<'state'>) =>
  was === undefined ? state : `${was} → ${state}`;

const counted = (what: string, count: number | undefined) =>
  count ? [`${what} ${grouped(count)}개`] : [];

function timer({ timer }: EventOf<'tcp-info'>): string[] {
  if (timer === undefined) return [];
  const { kind, expires, fired } = timer;
  return [
    `타이머 ${clipped(kind)} ${duration(expires)}${fired > 0 ? ` (만료 ${grouped(fired)}회)` : ''}`,
  ];
}

export const kernelSteps: Pick<Text['steps'], KernelEvent['type']> = {
  state: (event) => {
    if (event.how === 'polled') return seen(event);
    return `${entered(event)} (${event.how === 'derived' ? '패킷에서 유도' : '추적'})`;
  },
  queues: ({ receive, send }) => `수신 큐 ${bytes(receive)}, 송신 큐 ${bytes(send)}`,
  'accept-queue': ({ waiting, limit }) =>
    `accept 대기 ${grouped(waiting)}개 (한도 ${grouped(limit)})${waiting > limit ? ': 가득 참' : ''}`,
  'tcp-info': (info) => {
    const facts = [
      ...tcpFacts(info),
      ...counted('가는 중', info.unacknowledged),
      ...counted('손실', info.lost),
      ...counted('재전송', info.retransmitted),
      ...timer(info),
    ];
    return facts.length > 0 ? facts.join(', ') : '아직 잰 것이 없습니다';
  },
};
