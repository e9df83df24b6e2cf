import type { LadderText } from '../wording-ladder.ts';

export const ladder: LadderText = {
  client: 'client',
  server: 'server',
  notWatched:
    'These are the calls of the program alone: packets were not watched, so no arrow reaches the other side. --xray watches them.',
  lost: 'dropped by the lab',
  known: { traced: '', polled: 'seen', derived: 'derived from the packets' },
};
