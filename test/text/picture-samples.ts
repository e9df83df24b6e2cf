import type { Text } from '../../src/text/text.ts';
import type { PictureText } from '../../src/text/wording-ladder.ts';
import type { Sample } from './sample.ts';

function said(
  name: keyof PictureText,
  values: readonly string[],
  say: (picture: Text['ladder']['picture']) => string,
): Sample {
  return {
    path: `ladder.picture.${name}`,
    values,
    say: ({ ladder }) => [say(ladder.picture)],
  };
}

const WHOLE = { ends: ['C1 – S1', 'C2 – S2'], steps: 1234, packets: 17, lost: 2, took: '4.8 s' };

/** What is said in a picture of a recording, in every way. */
export const PICTURE_SAMPLES: readonly Sample[] = [
  said('described', ['C1 – S1', 'C2 – S2', '1,234', '17', '2', '4.8 s'], ({ described }) =>
    described(WHOLE),
  ),
  said('described', ['1', '0 µs'], ({ described }) =>
    described({ ends: [], steps: 1, packets: 0, lost: 0, took: '0 µs' }),
  ),
  said('more', ['1,234'], ({ more }) => more(1234)),
  said('more', ['1'], ({ more }) => more(1)),
  {
    path: 'segment.after',
    values: ['204 ms'],
    say: ({ segment }) => [segment.after(segment.judged.retransmission, 204_000)],
  },
  {
    path: 'segment.acknowledged',
    values: ['6 B', 'FIN', '43 µs'],
    say: ({ segment }) => [
      segment.acknowledged(['6 B', 'FIN'], 43),
      segment.acknowledged(['SYN'], undefined),
    ],
  },
  {
    path: 'borders.legend',
    values: [],
    say: ({ borders }) => [borders.legend({ border: '│', cut: '┊' })],
  },
  { path: 'borders.part', values: ['send 7'], say: ({ borders }) => [borders.part('send 7')] },
  {
    path: 'borders.tally',
    values: ['12', 'send', 'receive'],
    say: ({ borders }) => [
      borders.tally([
        { kind: 'send', count: 12 },
        { kind: 'receive', count: 1 },
      ]),
    ],
  },
];
