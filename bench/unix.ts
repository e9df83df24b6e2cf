import { type Duel, measureDuels } from './duel.ts';
import type { Figure } from './figure.ts';
import { TCP, unix } from './kind.ts';
import type { Subject } from './server.ts';
import { BULK, LATENCY, type Traffic } from './traffic.ts';

const RUNS: readonly (readonly [subject: Subject, title: string])[] = [
  ['quiet', '--quiet'],
  ['bare', 'bare node:net'],
];

/** How much faster a Unix domain socket is than TCP over loopback: each with the same program. */
export async function measureUnix(directory: string): Promise<Figure[]> {
  const over = unix(directory);
  const duels = (traffic: Traffic) =>
    RUNS.map(
      ([subject, title]): Duel => ({
        measure: `Unix by TCP, ${traffic.name}`,
        subject: title,
        traffic,
        ours: { kind: over, subject, directory },
        theirs: { kind: TCP, subject, directory },
        other: 'TCP',
      }),
    );
  const figures: Figure[] = [];
  for (const traffic of [LATENCY, BULK]) figures.push(...(await measureDuels(duels(traffic))));
  return figures;
}
