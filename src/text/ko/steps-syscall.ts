import type { EventOf } from '../../event/event.ts';
import type { SyscallEvent } from '../../event/syscall-event.ts';
import { clipped } from '../brief.ts';
import { duration } from '../quantity.ts';
import type { Text } from '../text.ts';

function outcome({ result, error, elapsed }: EventOf<'syscall'>): string {
  if (error !== undefined) return ` = ${clipped(error)}`;
  if (result !== undefined) return ` = ${result}`;
  return elapsed === undefined ? ' 아직 안 끝남' : ' 시그널로 중단';
}

export const syscallSteps: Pick<Text['steps'], SyscallEvent['type']> = {
  syscall: (event) => {
    const took = event.elapsed === undefined ? '' : `, ${duration(event.elapsed)}`;
    return `${clipped(event.call)}(${clipped(event.arguments)})${outcome(event)}${took}`;
  },
  'left-open': ({ process, killed }) =>
    `${process} 종료${killed === undefined ? '' : ` (${clipped(killed)})`}: 커널이 대신 닫았습니다`,
};
