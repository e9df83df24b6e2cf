import type { DatagramEvent, Fate } from '../../event/datagram-event.ts';
import type { EventOf } from '../../event/event.ts';
import { bytes, duration, grouped } from '../quantity.ts';
import type { Text } from '../text.ts';

const FATES: Readonly<Record<Fate, string>> = {
  passed: '통과',
  dropped: '버림',
  overflowed: '대기열이 차서 버림',
  duplicated: '중복',
  reordered: '뒤로 밀림',
  delayed: '지연',
  corrupted: '손상',
};

/** `지연 82 ms`; where it is none of the fates, the delay follows them. */
function fateOf({ fates, delay }: EventOf<'fate'>): string {
  const words = fates.map((fate) =>
    fate === 'delayed' ? `${FATES[fate]} ${duration(delay)}` : FATES[fate],
  );
  const rest = delay > 0 && !fates.includes('delayed') ? ` (${duration(delay)} 뒤)` : '';
  return `${words.join(', ') || FATES.passed}${rest}`;
}

export const datagramSteps: Pick<Text['steps'], DatagramEvent['type']> = {
  join: ({ group, interface: at, sender }) =>
    `그룹 ${group}${sender ? `: ${sender}의 것만` : '의 것을'} 받습니다${at ? ` (${at})` : ''}`,
  leave: ({ group, sender }) => `그룹 ${group}${sender ? ` (${sender})` : ''}에서 나갑니다`,
  reply: ({ number, elapsed, copy, overtaken }) => {
    const again = copy > 1 ? `, ${grouped(copy)}번째` : '';
    const late = overtaken ? ', 뒤의 것이 먼저 옴' : '';
    return `프로브 ${grouped(number)}의 응답${again}, ${duration(elapsed)}${late}`;
  },
  'no-reply': ({ number, after }) =>
    `프로브 ${grouped(number)}: ${duration(after)} 동안 응답이 없습니다`,
  fate: (event) => {
    const where = event.direction === 'there' ? '가는' : '오는';
    return `${where} 것 ${grouped(event.number)}번, ${bytes(event.bytes)}: ${fateOf(event)}`;
  },
  'kernel-drops': ({ count }) => `수신 버퍼가 차서 커널이 ${grouped(count)}개 버렸습니다`,
};
