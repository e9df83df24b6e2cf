import type { Text } from '../../src/text/text.ts';
import type { DemoText } from '../../src/text/wording.ts';
import type { Sample } from './sample.ts';

function said(
  path: string,
  values: readonly (string | number)[],
  say: (demo: DemoText) => string,
): Sample {
  return {
    path: `demo.${path}`,
    values: values.map(String),
    say: ({ demo }: Text) => [say(demo)],
  };
}

const path = { roundTrip: '21 µs', throughput: '1.9 GB/s' };
const port = { roundTrip: '34 µs', throughput: '1.2 GB/s' };

/** Every function of the guided runs, called with what it may meet. */
export const DEMO_SAMPLES: readonly Sample[] = [
  said('seen', [310, 30], ({ seen }) => seen({ steps: 310, sockets: 30 })),
  ...[1, 250].map((reads) =>
    said('tcp.streamSeen', [300, reads], ({ tcp }) => tcp.streamSeen({ writes: 300, reads })),
  ),
  ...[1, 30].map((reads) =>
    said('udp.bordersSeen', [41, 42, reads], ({ udp }) =>
      udp.bordersSeen({ sends: 41, receives: 42, reads }),
    ),
  ),
  said('unix.compared', [...Object.values(path), ...Object.values(port), '1.6'], ({ unix }) =>
    unix.compared({ path, port, roundTrips: '1.6', throughputs: '1.5' }),
  ),
  ...[true, false].map((plain) =>
    said('tls.compared', [], ({ tls }) => tls.compared({ plain, encrypted: !plain })),
  ),
];
