import type { EventOf } from '../../event/event.ts';
import type { SyscallEvent } from '../../event/syscall-event.ts';
import { clipped } from '../brief.ts';
import { duration } from '../quantity.ts';
import type { Text } from '../text.ts';

function outcome({ result, error, elapsed }: EventOf<'syscall'>): string {
  if (error !== undefined) return ` = ${clipped(error)}`;
  if (result !== undefined) return ` = ${result}`;
  return elapsed === undefined ? ' has not returned' : ' was broken off by a signal';
}

export const syscallSteps: Pick<Text['steps'], SyscallEvent['type']> = {
  syscall: (event) => {
    const took = event.elapsed === undefined ? '' : `, ${duration(event.elapsed)}`;
    return `${clipped(event.call)}(${clipped(event.arguments)})${outcome(event)}${took}`;
  },
  'left-open': ({ process, killed }) =>
    killed === undefined
      ? `${process} ended and had not closed it: the kernel did`
      : `${process} was killed by ${clipped(killed)}: the kernel closed it`,
};
