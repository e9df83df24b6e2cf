import { grouped } from '../quantity.ts';
import type { LadderText } from '../wording-ladder.ts';

export const ladder: LadderText = {
  client: 'client',
  server: 'server',
  notWatched:
    'These are the calls of the program alone: packets were not watched, so no arrow reaches the other side. --xray watches them.',
  lost: 'dropped by the lab',
  known: { polled: 'seen', derived: 'derived from the packets' },
  picture: {
    title: 'Ladder diagram',
    described: ({ ends, steps, packets, lost, took }) =>
      [
        `${ends.join('; ')}${ends.length > 0 ? '. ' : ''}${counted(steps, 'step')} in ${took}`,
        ...(packets > 0 ? [`${counted(packets, 'packet')} seen on the way`] : []),
        ...(lost > 0 ? [`${grouped(lost)} of them lost`] : []),
      ].join(', '),
    callsAlone:
      'Where packets were not watched, these are the steps of the programs alone: a dashed arrow is what one end sent or received, and nobody saw it on its way.',
    more: (steps) => `… and ${counted(steps, 'more step')}`,
    nothing: 'Nothing happened in this recording.',
  },
};

function counted(count: number, thing: string): string {
  return `${grouped(count)} ${thing}${count === 1 ? '' : 's'}`;
}
