import type { BordersText } from '../wording-ladder.ts';

export const borders: BordersText = {
  legend: ({ border, cut }) =>
    `Each send is painted with its borders: ${border} where a send begins or ends, ${cut} where it was cut on its way.`,
  unknown: 'what the other side sent in one piece was not watched',
  none: 'No plain octets were sent: those of a WebSocket go in frames, those of TLS in records, which the text and the ladder show.',
  part: (send) => `part of ${send}`,
  tally: (counts) =>
    counts.map(({ kind, count }) => `${count} ${kind}${count === 1 ? '' : 's'}`).join(', '),
};
