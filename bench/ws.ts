import { type Duel, measureDuels } from './duel.ts';
import type { Figure } from './figure.ts';
import { measureFlatness } from './flat.ts';
import { ws } from './kind.ts';
import type { WsShape } from './load/ws-script.ts';
import { TITLES } from './server.ts';
import { type WsTraffic, wsMessages } from './traffic.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** How many connections, how many messages on the way over each, and of how many octets. */
type Row = readonly [connections: number, inFlight: number, size: number];

const ROWS: readonly Row[] = [
  [1, 1, 64],
  [64, 1, 64],
  [1, 64, 64],
  [1, 1, KIB],
  [64, 1, KIB],
  [1, 64, 64 * KIB],
  [64, 1, 64 * KIB],
  [1, 1, 16 * MIB],
];

/** Messages in many frames, which nobody compresses. Each frame is an event: what a trace costs then is to be seen, and has no goal. */
const FRAGMENTED: readonly WsShape[] = [64, KIB, 64 * KIB].map((fragment) => ({
  ...{ size: 16 * MIB, compressed: false, fragment },
}));

/** How fast our WebSocket server echoes, against the `ws` package's; and, with a trace, against itself without one. */
export async function measureWs(directory: string): Promise<Figure[]> {
  const traffics = [false, true].flatMap((compressed) =>
    ROWS.map(([connections, inFlight, size]) =>
      wsMessages({ connections, inFlight, shape: { size, compressed } }),
    ),
  );
  const fragmented = FRAGMENTED.map((shape) => wsMessages({ connections: 1, inFlight: 1, shape }));
  const figures: Figure[] = [];
  for (const traffic of [...traffics, ...fragmented]) {
    figures.push(...(await measureDuels(duelsOf(traffic, directory))));
  }
  return [...figures, ...(await measureFlatness(directory))];
}

function duelsOf(traffic: WsTraffic, directory: string): Duel[] {
  const kind = ws(traffic.shape.compressed);
  const server = (subject: 'bare' | 'quiet' | 'file') => ({ kind, subject, directory });
  const measure = traffic.name;
  return [
    {
      ...{ measure, subject: TITLES.quiet, traffic, goal: { atLeast: 1 } },
      ...{ ours: server('quiet'), theirs: server('bare'), other: 'ws' },
    },
    {
      ...{ measure, subject: TITLES.file, traffic },
      ...(traffic.shape.fragment === undefined && { goal: { atLeast: 0.8 } }),
      ...{ ours: server('file'), theirs: server('quiet'), other: TITLES.quiet },
    },
  ];
}
